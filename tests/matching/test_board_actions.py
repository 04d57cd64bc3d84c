"""The board of a day: opened, solved, changed by hand, published; who was overtaken is told."""

import pytest

from tests.consultations.days import AT, BY, coming, consultation_day
from tests.matching.boards import opened, seat, sitting
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.actions import declare_conflict
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import ConflictReason, ConsultationState
from tsunagu.events.models import EventRegistration, EventSlot
from tsunagu.events.states import EventKind
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.matching.actions import (
    BoardChangedError,
    allow,
    ask_to_solve,
    forbid,
    force_pair,
    open_board,
    pin,
    place,
    publish_board,
    set_wishes,
    solve_board,
    take_out,
    unpin,
)
from tsunagu.matching.board import Pin
from tsunagu.matching.models import Board, BoardChange, BoardPlacement
from tsunagu.matching.moves import Move
from tsunagu.matching.queries import Hurdles, board_page
from tsunagu.matching.states import Blocked, BoardState, ChangeVerb
from tsunagu.specialists.models import PublishedSheet

pytestmark = pytest.mark.django_db
NOW = {"by": BY, "at": AT}


def test_a_board_is_opened_once() -> None:
    board, _, _ = opened()

    again = open_board(board.event, **NOW)

    assert (again.pk, board.state_now, board.version) == (board.pk, BoardState.DRAFT, 0)
    assert Entry.objects.filter(verb="board.opened").count() == 1


def test_why_somebody_cannot_sit_somewhere_is_said_once_for_all_slots() -> None:
    board, (a, b), (x, y) = opened()
    declare_conflict(a, x, ConflictReason.CUSTOMER, "", **NOW)
    EventRegistration.objects.filter(pk=b.pk).update(free_slots=[2])

    hurdles = board_page(board).hurdles

    companies, advisers = {str(a.pk): [], str(b.pk): [1, 3]}, {str(x.pk): [], str(y.pk): []}
    assert hurdles == Hurdles({str(a.pk): {Blocked.CONFLICT.label: [str(x.pk)]}}, companies, advisers)


def test_a_seminar_has_no_board_and_neither_has_a_day_without_slots() -> None:
    event = consultation_day(slots=0)

    with pytest.raises(RuleBrokenError, match="先に枠を作って"):
        open_board(event, **NOW)
    event.kind = EventKind.SEMINAR
    with pytest.raises(RuleBrokenError, match="相談会にだけ"):
        open_board(event, **NOW)
    assert Board.objects.count() == 0


def test_solving_places_everybody_and_says_how_good_it_is() -> None:
    board, people, _ = opened()

    ask_to_solve(board, seen=0, **NOW)

    assert [company for company, _, _ in sitting(board)] == [str(one.pk) for one in people]
    assert (board.state_now, board.version, board.status) == (BoardState.READY, 1, "optimal")
    assert board.value == board.bound
    change = BoardChange.objects.get()
    assert (change.verb, change.version, len(change.comes), change.made_by) == (ChangeVerb.SOLVED, 1, 2, BY.name)


def test_an_empty_day_is_refused() -> None:
    board, _, _ = opened(companies=0)

    with pytest.raises(RuleBrokenError, match="まだいません"):
        ask_to_solve(board, seen=0, **NOW)


def test_only_who_wishes_and_is_accepted_is_on_the_board() -> None:
    board, people, _ = opened(companies=1)
    coming(board.event, "聞くだけ", wants_consultation=False)
    coming(board.event, "待つ会社", state="waiting")

    solve_board(board, seen=0, **NOW)

    assert [company for company, _, _ in sitting(board)] == [str(people[0].pk)]


def test_the_second_of_two_coordinators_is_told() -> None:
    board, people, experts = opened()
    solve_board(board, seen=0, **NOW)

    with pytest.raises(BoardChangedError, match="ほかの人が先に"):
        place(board, Move(str(people[0].pk), str(experts[1].pk), 3), seen=0, **NOW)

    board.refresh_from_db()
    assert board.version == 1


def test_a_company_is_put_somewhere_and_stays_there() -> None:
    board, people, experts = opened(companies=1)

    place(board, Move(str(people[0].pk), str(experts[1].pk), 3), seen=0, **NOW)
    solve_board(board, seen=1, **NOW)

    assert sitting(board) == [seat(people[0], experts[1], 3)]
    assert board.placements.get().is_pinned


