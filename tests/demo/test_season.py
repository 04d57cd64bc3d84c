import json
import re
from collections import Counter
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.utils.timezone import now

from tsunagu.accounts.access import standing_of
from tsunagu.accounts.models import Organisation, User
from tsunagu.companies.models import Company
from tsunagu.demo.material import AREAS, material, published_pct, survey
from tsunagu.journal.models import Entry
from tsunagu.partners.models import Partner
from tsunagu.questionnaires.models import AnswerSet
from tsunagu.reference.listing import affiliation_kinds, industries, qualifications, support_forms
from tsunagu.specialists.marks import marks
from tsunagu.specialists.models import (
    Commitment,
    Listing,
    PublishedSheet,
    RegisterEntry,
    SheetText,
    Specialist,
)
from tsunagu.specialists.states import AreaMark, Availability, ListingState

pytestmark = pytest.mark.django_db


def sign_ins(settings) -> list[dict[str, str]]:
    return json.loads(Path(settings.VAR_DIR, "demo-sign-ins.json").read_text(encoding="utf-8"))


def test_203_are_listed_and_18_left_out_for_the_three_published_reasons(demo_season) -> None:
    states = Counter(Listing.objects.values_list("state", "hidden_reason"))

    assert states == {
        ("published", ""): 181,
        ("update_requested", ""): 12,
        ("stale", ""): 10,
        ("hidden", "no_skill_answer"): 5,
        ("hidden", "employer"): 10,
        ("hidden", "declined"): 3,
    }
    assert PublishedSheet.objects.listed().count() == PublishedSheet.objects.count() == 203


def test_marks_of_all_221_are_the_published_counts(demo_season) -> None:
    found = [marks(answers) for answers in AnswerSet.objects.values_list("answers", flat=True)]

    counted = {
        area: [
            sum(one[area] is mark for one in found)
            for mark in (AreaMark.DOUBLE_CIRCLE, AreaMark.CIRCLE, AreaMark.BLANK)
        ]
        for area in AREAS
    }
    assert counted == survey()["area_counts"]


def test_every_sheet_shows_the_marks_of_its_stored_answers(demo_season) -> None:
    stored = dict(AnswerSet.objects.values_list("subject", "answers"))
    expected, shown = {}, {}
    for text in SheetText.objects.select_related("sheet"):
        proved = [
            held["code"]
            for held in text.qualifications
            if held["verified_on"] and (held["until"] is None or held["until"] >= demo_season.isoformat())
        ]
        expected[text.pk] = marks(stored[f"specialist:{text.pk}"], verified_qualifications=proved)
        shown[text.pk] = {area: getattr(text.sheet, f"mark_{area.lower()}") for area in expected[text.pk]}

    assert len(shown) == 203
    assert shown == expected


def test_every_answer_set_is_frozen_and_whole(demo_season) -> None:
    rows = AnswerSet.objects.all()

    assert [row.pk for row in rows if row.frozen_at is None or row.scope != row.subject] == []
    assert {sum(len(levels) for levels in row.answers.values()) for row in rows} == {64}
    assert len(rows) == 221


def shares_of(column, vocabulary) -> dict[str, float]:
    masks = list(PublishedSheet.objects.values_list(column, flat=True))
    return {
        term.code: 100 * sum(mask >> place & 1 for mask in masks) / len(masks) for place, term in enumerate(vocabulary)
    }


@pytest.mark.parametrize(
    ("column", "vocabulary", "published"),
    [
        ("industries", industries, lambda: published_pct("industries", "pct") | {"none": 0}),
        ("forms", support_forms, lambda: published_pct("support_forms", "wanted_pct") | {"none": 0}),
        ("qualifications", qualifications, lambda: published_pct("other_qualifications", "pct")),
    ],
)
def test_choices_are_near_the_published_shares(demo_season, column, vocabulary, published) -> None:
    found = shares_of(column, vocabulary())

    assert {code: found[code] for code in published()} == pytest.approx(published(), abs=4)


