"""Who is a candidate for one need, and who is not, read from the tables through the season's search."""

import pytest

from tests.consultations.days import adviser, coming, consultation_day
from tests.directory.asking import person
from tests.matching.needing import COMPANY, EVERY_MARK, able, company, needed, numbers_of, proposal_of
from tests.specialists.published import AT
from tsunagu.base.actor import SYSTEM
from tsunagu.consultations.actions.conflicts import declare_conflict
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import ConflictReason
from tsunagu.events.models import EventRegistration
from tsunagu.matching import one_need
from tsunagu.matching.actions.asking import ask_candidate
from tsunagu.matching.candidates import WITH_COMPANION, find_candidates
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.season.words import Lacking
from tsunagu.matching.season_reading import season_batch
from tsunagu.matching.states import NeedKind, ReviewOf
from tsunagu.specialists.actions import open_commitment
from tsunagu.specialists.models import PublishedSheet, Specialist

pytestmark = pytest.mark.django_db


def strong(number: str, **content) -> Specialist:
    """◎ everywhere: can do everything alone."""
    specialist = person(number, **content)
    marks = {f"mark_{area.lower()}": mark for area, mark in EVERY_MARK.items()}
    PublishedSheet.objects.filter(pk=specialist.pk).update(**marks)
    return specialist


def waiting(**more) -> Need:
    """A need without candidates yet."""
    return needed(waits_for_batch=True, **more)


def found(need: Need, *, count: int = 3) -> list[str]:
    """Register numbers of the candidates, best first."""
    keys = [one.specialist_id for one in find_candidates(need, count=count, at=AT).candidates]
    names = dict(Specialist.objects.values_list("pk", "riss_no"))
    return [names[key] for key in keys]


def why(need: Need) -> str:
    return find_candidates(need, count=3, at=AT).why


def test_the_better_fit_stands_first_and_the_reasons_are_the_lists() -> None:
    strong("000001")
    strong("000002", industries=("automotive",), themes_delivered=())

    one = find_candidates(waiting(), count=3, at=AT).candidates[0]

    assert found(Need.objects.get()) == ["000001", "000002"]
    assert [(line.label, line.points) for line in one.lines][:4] == [
        ("場所", 30), ("指導テーマ", 25), ("得意な領域", 20), ("業種", 15),
    ]  # fmt: skip
    assert one.points == sum(line.points for line in one.lines)


@pytest.mark.parametrize(
    ("content", "need", "reason"),
    [
        ({"themes_able": ("T2",)}, {}, Lacking.NO_THEME),
        ({"prefectures": ("27",), "online": False}, {}, Lacking.NO_REGION),
        ({"monthly_cap": 0}, {}, Lacking.FULL),
        ({"organisation": "（株）見本製作所"}, {}, Lacking.APART),
        ({"organisation": "株式会社架空システム"}, {"vendor_name": "架空システム"}, Lacking.APART),
    ],
)
def test_who_is_no_candidate_and_why(content: dict, need: dict, reason: Lacking) -> None:
    strong("000001", **content)
    asked = {"kind": NeedKind.REVIEW, "theme_code": "", "review_of": ReviewOf.QUOTATION} if need else {}

    row = waiting(**need, **asked)

    assert (found(row), why(row)) == ([], reason)


def test_who_has_no_account_or_left_the_list_is_no_candidate() -> None:
    unclaimed, gone = strong("000001"), strong("000002")
    Specialist.objects.filter(pk=unclaimed.pk).update(user=None)
    PublishedSheet.objects.filter(pk=gone.pk).update(is_listed=False)

    assert found(waiting()) == []


def test_online_is_enough_only_for_who_says_so() -> None:
    strong("000001", prefectures=("47",))

    assert (found(waiting(source="a")), found(waiting(source="b", is_online_ok=True))) == ([], ["000001"])


def test_a_declared_conflict_with_the_company_keeps_them_apart() -> None:
    own = company()
    day = consultation_day()
    specialist = adviser(day, "000009")
    strong("000001")
    registration = coming(day)
    EventRegistration.objects.filter(pk=registration.pk).update(company=own)
    registration.refresh_from_db()
    partner_of_theirs = Specialist.objects.get(riss_no="000001")

    before = found(waiting(company=own, source="a"))
    declare_conflict(registration, partner_of_theirs, ConflictReason.CUSTOMER, "", by=COMPANY, at=AT)

    assert (before, found(waiting(company=own, source="b")), specialist.riss_no) == (["000001"], [], "000009")
    assert found(waiting(company=company("ほかの会社"), source="c")) == ["000001"]