def test_who_is_in_the_way_takes_the_seat_that_was_left() -> None:
    board, (a, b), (x, y) = opened()
    place(board, Move(str(a.pk), str(x.pk), 1), seen=0, **NOW)
    place(board, Move(str(b.pk), str(y.pk), 2), seen=1, **NOW)

    place(board, Move(str(a.pk), str(y.pk), 2, leaving=seat(a, x, 1)), seen=2, **NOW)

    assert sitting(board) == sorted([seat(a, y, 2), seat(b, x, 1)])


def test_what_breaks_a_rule_is_refused_in_words_and_nothing_changes() -> None:
    board, (a, _b), (x, _) = opened()
    declare_conflict(a, x, ConflictReason.CUSTOMER, "", **NOW)

    with pytest.raises(RuleBrokenError, match="利害関係があります"):
        place(board, Move(str(a.pk), str(x.pk), 1), seen=0, **NOW)

    board.refresh_from_db()
    assert (sitting(board), board.version) == ([], 0)


def test_a_consultation_is_taken_out_and_not_twice() -> None:
    board, (a, _), (x, _) = opened()
    place(board, Move(str(a.pk), str(x.pk), 1), seen=0, **NOW)

    take_out(board, seat(a, x, 1), seen=1, **NOW)

    assert sitting(board) == []
    with pytest.raises(RuleBrokenError, match="もうありません"):
        take_out(board, seat(a, x, 1), seen=2, **NOW)


def test_a_pin_is_set_and_taken_away() -> None:
    board, _, _ = opened(companies=1)
    solve_board(board, seen=0, **NOW)
    here = sitting(board)[0]

    pin(board, here, seen=1, **NOW)
    assert board.placements.get().is_pinned
    unpin(board, here, seen=2, **NOW)

    assert not board.placements.get().is_pinned
    with pytest.raises(RuleBrokenError, match="もうありません"):
        pin(board, (here[0], here[1], 9), seen=3, **NOW)


def test_two_kept_apart_do_not_meet_until_it_is_taken_back() -> None:
    board, (a,), (x,) = opened(companies=1, advisers=1)
    solve_board(board, seen=0, **NOW)

    forbid(board, (str(a.pk), str(x.pk)), seen=1, **NOW)
    assert sitting(board) == []
    solve_board(board, seen=2, **NOW)
    assert sitting(board) == []
    allow(board, (str(a.pk), str(x.pk)), seen=3, **NOW)
    solve_board(board, seen=4, **NOW)

    assert len(sitting(board)) == 1


def test_another_pair_is_forced_and_the_rest_follows() -> None:
    board, (a, _), (x, y) = opened()
    solve_board(board, seen=0, **NOW)

    force_pair(board, Pin(str(a.pk), str(y.pk)), seen=1, **NOW)
    force_pair(board, Pin(str(a.pk), str(x.pk)), seen=2, **NOW)

    assert [person for company, person, _ in sitting(board) if company == str(a.pk)] == [str(x.pk)]


def test_wishes_are_kept_within_bounds() -> None:
    board, _, _ = opened()

    set_wishes(board, consultations=2, fewest_gaps=False, most_in_a_row=3, seen=0, **NOW)
    with pytest.raises(RuleBrokenError, match="1回か2回"):
        set_wishes(board, consultations=3, fewest_gaps=False, most_in_a_row=3, seen=1, **NOW)

    board.refresh_from_db()
    assert (board.consultations, board.fewest_gaps, board.most_in_a_row) == (2, False, 3)


def test_publishing_makes_consultations_and_tells_everybody_once() -> None:
    board, people, experts = opened()
    place(board, Move(str(people[0].pk), str(experts[0].pk), 1), seen=0, **NOW)
    place(board, Move(str(people[1].pk), str(experts[0].pk), 2), seen=1, **NOW)
    Letter.objects.all().delete()

    changed = publish_board(board, seen=2, **NOW)

    board.refresh_from_db()
    assert (len(changed.made), board.state_now, board.publications, board.told_version) == (
        2,
        BoardState.PUBLISHED,
        1,
        3,
    )
    assert Consultation.objects.filter(state=ConsultationState.PLANNED).count() == 2
    told = list(Letter.objects.order_by("pk").values_list("template", "to"))
    assert told == [
        ("timetable_company", people[0].email),
        ("timetable_company", people[1].email),
        ("timetable_specialist", experts[0].user.email),
    ]


