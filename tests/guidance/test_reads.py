"""Who sees an engagement, its papers, and the table of themes by region."""

import pytest

from tests.consultations.days import chamber
from tests.directory.asking import person
from tests.matching.needing import COMPANY, DAYS, EMAIL, EXPERT, able, company, needed, numbers_of, proposal_of, user_of
from tests.specialists.published import AT, TODAY
from tests.toolkit.test_diagnosis_kept import DONE
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Right
from tsunagu.base.actor import SYSTEM
from tsunagu.companies.access import companies_in_care_of
from tsunagu.guidance.access import (
    engagements_kept_by,
    engagements_of_companies,
    engagements_of_need,
    engagements_of_specialist,
)
from tsunagu.guidance.actions import accept_proposal, choose_candidate, claim_need, withdraw_engagement
from tsunagu.guidance.actions.reading import note_reading
from tsunagu.guidance.models import Engagement
from tsunagu.guidance.papers import diagnosis_for, readings_of
from tsunagu.guidance.queries import engagement_page, engagement_rows, find_engagement
from tsunagu.guidance.regions import theme_region_table
from tsunagu.guidance.states import WithdrawnBy
from tsunagu.matching.models import Need
from tsunagu.matching.states import NeedKind, ReviewOf
from tsunagu.partners.actions import open_partner
from tsunagu.partners.states import PartnerKind
from tsunagu.reference.figures import figures as published
from tsunagu.seasons.queries import current_season
from tsunagu.specialists.models import PublishedSheet, Specialist
from tsunagu.toolkit.actions import finish_diagnosis, save_diagnosis
from tsunagu.vault import retention

pytestmark = pytest.mark.django_db
OWN = {Right.OWN_SHEET}


def opened(need: Need) -> Engagement:
    """The first candidate is chosen and accepts."""
    number = numbers_of(need)[0]
    choose_candidate(proposal_of(need, number), by=COMPANY, at=AT)
    proposal = proposal_of(need, number)
    engagement = accept_proposal(proposal, person=proposal.specialist, by=EXPERT, at=AT)
    assert engagement is not None
    return engagement


def cared(number: str) -> list[int]:
    return list(companies_in_care_of(user_of(number), at=AT + DAYS).values_list("pk", flat=True))


def diagnosed(subject: str) -> None:
    """A finished self-diagnosis of the company."""
    save_diagnosis(DONE, subject=subject, scope=subject, seen=0, by=COMPANY, at=AT)
    finish_diagnosis(subject, by=COMPANY, at=AT)


def test_a_review_is_one_visit() -> None:
    able("000001")
    need = needed(kind=NeedKind.REVIEW, theme_code="", review_of=ReviewOf.REGULATIONS)

    engagement = opened(need)

    assert (engagement.kind, engagement.visits_planned, engagement.theme_code) == ("review", 1, "")


def test_each_sees_their_own() -> None:
    able("000001")
    person("000002")
    partner, other, own = chamber(), chamber("ほかの商工会議所"), company()
    engagement = opened(needed(partner=partner, company=own))

    seen = [
        engagements_of_companies([own.pk]), engagements_of_companies([partner.pk]),
        engagements_of_specialist(engagement.specialist.user, OWN),
        engagements_of_specialist(
            User.objects.exclude(pk=engagement.specialist.user_id).filter(specialist__isnull=False).get(), OWN
        ),
        engagements_kept_by({Right.NEED_KEEP}, [partner.pk]), engagements_kept_by({Right.NEED_KEEP}, [other.pk]),
        engagements_kept_by({Right.NEED_OVERSEE}, []), engagements_of_need(engagement.need),
    ]  # fmt: skip

    assert [len(one) for one in seen] == [1, 0, 1, 0, 1, 0, 0, 1]


def test_both_sides_reach_one_another_until_it_is_withdrawn() -> None:
    able("000001")
    engagement = opened(needed())
    number = engagement.specialist.riss_no
    before = engagement_page(find_engagement(Engagement.objects.all(), engagement.pk))

    withdraw_engagement(engagement, WithdrawnBy.COMPANY, "都合", by=COMPANY, at=AT)

    after = engagement_page(find_engagement(Engagement.objects.all(), engagement.pk))
    assert (before.company.email, before.people[0].email, before.people[0].telephone) == (
        EMAIL, f"{number}@people.example", "03-0000-0000",
    )  # fmt: skip
    assert (after.company, after.people[0].email, after.people[0].telephone, after.words) == (None, "", "", "")


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_engagements_costs_one_query(count: int, django_assert_num_queries) -> None:
    able("000001", monthly_cap=30)
    for turn in range(count):
        opened(needed(source=str(turn)))

    with django_assert_num_queries(1):
        rows = engagement_rows(Engagement.objects.all())

    assert [(row.specialist, row.organisation) for row in rows] == [("見本 000001", "見本製作所")] * count


