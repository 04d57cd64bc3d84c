from datetime import date

import pytest

from tests.directory.people import TODAY, publish
from tsunagu.directory.facts import NOT_SAID, Fact, basis_words, facts_of
from tsunagu.specialists.content import Fee, HeldQualification
from tsunagu.specialists.models import PublishedSheet
from tsunagu.specialists.states import Availability, Standing

pytestmark = pytest.mark.django_db

CHECKED = "事務局：登録簿との照合（2026年11月21日、2027年3月31日まで）"
RUN_OUT = "事務局が確認した内容は2027年3月31日に期限が切れました"


def sheet(**changed: object) -> PublishedSheet:
    return publish(1, name="架空 花子", name_kana="かくう はなこ", **changed)


def test_every_item_says_what_it_rests_on() -> None:
    found = facts_of(
        sheet(
            organisation="見本事務所",
            online=True,
            themes_able=("T1", "T2"),
            industries=("medical", "retail"),
            fees=(Fee("onsite_consulting", 20_000, 30_000, first_free=True), Fee("long_term", 50_000, None)),
            practice_years=12,
            cases_supported=7,
            has_chamber_ties=True,
        ),
        today=TODAY,
    )

    assert {group: [(fact.label, fact.standing) for fact in facts] for group, facts in found.items()} == {
        "基本のこと": [
            ("氏名", Standing.VERIFIED),
            ("登録番号", Standing.VERIFIED),
            ("登録した日", Standing.VERIFIED),
            ("登録の期限", Standing.VERIFIED),
            ("働き方", Standing.SELF),
            ("居住地", Standing.SELF),
        ],
        "できること": [
            ("対応できる指導テーマ", Standing.SELF),
            ("支援実績のある指導テーマ", Standing.SELF),
            ("得意とする業種", Standing.SELF),
            ("支援実績のある業種", Standing.SELF),
        ],
        "ほかの資格": [],
        "支援の条件": [
            ("訪問コンサルティング（1回2時間）", Standing.SELF),
            ("長期的支援（1回2時間）", Standing.SELF),
            ("訪問できる地域", Standing.SELF),
            ("オンライン", Standing.SELF),
            ("支援できる期間", Standing.SELF),
            ("対応状況", Standing.SELF),
        ],
        "経験と実績": [
            ("情報セキュリティの実務", Standing.SELF),
            ("中小企業を支援した件数", Standing.SELF),
            ("商工会議所などとのつながり", Standing.SELF),
            ("内容を確認した日", Standing.SYSTEM),
        ],
    }


def test_the_words_of_the_items() -> None:
    found = facts_of(
        sheet(organisation="見本事務所", fees=(Fee("long_term", 50_000, None, first_free=True),), cases_supported=7),
        today=TODAY,
    )

    words = {fact.label: fact.value for facts in found.values() for fact in facts}
    assert words["氏名"] == "架空 花子（かくう はなこ）"
    assert words["登録番号"] == "第000001号"
    assert words["登録した日"] == "2024年4月1日（2年）"
    assert words["登録の期限"] == "2027年3月31日"
    assert words["働き方"] == "独立（見本事務所）"
    assert words["居住地"] == words["訪問できる地域"] == "東京都"
    assert words["支援実績のある指導テーマ"] == NOT_SAID
    assert words["長期的支援（1回2時間）"] == "50,000円〜（初回無料）"
    assert (words["オンライン"], words["対応状況"]) == ("できません", "受付中")
    assert words["中小企業を支援した件数"] == "7件"
    assert words["商工会議所などとのつながり"] == "なし"
    assert words["内容を確認した日"] == "2026年10月1日"


@pytest.mark.parametrize(
    ("today", "standing", "basis"),
    [(date(2027, 3, 31), Standing.VERIFIED, CHECKED), (date(2027, 4, 1), Standing.SELF, RUN_OUT)],
)
def test_what_the_register_said_holds_until_the_registration_ends(today, standing, basis) -> None:
    found = facts_of(sheet(), today=today)["基本のこと"][:4]

    assert [(fact.standing, fact.basis) for fact in found] == [(standing, basis)] * 4


def test_an_item_nobody_checked_is_self_declared() -> None:
    unchecked = sheet()
    del unchecked.text.standings["name"]

    assert facts_of(unchecked, today=TODAY)["基本のこと"][0] == Fact(
        "氏名", "架空 花子（かくう はなこ）", Standing.SELF
    )


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (
            HeldQualification("cisa", "CISA", "事務局", "証明書の写し", date(2026, 10, 1), TODAY),
            Fact("CISA", "あり", Standing.VERIFIED, "事務局：証明書の写し（2026年10月1日、2026年11月21日まで）"),
        ),
        (
            HeldQualification("itc", "ITC", "事務局", "証明書の写し", date(2026, 10, 1), None),
            Fact("ITC", "あり", Standing.VERIFIED, "事務局：証明書の写し（2026年10月1日）"),
        ),
        (
            HeldQualification("cisa", "CISA", "事務局", "証明書の写し", date(2026, 10, 1), date(2026, 11, 20)),
            Fact("CISA", "あり", Standing.SELF, "確認した証明は2026年11月20日に期限が切れました"),
        ),
        (HeldQualification("cissp", "CISSP"), Fact("CISSP", "あり", Standing.SELF)),
    ],
)
def test_a_qualification_is_verified_while_its_proof_holds(held, expected) -> None:
    assert facts_of(sheet(qualifications=(held,)), today=TODAY)["ほかの資格"] == [expected]


def test_availability_in_words() -> None:
    found = facts_of(sheet(availability=Availability.LIMITED), today=TODAY)["支援の条件"][-1]

    assert found == Fact("対応状況", "条件付き（要相談・時期指定）", Standing.SELF)


def test_the_basis_in_words() -> None:
    assert basis_words({"by": "甲", "how": "写し", "on": "2026-04-01", "until": None}) == "甲：写し（2026年4月1日）"
