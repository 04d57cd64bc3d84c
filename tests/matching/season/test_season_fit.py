"""What a pair is worth, and who is no candidate: one person asked, and everybody at once."""

import pytest

from tests.matching.season.batches import TODAY, batch, generated, need, person
from tsunagu.matching.season.areas import areas_of
from tsunagu.matching.season.field import Field
from tsunagu.matching.season.fit import barred, explain, points
from tsunagu.matching.season.support import needs_support
from tsunagu.matching.season.words import Barred
from tsunagu.specialists.states import AreaMark


def test_the_lines_of_a_pair_add_up_and_say_why() -> None:
    asked = need("n1", industry="medical", online_ok=True, past=["s1"])

    lines = explain(asked, person("s1", places=(), online=True, mark_s1=AreaMark.CIRCLE), today=TODAY)

    assert [(line.label, line.points, line.most, line.because) for line in lines] == [
        ("場所", 20, 30, "オンラインで対応します"),
        ("指導テーマ", 25, 25, "テーマに対応できます"),
        ("得意な領域", 12, 20, "求める領域が○です"),
        ("業種", 0, 15, "当てはまりません"),
        ("確認済みの他資格", 0, 4, "当てはまりません"),
        ("登録からの年数", 0, 3, "当てはまりません"),
        ("テーマの支援実績", 0, 3, "当てはまりません"),
        ("前の相談", 5, 5, "前に話したことがあります"),
    ]


def test_past_talks_are_no_line_where_nobody_told_of_them() -> None:
    assert [line.label for line in explain(need("n1"), person("s1"), today=TODAY)][-1] == "テーマの支援実績"


@pytest.mark.parametrize(
    ("theme", "areas"),
    [("T1", "S1"), ("T2", "S2"), ("T3", "S3"), ("T4", "S4"), ("T5", "S3"), ("T6", "A7 S1 S2"), ("", ""), ("T99", "")],
)
def test_areas_of_a_theme_are_those_its_needs_ask_for_most(theme: str, areas: str) -> None:
    assert areas_of(theme) == tuple(areas.split())


@pytest.mark.parametrize(
    ("asked", "facts", "why"),
    [
        ({}, {}, None),
        ({"apart": ["s1"]}, {}, Barred.APART),
        ({}, {"can": ("T2",)}, Barred.THEME),
        ({}, {"places": ("14",)}, Barred.REGION),
        ({}, {"places": ("14",), "online": True}, Barred.REGION),
        ({"online_ok": True}, {"places": ("14",), "online": True}, None),
        ({"online_ok": True}, {"places": ("14",)}, Barred.REGION),
        ({"theme": ""}, {"can": ()}, None),
        ({"place": ""}, {"places": ()}, None),
    ],
)
def test_who_is_no_candidate_and_why(asked: dict, facts: dict, why: Barred | None) -> None:
    assert barred(need("n1", **asked), person("s1", **facts)) == why


@pytest.mark.parametrize(
    ("asked", "marks", "with_support"),
    [
        ({}, {"mark_s1": AreaMark.DOUBLE_CIRCLE}, False),
        ({}, {"mark_s1": AreaMark.CIRCLE}, True),
        ({}, {"mark_s1": AreaMark.BLANK}, True),
        ({}, {"mark_s1": AreaMark.CIRCLE, "mark_s2": AreaMark.DOUBLE_CIRCLE}, True),
        ({"theme": ""}, {"mark_s1": AreaMark.BLANK}, False),
        ({"theme": "", "areas": ("S4",)}, {"mark_s4": AreaMark.CIRCLE}, True),
        ({"theme": "T6"}, {"mark_s1": AreaMark.BLANK, "mark_s2": AreaMark.DOUBLE_CIRCLE}, False),
        ({"theme": "T6"}, {"mark_s1": AreaMark.CIRCLE, "mark_a7": AreaMark.DOUBLE_CIRCLE}, True),
    ],
)
def test_whoever_is_not_strong_in_an_area_asked_for_needs_support(
    asked: dict, marks: dict, *, with_support: bool
) -> None:
    assert needs_support(need("n1", **asked), person("s1", **marks), today=TODAY) == with_support


def test_everybody_at_once_gets_the_points_and_hurdles_of_each_alone() -> None:
    many = generated(30, 40, seed=5, places=6)
    field = Field(many)

    told = {
        (field.needs[place].id, field.people[who].id): points + field.past(place).get(who, 0)
        for offer in field.offers(range(30))
        for place in offer.needs
        for who, points in zip(offer.who.tolist(), offer.points.tolist(), strict=True)
        if who not in field.apart(place)
    }

    assert told == {
        (one.id, other.id): points(one, other, today=TODAY)
        for one in many.needs
        for other in many.specialists
        if barred(one, other) is None
    }


def test_a_settled_need_is_asked_nothing() -> None:
    field = Field(batch([need("n1", accepted="s1"), need("n2", fixed="s1"), need("n3")], [person("s1")]))

    assert [one.id for one in field.needs] == ["n3"]