def test_who_guides_a_known_company_may_read_its_papers_until_it_ends() -> None:
    able("000001")
    own = company()
    engagement = opened(needed(company=own))
    diagnosed(f"company:{own.pk}")
    user = engagement.specialist.user
    during = cared("000001"), diagnosis_for(engagement, user, at=AT + DAYS) is not None

    withdraw_engagement(engagement, WithdrawnBy.SPECIALIST, "転勤", by=EXPERT, at=AT + DAYS)

    assert during == ([own.pk], True)
    assert (cared("000001"), diagnosis_for(engagement, user, at=AT + DAYS)) == ([], None)


def test_nobody_else_reads_them_and_reading_is_told_to_the_company() -> None:
    able("000001")
    stranger = person("000009")
    PublishedSheet.objects.filter(pk=stranger.pk).update(is_listed=False)
    own = company()
    engagement = opened(needed(company=own))
    diagnosed(f"company:{own.pk}")

    note_reading(engagement, by=EXPERT, at=AT)

    assert diagnosis_for(engagement, stranger.user, at=AT) is None
    assert [(one.who, one.at) for one in readings_of(engagement)] == [(EXPERT.name, AT)]


def test_claimed_later_the_company_gets_the_engagement_and_its_specialist_the_papers() -> None:
    able("000001")
    need = needed()
    engagement, own = opened(need), company()
    before = cared("000001")

    claim_need(need, own, by=COMPANY, at=AT)

    engagement.refresh_from_db()
    assert (before, cared("000001"), engagement.company) == ([], [own.pk], own)


def test_who_comes_along_may_read_them_too() -> None:
    able("000001", "000002")
    own = company()
    need = needed(company=own)
    first, second = numbers_of(need)
    need.proposals.filter(specialist__riss_no=first).update(companion=Specialist.objects.get(riss_no=second))
    choose_candidate(proposal_of(need, first), by=COMPANY, at=AT)
    for who in (first, second):
        proposal = proposal_of(need, first)
        accept_proposal(proposal, person=Specialist.objects.get(riss_no=who), by=EXPERT, at=AT)

    assert (cared(first), cared(second)) == ([own.pk], [own.pk])


def test_the_table_of_themes_by_region_is_the_reports_when_the_records_are() -> None:
    figures = published().programme_2024.theme_by_region
    season, able_themes = current_season(on=TODAY), ("T1", "T2", "T3", "T4", "T5")
    places = {"大阪": "27", "名古屋": "23", "埼玉": "11"}
    able("000001", monthly_cap=99, themes_able=able_themes, prefectures=("27", "23", "11"))
    for region, place in places.items():
        partner = open_partner(PartnerKind.CHAMBER, f"{region}の会議所", "かいぎしょ", place, by=SYSTEM, at=AT)
        for theme, number in zip(able_themes, figures[region], strict=False):
            for turn in range(int(number)):
                source = f"{region}{theme}{turn}"
                opened(needed(partner=partner, prefecture=place, theme_code=theme, source=source))
    one_more = opened(needed(partner=partner, prefecture="11", source="withdrawn"))
    withdraw_engagement(one_more, WithdrawnBy.COMPANY, "都合", by=COMPANY, at=AT)

    table = theme_region_table(season)

    assert [code for code, _ in table.columns] == list(able_themes)
    assert {row.region: (*row.counts, row.total) for row in (*table.rows, table.whole)} == {
        name: tuple(figures[name]) for name in (*places, "総計")
    }
    assert [row.region for row in table.rows] == list(places)


def test_after_its_time_a_need_goes_with_what_came_of_it() -> None:
    able("000001")
    own = company()
    number = opened(needed(source="old", company=own)).specialist.riss_no
    young = needed(source="young", at=AT + 100 * DAYS)

    gone = retention.run(at=AT + 1830 * DAYS)["need"]

    assert (gone, list(Need.objects.all()), Engagement.objects.count()) == (1, [young], 0)
    assert cared(number) == []


def test_an_unproved_need_goes_after_a_month() -> None:
    needed(is_proved=False)
    Need.objects.update(closed_at=AT + 7 * DAYS, closed_reason="unproved")

    kept = retention.run(at=AT + 29 * DAYS)["need.unproved"], Need.objects.count()
    gone = retention.run(at=AT + 32 * DAYS)["need.unproved"], Need.objects.count()

    assert (kept, gone) == ((0, 1), (1, 0))
