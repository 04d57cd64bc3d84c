"""Where a job stands."""

from tsunagu.base.labels import LabelledEnum


class JobState(LabelledEnum):
    """A job waits, runs under a lease, and ends one of three ways."""

    WAITING = "waiting", "待ち"
    RUNNING = "running", "実行中"
    DONE = "done", "完了"
    FAILED = "failed", "失敗"
    CANCELLED = "cancelled", "中止"


_S = JobState
MOVES: dict[JobState, frozenset[JobState]] = {
    _S.WAITING: frozenset({_S.RUNNING, _S.CANCELLED}),
    # back to running: another worker takes over when the lease has run out
    _S.RUNNING: frozenset({_S.RUNNING, _S.WAITING, _S.DONE, _S.FAILED, _S.CANCELLED}),
    _S.DONE: frozenset(),
    _S.FAILED: frozenset({_S.WAITING}),
    _S.CANCELLED: frozenset({_S.WAITING}),
}

ENDED = frozenset({_S.DONE, _S.FAILED, _S.CANCELLED})
CAN_CANCEL = frozenset({_S.WAITING, _S.RUNNING})
CAN_RETRY = frozenset(state for state, moves in MOVES.items() if state in ENDED and _S.WAITING in moves)
