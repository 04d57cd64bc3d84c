from tsunagu.upkeep.states import CAN_RETRY, ENDED, MOVES, JobState


def test_every_state_has_its_moves() -> None:
    assert list(MOVES) == list(JobState)


def test_what_is_done_stays_done_and_what_went_wrong_may_be_tried_again() -> None:
    assert (MOVES[JobState.DONE], CAN_RETRY) == (frozenset(), ENDED - {JobState.DONE})