def test_affiliation_place_and_ties_are_near_the_published_shares(demo_season) -> None:
    sheets = PublishedSheet.objects
    homes = list(sheets.values_list("residence", flat=True))
    kinds = Counter(sheets.values_list("affiliation", flat=True))
    published = published_pct("affiliation_kinds", "pct")

    assert sum(home in {"11", "12", "13", "14"} for home in homes) == 79
    assert sheets.filter(has_chamber_ties=True).count() / 203 == pytest.approx(63 / 221, abs=0.04)
    assert {term.code: 100 * kinds[place] / 203 for place, term in enumerate(affiliation_kinds())} == pytest.approx(
        published, abs=3
    )


def test_practice_and_cases_are_near_the_published_shares(demo_season) -> None:
    years = list(PublishedSheet.objects.values_list("practice_years", flat=True))
    cases = list(PublishedSheet.objects.values_list("cases_supported", flat=True))

    assert 100 * sum(year >= 10 for year in years) / 203 == pytest.approx(40.3, abs=4)
    assert 100 * sum(year < 3 for year in years) / 203 == pytest.approx(19.0, abs=4)
    assert 100 * sum(case >= 10 for case in cases) / 203 == pytest.approx(24.9, abs=4)
    assert 100 * sum(case == 0 for case in cases) / 203 == pytest.approx(31.2, abs=4)


def test_stale_ones_are_marked_and_past_their_days(demo_season) -> None:
    stale = Listing.objects.filter(state=ListingState.STALE)

    assert sorted(stale.values_list("specialist_id", flat=True)) == sorted(
        PublishedSheet.objects.filter(is_stale=True).values_list("pk", flat=True)
    )
    assert max((demo_season - listing.confirmed_on).days for listing in stale) < 90 + 21 + 24
    assert min((demo_season - listing.confirmed_on).days for listing in stale) > 90 + 21


def test_some_are_full_through_their_commitments(demo_season) -> None:
    full = [sheet for sheet in PublishedSheet.objects.all() if not sheet.has_room(today=demo_season)]

    assert len(full) == 8
    assert [sheet.load for sheet in full] == [sheet.monthly_cap for sheet in full]
    assert Commitment.objects.count() == sum(sheet.load for sheet in full)


def test_every_availability_has_people_with_the_dates_it_needs(demo_season) -> None:
    rows = Counter(
        (Availability(availability), available_from is not None)
        for availability, available_from in PublishedSheet.objects.values_list("availability", "available_from")
    )

    assert sorted(rows) == [
        (Availability.AVAILABLE, False),
        (Availability.LIMITED, True),
        (Availability.WAITLIST, True),
        (Availability.UNAVAILABLE, False),
    ]
    assert PublishedSheet.objects.filter(paused_until__gt=demo_season).count() == 6


def test_the_register_holds_more_than_the_list(demo_season) -> None:
    unlisted = RegisterEntry.objects.exclude(riss_no__in=Specialist.objects.values("riss_no"))

    assert Counter(unlisted.values_list("status", flat=True)) == {"valid": 18, "suspended": 3, "revoked": 3}
    assert unlisted.filter(status="valid", valid_until__lt=demo_season).count() == 3
    assert set(RegisterEntry.objects.values_list("may_show_name", flat=True)) == {True, False}
    assert RegisterEntry.objects.filter(riss_no__lt="900000").count() == 0


def test_nobody_has_a_name_outside_the_made_up_lists(demo_season) -> None:
    told = material("names")
    families = {family for family, _ in told["families"]} | {row[0] for row in told["long"]}
    givens = {given for given, _ in told["givens"]} | {row[2] for row in told["long"]}
    names = [
        name for model in (Specialist, RegisterEntry, User) for name in model.objects.values_list("name", flat=True)
    ]

    assert {name for name in names if {*name.split(" ")[:1]} - families or {*name.split(" ")[1:]} - givens} == set()
    assert len(names) == 221 + 245 + 221 + 38


