"""A company leaves after the timetable was published: its place is free at once, its specialist is told."""

import pytest

from tests.consultations.days import AT, BY, coming
from tests.matching.boards import opened, seat, sitting
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Right, Role
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.access import consultations_of_specialist
from tsunagu.consultations.actions import declare_conflict
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import ConflictReason, ConsultationState
from tsunagu.events.actions.advising import answer_adviser
from tsunagu.events.actions.holding import cancel_event
from tsunagu.events.actions.keeping import cancel_registration, decline_registration
from tsunagu.events.endings import register_ending, tell_ended
from tsunagu.events.models import Event, EventAdviser
from tsunagu.events.states import RegistrationState
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.matching.actions import BoardChangedError, place, publish_board, solve_board, take_out
from tsunagu.matching.models import Board, BoardChange
from tsunagu.matching.moves import Move
from tsunagu.matching.queries import board_page
from tsunagu.matching.states import BoardState, ChangeVerb

pytestmark = pytest.mark.django_db
NOW = {"by": BY, "at": AT}
WITHDRAWN = "timetable_withdrawn"


@pytest.fixture
def published():
    """First company at one with the first specialist, second at two with the second: board, companies, specialists."""
    board, (a, b), (x, y) = opened()
    place(board, Move(str(a.pk), str(x.pk), 1), seen=0, **NOW)
    place(board, Move(str(b.pk), str(y.pk), 2), seen=1, **NOW)
    publish_board(board, seen=2, **NOW)
    Event.objects.filter(pk=board.event_id).update(accepted=2)
    return board, (a, b), (x, y)


def states() -> list[str]:
    return list(Consultation.objects.order_by("pk").values_list("state", flat=True))


def told() -> list[str]:
    """Whom the letter of a withdrawal went to."""
    return list(Letter.objects.filter(template=WITHDRAWN).order_by("pk").values_list("to", flat=True))


@pytest.mark.parametrize("end", [cancel_registration, decline_registration])
def test_who_loses_the_seat_leaves_the_timetable_and_the_specialist_is_told(published, end) -> None:
    board, (a, b), (x, y) = published

    end(a, **NOW)

    board.refresh_from_db()
    page = board_page(board)
    change = BoardChange.objects.latest("version")
    assert (states(), told()) == (["cancelled", "planned"], [x.user.email])
    assert sitting(board) == [seat(b, y, 2)]
    assert (page.broken, page.is_changed, board.state_now, board.version) == (0, False, BoardState.PUBLISHED, 4)
    assert (change.verb, change.goes) == (ChangeVerb.REMOVED, [list(seat(a, x, 1))])
    assert Entry.objects.filter(verb="consultation.cancelled").values_list("facts", flat=True).get() == {
        "reason_code": "registration_ended"
    }


def test_the_free_place_is_given_to_another_company(published) -> None:
    board, (a, _), (x, _) = published
    new = coming(board.event, "丙社")
    cancel_registration(a, **NOW)
    board.refresh_from_db()

    place(board, Move(str(new.pk), str(x.pk), 1), seen=4, **NOW)
    changed = publish_board(board, seen=5, **NOW)

    assert (len(changed.made), len(changed.moved), len(changed.cancelled)) == (1, 0, 0)


@pytest.mark.parametrize("state", [ConsultationState.HELD, ConsultationState.NO_SHOW])
def test_what_took_place_stays(published, state) -> None:
    board, (a, b), (x, y) = published
    Consultation.objects.filter(registration=a).update(state=state)

    cancel_registration(a, **NOW)

    assert (states(), told()) == ([state.value, "planned"], [])
    assert sitting(board) == sorted([seat(a, x, 1), seat(b, y, 2)])


def test_a_refused_cancelling_leaves_the_timetable(published) -> None:
    board, (a, _), _ = published
    type(a).objects.filter(pk=a.pk).update(arrived_at=AT, arrived_persons=1)

    with pytest.raises(RuleBrokenError, match="もう受付を済ませた"):
        cancel_registration(a, **NOW)

    assert (states(), told(), len(sitting(board))) == (["planned", "planned"], [], 2)


def test_who_had_no_seat_takes_nobody_off(published) -> None:
    board, _, _ = published
    waiting = coming(board.event, "丙社", state=RegistrationState.WAITING)

    cancel_registration(waiting, **NOW)

    assert (states(), told()) == (["planned", "planned"], [])


