import pytest

from tests.directory.people import AT, VISITOR, crowd
from tsunagu.directory.chips import FEW, ChipRow, Way, chips, helpful, single_changes, wider_changes
from tsunagu.directory.conditions import FACETS, Conditions
from tsunagu.directory.queries.listing import ListPage, list_page
from tsunagu.directory.search import Counts


def page(search: Conditions) -> ListPage:
    return list_page(search, seed=1, by=VISITOR, at=AT)


def test_a_chip_says_its_condition_the_search_without_it_and_the_difference() -> None:
    search = Conditions(place=("13", "27"), first_free=True, busy=True)
    counts = Counts(10, {("place", "13"): 4, ("place", "27"): 10, ("first_free", "1"): 60, ("busy", "1"): 7}, {})

    assert chips(search, counts) == [
        ChipRow("place", "場所", "東京都", Conditions(place=("27",), first_free=True, busy=True), -6),
        ChipRow("place", "場所", "大阪府", Conditions(place=("13",), first_free=True, busy=True), 0),
        ChipRow("first_free", "初回無料", "初回無料", Conditions(place=("13", "27"), busy=True), 50),
        ChipRow(
            "busy", "受付が混み合っている方を含める", "受付が混み合っている方を含める",
            Conditions(place=("13", "27"), first_free=True), -3,
        ),
    ]  # fmt: skip


def test_without_conditions_there_is_no_chip() -> None:
    assert chips(Conditions(), Counts(3, {}, {})) == []


def test_the_mildest_change_comes_first() -> None:
    search = Conditions(place=("13",), theme=("T1", "T2"))

    assert single_changes(search) == [
        ("オンラインも可にする", Conditions(place=("13",), online=True, theme=("T1", "T2"))),
        ("受付が混み合っている方を含める", Conditions(place=("13",), theme=("T1", "T2"), busy=True)),
        ("「場所」の条件をはずす", Conditions(theme=("T1", "T2"))),
        ("「対応できる指導テーマ」の条件をはずす", Conditions(place=("13",))),
    ]


def test_what_was_allowed_already_is_not_offered_again() -> None:
    search = Conditions(place=("13",), online=True, busy=True)

    assert [words for words, _ in single_changes(search)][:1] == ["「場所」の条件をはずす"]


def test_two_conditions_together_then_all_then_the_busy_too() -> None:
    search = Conditions(place=("13",), theme=("T1",), chamber=True)
    place, theme, chamber = (FACETS[name].label for name in ("place", "theme", "chamber"))

    assert wider_changes(search) == [
        (f"「{place}」と「{theme}」の条件をはずす", Conditions(chamber=True)),
        (f"「{place}」と「{chamber}」の条件をはずす", Conditions(theme=("T1",))),
        (f"「{theme}」と「{chamber}」の条件をはずす", Conditions(place=("13",))),
        ("すべての条件をはずす", Conditions()),
        ("すべての条件をはずし、受付が混み合っている方も含める", Conditions(busy=True)),
    ]


def test_only_changes_that_find_more_are_offered() -> None:
    changes = [("一", Conditions(busy=True)), ("二", Conditions(online=True)), ("三", Conditions())]

    assert helpful(changes, [2, 3, 9], total=2) == [Way(Conditions(online=True), "二", 1), Way(Conditions(), "三", 7)]


def test_with_everybody_full_the_busy_are_offered(db) -> None:
    crowd(3, monthly_cap=0, themes_able=1)

    assert [(way.words, way.gain) for way in page(Conditions()).ways][:1] == [("受付が混み合っている方を含める", 3)]


def test_with_everybody_full_and_nobody_able_there_is_a_way_still(db) -> None:
    crowd(3, monthly_cap=0, themes_able=1)

    found = page(Conditions(theme=("T6",), busy=False))

    assert found.ways == [Way(Conditions(busy=True), "すべての条件をはずし、受付が混み合っている方も含める", 3)]


def test_on_an_empty_list_nothing_can_be_offered(db) -> None:
    found = page(Conditions(theme=("T6",)))

    assert (found.rows, found.ways, found.onwards, found.left) == ([], [], None, 0)


@pytest.mark.parametrize(("count", "offered"), [(FEW - 1, True), (FEW, False)])
def test_ways_are_offered_below_five(db, count, offered) -> None:
    crowd(count)
    crowd(9, first=2000, themes_able=2)

    assert bool(page(Conditions(theme=("T1",))).ways) is offered