def test_a_change_after_publishing_tells_only_those_affected() -> None:
    board, (a, b), (x, y) = opened()
    place(board, Move(str(a.pk), str(x.pk), 1), seen=0, **NOW)
    place(board, Move(str(b.pk), str(y.pk), 1), seen=1, **NOW)
    publish_board(board, seen=2, **NOW)
    Letter.objects.all().delete()
    place(board, Move(str(b.pk), str(y.pk), 2, leaving=seat(b, y, 1)), seen=3, **NOW)

    changed = publish_board(board, seen=4, **NOW)

    assert (len(changed.made), len(changed.moved), len(changed.cancelled)) == (0, 1, 0)
    assert sorted(Letter.objects.values_list("to", flat=True)) == sorted([b.email, y.user.email])
    assert "変わりました" in Letter.objects.first().subject


def test_a_company_without_an_address_gets_no_letter() -> None:
    board, (a,), (x,) = opened(companies=1, advisers=1)
    type(a).objects.filter(pk=a.pk).update(email="")
    place(board, Move(str(a.pk), str(x.pk), 1), seen=0, **NOW)

    publish_board(board, seen=1, **NOW)

    assert list(Letter.objects.filter(template="timetable_company")) == []


def test_publishing_nothing_or_what_breaks_a_rule_is_refused() -> None:
    board, (a, _), (x, _) = opened()
    with pytest.raises(RuleBrokenError, match="まだ組み合わせがありません"):
        publish_board(board, seen=0, **NOW)
    place(board, Move(str(a.pk), str(x.pk), 1), seen=0, **NOW)
    declare_conflict(a, x, ConflictReason.CUSTOMER, "", **NOW)

    with pytest.raises(RuleBrokenError, match="守られていない決まり"):
        publish_board(board, seen=1, **NOW)

    assert Consultation.objects.count() == 0


def test_a_consultation_already_held_stays_when_the_rest_is_published_anew() -> None:
    board, (a, b), (x, y) = opened()
    place(board, Move(str(a.pk), str(x.pk), 1), seen=0, **NOW)
    place(board, Move(str(b.pk), str(y.pk), 2), seen=1, **NOW)
    publish_board(board, seen=2, **NOW)
    Consultation.objects.filter(registration=a).update(state=ConsultationState.HELD)
    place(board, Move(str(b.pk), str(y.pk), 3, leaving=seat(b, y, 2)), seen=3, **NOW)

    changed = publish_board(board, seen=4, **NOW)

    assert (len(changed.moved), len(changed.cancelled)) == (1, 0)
    assert EventSlot.objects.get(consultations__registration=b).number == 3


def test_who_is_not_on_the_list_any_more_is_neither_solved_nor_published() -> None:
    board, (a, _), (x, y) = opened()
    place(board, Move(str(a.pk), str(x.pk), 1), seen=0, **NOW)
    PublishedSheet.objects.filter(specialist=x).update(is_listed=False)

    with pytest.raises(RuleBrokenError, match="守られていない決まり"):
        publish_board(board, seen=1, **NOW)
    BoardPlacement.objects.all().delete()
    solve_board(board, seen=1, **NOW)

    assert {adviser for _, adviser, _ in sitting(board)} == {str(y.pk)}


def test_what_was_held_breaks_no_rule_of_the_rest() -> None:
    board, (a, b), (x, y) = opened()
    place(board, Move(str(a.pk), str(x.pk), 1), seen=0, **NOW)
    place(board, Move(str(b.pk), str(y.pk), 2), seen=1, **NOW)
    publish_board(board, seen=2, **NOW)
    Consultation.objects.filter(registration=a).update(state=ConsultationState.HELD)
    declare_conflict(a, x, ConflictReason.CUSTOMER, "", **NOW)

    changed = publish_board(board, seen=3, **NOW)

    assert (changed.made, changed.moved, changed.cancelled) == ((), (), ())