def test_of_an_event_that_is_off_nothing_is_planned_and_every_specialist_gets_one_letter(published) -> None:
    board, (_, b), (x, y) = published
    take_out(board, seat(b, y, 2), seen=3, **NOW)
    place(board, Move(str(b.pk), str(x.pk), 2), seen=4, **NOW)
    publish_board(board, seen=5, **NOW)

    cancel_event(board.event, "大雪のため", **NOW)

    assert (states(), told()) == (["cancelled"] * 3, [x.user.email])
    letter = Letter.objects.get(template=WITHDRAWN)
    assert ("2件" in letter.subject, letter.body.count(".ics")) == (True, 2)


def test_an_event_that_was_held_keeps_what_is_planned(published) -> None:
    board, _, _ = published
    Event.objects.filter(pk=board.event_id).update(state="held")

    with pytest.raises(RuleBrokenError, match="進めません"):
        cancel_event(Event.objects.get(pk=board.event_id), "大雪のため", **NOW)

    assert (states(), told()) == (["planned", "planned"], [])


def test_a_running_search_does_not_hold_up_a_company_and_is_outdated(published) -> None:
    board, (a, b), (x, y) = published
    Board.objects.filter(pk=board.pk).update(state=BoardState.SOLVING)

    cancel_registration(a, **NOW)

    board.refresh_from_db()
    assert (states(), told(), board.version) == (["cancelled", "planned"], [x.user.email], 4)
    assert (sitting(board), board.state_now) == ([seat(b, y, 2)], BoardState.SOLVING)
    with pytest.raises(BoardChangedError):
        solve_board(board, seen=3, **NOW)


def test_a_specialist_without_an_account_gets_no_letter(published) -> None:
    _, (a, _), (x, _) = published
    type(x).objects.filter(pk=x.pk).update(user=None)

    cancel_registration(a, **NOW)

    assert (states(), told()) == (["cancelled", "planned"], [])


def test_a_name_is_registered_once_and_nobody_is_called_about_none(published) -> None:
    board, _, _ = published

    with pytest.raises(ValueError, match="registered already"):
        register_ending("timetable", print)
    tell_ended(board.event, [], **NOW)

    assert (states(), told()) == (["planned", "planned"], [])


def letters() -> list[tuple[str, str]]:
    """Every letter since the publishing, and to whom."""
    told = Letter.objects.exclude(template__in=["timetable_company", "timetable_specialist"])
    return list(told.order_by("pk").values_list("template", "to"))


def test_an_adviser_who_declines_leaves_the_timetable_and_everybody_concerned_hears_of_it(published) -> None:
    board, (a, b), (x, y) = published
    keeper = User.objects.create_user("keeper@people.example", name="見本 花子")
    keeper.memberships.create(organisation_id=board.event.partner_id, role=Role.COORDINATOR, since=AT)

    answer_adviser(EventAdviser.objects.get(specialist=x), is_accepted=False, **NOW)

    board.refresh_from_db()
    assert (states(), sitting(board), board.version) == (["cancelled", "planned"], [seat(b, y, 2)], 4)
    assert letters() == [
        (WITHDRAWN, x.user.email), ("timetable_company_off", a.email), ("timetable_adviser_gone", keeper.email)
    ]  # fmt: skip
    assert list(consultations_of_specialist(x.user, {Right.OWN_SHEET}, at=AT)) == []
    publish_board(board, seen=4, **NOW)


def test_an_adviser_who_stays_leaves_the_timetable_alone(published) -> None:
    board, _, (x, _) = published

    answer_adviser(EventAdviser.objects.get(specialist=x), is_accepted=True, **NOW)

    assert (states(), letters(), len(sitting(board))) == (["planned", "planned"], [], 2)


def test_two_with_a_conflict_leave_the_timetable_and_both_hear_of_it(published) -> None:
    board, (a, b), (x, y) = published

    declare_conflict(a, x, ConflictReason.DECLARED_BY_COMPANY, "競合", **NOW)

    board.refresh_from_db()
    assert (states(), sitting(board), board.version) == (["cancelled", "planned"], [seat(b, y, 2)], 4)
    assert letters() == [(WITHDRAWN, x.user.email), ("timetable_company_off", a.email)]
    assert [one.body.count("競合") for one in Letter.objects.all()] == [0] * Letter.objects.count()
    assert Entry.objects.filter(verb="conflict.declared").get().facts["cancelled"] == 1
