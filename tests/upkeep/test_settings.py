from datetime import UTC, date, datetime

import pytest

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.models import Entry
from tsunagu.upkeep.actions.settings import change_setting
from tsunagu.upkeep.known_settings import KnownSetting, known_settings, read_value
from tsunagu.upkeep.models import Setting
from tsunagu.upkeep.queries import latest_version, setting_value, settings_for_office

LEAD = Actor("user:7", "責任 者")
AT = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)  # 21 November, 0:30 in Japan
TODAY = date(2026, 11, 21)
CODE = "listing.fresh_days"


def change(text: str = "180", **fields):
    given = {"valid_from": date(2026, 12, 1), "reason": "会議で決めた", "seen": 0, "by": LEAD, "at": AT}
    return change_setting(CODE, text, **{**given, **fields})


def numbers(**fields) -> KnownSetting:
    given = {
        "code": "x",
        "label": "x",
        "unit": "",
        "kind": "number",
        "default": 1,
        "source": "s",
        "min": 1,
        "max": 9,
    }
    return KnownSetting(**{**given, **fields})


@pytest.mark.django_db
def test_the_default_holds_where_nobody_said_otherwise() -> None:
    assert setting_value(CODE, on=TODAY) == 90


@pytest.mark.django_db
def test_a_change_holds_from_its_day_and_earlier_cases_keep_theirs() -> None:
    change("180")

    assert [setting_value(CODE, on=date(2026, 11, 30)), setting_value(CODE, on=date(2026, 12, 1))] == [
        90,
        180,
    ]


@pytest.mark.django_db
def test_the_last_word_for_a_day_counts() -> None:
    change("180")
    change("200", seen=1)

    assert (setting_value(CODE, on=date(2026, 12, 1)), latest_version(CODE)) == (200, 2)


@pytest.mark.django_db
def test_a_change_is_told_to_the_journal() -> None:
    change("180", source="運営会議 2026-11")

    entry = Entry.objects.get(verb="setting.changed")
    assert (entry.actor_name, entry.subject_code, entry.reason, entry.facts) == (
        "責任 者",
        CODE,
        "会議で決めた",
        {"value": 180, "valid_from": "2026-12-01"},
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"valid_from": TODAY}, "valid_from"),
        ({"valid_from": date(2020, 1, 1)}, "valid_from"),
        ({"reason": "  "}, "reason"),
        ({"text": "29"}, "value"),
        ({"text": "いちねん"}, "value"),
        ({"seen": 3}, None),
    ],
)
def test_a_change_is_refused_and_nothing_is_kept(fields, field) -> None:
    with pytest.raises(RuleBrokenError) as refusal:
        change(**fields)

    assert (refusal.value.field, Setting.objects.count(), Entry.objects.count()) == (field, 0, 0)


@pytest.mark.django_db
def test_of_two_clerks_who_saw_the_same_the_second_is_told() -> None:
    change("180", seen=0)

    with pytest.raises(RuleBrokenError, match="他の担当者"):
        change("200", seen=0)

    assert list(Setting.objects.values_list("value", flat=True)) == [180]


@pytest.mark.django_db
def test_nobody_changes_a_setting_that_is_not_known() -> None:
    with pytest.raises(RuleBrokenError, match="この設定はありません"):
        change_setting("no.such", "1", valid_from=date(2027, 1, 1), reason="r", seen=0, by=LEAD, at=AT)


@pytest.mark.parametrize(
    ("known", "text", "value"),
    [
        (numbers(), " 7 ", 7),
        (numbers(min=-5), "-3", -3),
        (numbers(), "７", 7),
        (numbers(kind="yes_no", default=False), "はい", True),
        (numbers(kind="yes_no", default=False), "no", False),
        (numbers(kind="text", default="", max=3), "あいう", "あいう"),
    ],
)
def test_what_is_typed_becomes_the_value(known, text, value) -> None:
    assert read_value(known, text) == value


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (numbers(), "10"),
        (numbers(), "1.5"),
        (numbers(), ""),
        (numbers(), "²"),
        (numbers(), "9" * 5000),
        (numbers(kind="yes_no", default=False), "たぶん"),
        (numbers(kind="text", default="", max=3), "あいうえ"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(known, text) -> None:
    with pytest.raises(RuleBrokenError) as refusal:
        read_value(known, text)

    assert refusal.value.field == "value"


@pytest.mark.parametrize("known", known_settings().values(), ids=lambda known: known.code)
def test_every_default_would_be_accepted_and_has_a_source(known) -> None:
    typed = (
        {True: "yes", False: "no"}.get(known.default, str(known.default))
        if known.kind == "yes_no"
        else str(known.default)
    )

    assert (read_value(known, typed), bool(known.label and known.source)) == (known.default, True)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_offices_page_costs_one_query(count, django_assert_num_queries) -> None:
    for seen in range(count):
        change(str(100 + seen), seen=seen)

    with django_assert_num_queries(1):
        rows = settings_for_office(on=TODAY)

    row = next(row for row in rows if row.known.code == CODE)
    assert (row.value, row.version, [coming.value for coming in row.coming]) == (
        90,
        count,
        [100 + seen for seen in reversed(range(count))],
    )
    assert [row.known.code for row in rows] == list(known_settings())
