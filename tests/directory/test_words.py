import pytest

from tests.directory.people import AT, OFFICE, TODAY, publish
from tsunagu.base.text import fold
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.search import Search
from tsunagu.directory.words import _spellings, sought
from tsunagu.specialists.content import HeldQualification
from tsunagu.specialists.models import SheetText

INTRODUCTION = "情報セキュリティ規程の作成と、テレワークの点検を支援します。𠮷野町の病院で働きました。Ｃ＋＋も少し。"


@pytest.fixture
def sheet(db: None):
    return publish(
        1,
        name="架空 花子",
        name_kana="カクウ ハナコ",
        organisation="㈱見本セキュリティ",
        introduction=INTRODUCTION,
        track_record=("Ｐマークの取得", "HTTPS化"),
        other_work=("ﾊﾞｯｸｱｯﾌﾟ設計",),
        qualifications=(HeldQualification("cisa", "CISA（公認情報システム監査人）"),),
    )


def is_found(words: str) -> bool:
    return Search(Conditions(q=words), TODAY).counts().total == 1


@pytest.mark.parametrize(
    "words",
    [
        "規程", "作成", "テレワーク", "病院", "支援", "花子", "架空", "cisa",  # as written
        "規", "病", "花", "Ｐ", "c",  # one character, at the beginning or inside of a word
        "程", "院", "子",  # … and at its end
        "てれわーく", "ﾃﾚﾜｰｸ", "テレわーク", "はなこ", "ﾊﾅｺ", "バックアップ",  # kana
        "ＣＩＳＡ", "CiSa", "ｈｔｔｐｓ", "(株)見本",  # width and case
        "𠮷野", "𠮷",  # beyond the basic plane
        "規程　作成", "花子 病院 規程", " 規程 ",  # several words: all of them
        "規定", "ルール", "Pマーク", "プライバシーマーク", "リモートワーク", "在宅勤務", "クリニック", "診断",  # same meaning
        "情報セキュリティ規程",  # longer than two
        "東京", "サービス",  # place and industry
        "C++", "・", "！？", "😀",  # signs ask nothing
    ],
)  # fmt: skip
def test_words_that_find_the_sheet(sheet, words) -> None:
    assert is_found(words)


@pytest.mark.parametrize(
    "words",
    ["成作", "規則正しい", "大阪", "z", "猫", "花子 大阪", "規程作成", "𠮷田", "xyz", "製造", "花男 病院"],
)
def test_words_that_do_not(sheet, words) -> None:
    assert not is_found(words)


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "'",
        '規程" OR "',
        "AND",
        "NOT",
        "NEAR(",
        "*",
        "規程*",
        "a:b",
        "\\",
        "&",
        "|",
        "!",
        "%s",
        "%",
        "{x}",
        "(",
        "col : x",
        "^規",
        "-規",
    ],
)
def test_signs_of_a_query_language_are_only_signs(sheet, words) -> None:
    pieces = {gram.rstrip("*") for spellings in sought(words) for grams in spellings for gram in grams}
    held = sheet.text.grams

    assert is_found(words) is all(piece in held for piece in pieces)


def test_a_new_text_is_found_and_the_old_one_no_longer(sheet) -> None:
    SheetText.objects.filter(pk=sheet.pk).update(grams="ねこ こ")

    assert (is_found("猫"), is_found("ねこ"), is_found("規程")) == (False, True, False)


def test_somebody_taken_off_the_list_is_not_found(sheet) -> None:
    sheet.specialist.listing.refresh_from_db()
    from tsunagu.specialists.actions import move_listing
    from tsunagu.specialists.states import ListingState

    move_listing(sheet.specialist.listing, ListingState.WITHDRAWN, by=OFFICE, at=AT)

    assert not is_found("規程")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", []),
        ("　 ", []),
        ("・！", []),
        ("東京", [[["東京"]]]),
        ("京", [[["京*"]]]),
        ("東京都", [[["東京", "京都"]]]),
        ("ＡＢ c", [[["ab"]], [["c*"]]]),
        ("規定", [[["規定"], ["規程"], ["規則"], ["るー", "ーる"]]]),
        ("pマーク", [[["pま", "まー", "ーく"], ["ぷら", "らい", "いば", "ばし", "しー", "ーま", "まー", "ーく"]]]),
        ("a+b", [[["a*", "b*"]]]),
    ],
)
def test_what_the_index_is_asked(words, expected) -> None:
    assert sought(words) == expected


def test_every_word_of_a_group_finds_the_whole_group() -> None:
    groups = set(_spellings().values())

    assert {fold(word) for group in groups for word in group} == set(_spellings())
    assert all(_spellings()[fold(word)] == group for group in groups for word in group)