def test_no_organisation_address_or_telephone_can_be_real(demo_season) -> None:
    made_up = tuple(material("organisations")["prefixes"])
    organisations = [
        *Organisation.objects.values_list("name", flat=True),
        *PublishedSheet.objects.exclude(organisation="").values_list("organisation", flat=True),
    ]
    contacts = [contact for contact in SheetText.objects.values_list("contact", flat=True) if contact]
    emails = [
        *EmailAddress.objects.values_list("email", flat=True),
        *(c["email"] for c in contacts if "email" in c),
    ]
    numbers = [value for contact in contacts for key, value in contact.items() if key.endswith("telephone")]

    assert [name for name in organisations if not name.startswith(made_up)] == []
    assert [email for email in emails if not email.endswith(".example")] == []
    assert [number for number in numbers if not re.fullmatch(r"000-0000-\d{4}", number)] == []
    assert min(len(contacts), len(numbers)) > 20


def test_the_cast_is_there(demo_season) -> None:
    assert Counter(Partner.objects.values_list("kind", flat=True)) == {
        "chamber": 3,
        "it_vendor": 2,
        "industry_body": 1,
    }
    assert set(Organisation.objects.filter(partner__kind="chamber").values_list("prefecture", flat=True)) == {
        "11",
        "23",
        "27",
    }
    assert Company.objects.count() == 30
    assert User.objects.filter(memberships__role="company_member").distinct().count() == 30
    assert User.objects.filter(memberships__role="specialist", specialist__isnull=False).count() == 221


def test_exactly_the_people_in_the_file_can_sign_in(demo_season, settings) -> None:
    told = sign_ins(settings)

    able = [user.email for user in User.objects.all() if user.has_usable_password()]
    assert [row["label"] for row in told] == [
        "企業",
        "登録セキスペ",
        "支援機関（商工会議所）",
        "ITベンダー",
        "業界団体",
        "事務局 担当",
        "事務局 責任者",
    ]
    assert sorted(able) == sorted(row["email"] for row in told)


def test_passwords_and_second_factors_of_the_file_work(demo_season, settings) -> None:
    for row in sign_ins(settings):
        user = User.objects.get(email=row["email"])
        factors = Authenticator.objects.filter(user=user)
        secrets = [decrypt(factor.data["secret"]) for factor in factors]

        assert user.check_password(row["password"])
        assert secrets == ([row["totp_seed"]] if row["totp_seed"] else [])
        assert (user.name, bool(secrets) or row["role"] == "company_member") == (row["name"], True)
        assert EmailAddress.objects.get(user=user).verified
        assert secrets or not standing_of(user, at=now()).needs_second_factor


def test_batches_leave_a_line_in_the_journal(demo_season) -> None:
    lines = Entry.objects.filter(verb__startswith="demo.").order_by("pk")

    assert [(line.verb, line.subject_code, line.facts) for line in lines] == [
        ("demo.specialists_written", "900000", {"count": 221, "seed": 1}),
        ("demo.register_entries_written", "900221", {"count": 24, "seed": 1}),
    ]


def test_introductions_are_short_and_long(demo_season) -> None:
    lengths = [len(text) for text in SheetText.objects.values_list("introduction", flat=True)]

    assert (min(lengths), max(lengths) > 600, len(set(lengths)) > 80) == (0, True, True)


def test_some_proofs_were_checked_and_some_have_run_out(demo_season) -> None:
    held = [one for row in SheetText.objects.values_list("qualifications", flat=True) for one in row]
    checked = [one for one in held if one["verified_on"]]
    run_out = [one for one in checked if one["until"] and one["until"] < demo_season.isoformat()]

    assert [one for one in checked if not (one["verified_by"] and one["how"])] == []
    assert len(held) > len(checked) > len(run_out) > 0