def test_who_has_talked_with_the_company_before_gets_a_little_more() -> None:
    day = consultation_day()
    strong("000001")
    known = strong("000002")
    talk = Consultation.objects.create(
        scope=day.scope, event=day, registration=coming(day), specialist=known, planned_at=AT
    )

    need = waiting(source=f"consultation:{talk.pk}")

    first = find_candidates(need, count=1, at=AT).candidates[0]
    assert (found(need)[0], first.lines[-1].because) == ("000002", "前に話したことがあります")


def test_who_can_do_it_only_with_support_comes_with_somebody_who_can_alone() -> None:
    person("000001")
    strong("000002", themes_delivered=(), industries=("automotive",))

    (first, *_) = find_candidates(waiting(), count=1, at=AT).candidates

    names = dict(Specialist.objects.values_list("pk", "riss_no"))
    assert (names[first.specialist_id], names[first.companion_id]) == ("000001", "000002")
    assert first.lines[-1].because == WITH_COMPANION


def test_what_stands_is_not_found_again_and_who_refused_never_comes_back() -> None:
    able("000001", "000002", "000003", "000004", "000005")
    need = needed()
    stood = numbers_of(need)
    Proposal.objects.filter(need=need, specialist__riss_no=stood[0]).update(
        state="declined", refusal="busy", asked_at=AT, deadline_at=AT
    )

    assert sorted([*stood, *found(need, count=3)]) == ["000001", "000002", "000003", "000004", "000005"]


def test_the_same_need_finds_the_same_and_different_needs_share_equals() -> None:
    able(*(f"{n:06}" for n in range(1, 21)), monthly_cap=30)
    needs = [waiting(source=str(n)) for n in range(12)]

    firsts = [found(need)[0] for need in needs]

    assert firsts == [found(need)[0] for need in needs]
    assert len(set(firsts)) > 3


def test_nobody_is_shown_to_more_companies_than_half_as_many_again_as_they_have_room_for() -> None:
    able("000001", monthly_cap=2)
    seen = [numbers_of(needed(source=str(turn))) for turn in range(5)]

    assert seen == [["000001"]] * 3 + [[], []]


def test_who_is_asked_takes_a_place_and_is_not_counted_twice() -> None:
    able("000001", monthly_cap=2)
    need = needed(source="a")
    ask_candidate(proposal_of(need, "000001"), by=COMPANY, at=AT)

    others = [numbers_of(needed(source=str(turn))) for turn in range(3)]

    assert others == [["000001"]] * 2 + [[]]


@pytest.mark.parametrize("count", [1, 3])
def test_reading_a_batch_costs_the_same_for_one_and_three(count: int, django_assert_num_queries) -> None:
    able(*(f"00000{n}" for n in range(1, count + 1)))
    own = company()
    needs = [waiting(source=f"consultation:{n}", company=own) for n in range(count)]

    with django_assert_num_queries(6):
        batch = season_batch(needs, seed=1, candidates=3, moves=1, today=AT.date())

    assert (len(batch.needs), len(batch.specialists)) == (count, count)


@pytest.mark.parametrize("count", [1, 3])
def test_one_need_costs_the_same_among_few_and_many(count: int, django_assert_num_queries) -> None:
    able(*(f"00000{n}" for n in range(1, count + 1)))
    need = waiting(source="consultation:1", company=company())
    find_candidates(need, count=3, at=AT)

    with django_assert_num_queries(9):
        candidates = find_candidates(need, count=3, at=AT).candidates

    assert len(candidates) == count


def test_among_many_the_best_and_somebody_to_come_along_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_need, "MOST", 2)
    for number in range(1, 6):
        person(f"{number:06}")
    strong("000009", themes_delivered=(), industries=("automotive",))

    candidates = find_candidates(waiting(), count=2, at=AT).candidates

    names = dict(Specialist.objects.values_list("pk", "riss_no"))
    assert [names[one.companion_id] for one in candidates] == ["000009", "000009"]


def test_who_has_no_room_left_for_showing_makes_place_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_need, "MOST", 1)
    strong("000001", monthly_cap=1)
    strong("000002", themes_delivered=(), industries=("automotive",))

    seen = [numbers_of(needed(source=str(turn))) for turn in range(4)]

    assert seen == [["000001"], ["000001"], ["000002"], ["000002"]]


def test_a_full_month_is_no_candidate_until_a_place_is_free() -> None:
    (specialist,) = able("000001", monthly_cap=1)
    open_commitment(specialist, "x", "1", by=SYSTEM, at=AT)

    need = waiting()

    assert (found(need), why(need)) == ([], Lacking.FULL)
