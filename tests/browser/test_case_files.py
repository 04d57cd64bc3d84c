"""The two published scenarios in one piece each: a support body's case on a phone, a vendor's at a desk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.base.hostile import pdf
from tests.browser.conftest import DESK, PHONE, flaws, shoot
from tests.browser.gathering import enter, link
from tests.doors.entering import SEED
from tests.doors.people import member
from tests.specialists.published import listed
from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.states import Role
from tsunagu.consultations.case_chains import chain
from tsunagu.consultations.models import CaseFile
from tsunagu.consultations.states import CaseKind
from tsunagu.partners.models import Partner
from tsunagu.partners.states import PartnerKind

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
CLIENT, ADDRESS = "架空ねじ工業", "soumu@neji.example"


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def look(page: Page, name: str) -> None:
    shoot(page, name)
    assert flaws(page) == []


def keeper_of(kind: PartnerKind) -> User:
    user = member(Role.COORDINATOR, seed=SEED)
    Partner.objects.create(organisation=Membership.objects.get(user=user).organisation, kind=kind)
    return user


def specialist(number: str) -> User:
    one = listed(number)
    one.user = member(Role.SPECIALIST, seed=SEED, address=f"s{number}@people.example")
    one.save(update_fields=["user"])
    return one.user


def begin(page: Page, live_server, payer: str) -> None:
    """A client has come."""
    page.goto(f"{live_server.url}/partner/cases/")
    page.get_by_role("link", name="案件を作る").click()
    for label, words in {
        "会社の名前": CLIENT, "担当者の名前": "架空 一郎", "担当者のメールアドレス": ADDRESS, "心配していること": "控えがない",
    }.items():  # fmt: skip
        page.get_by_label(label).fill(words)
    for name, value in {"prefecture": "13", "industry": "construction", "need": "A-1", "theme": "T1"}.items():
        page.locator(f"[name={name}]").select_option(value)
    page.get_by_label(payer, exact=True).check()
    press(page, "保存する")
    expect(page.get_by_role("heading", level=1)).to_have_text(CLIENT)


def finish(page: Page, notes: str, *, paper: Path | None = None) -> None:
    """The step where the case stands is done."""
    page.locator("#record-people").fill("社長、自分")
    page.locator("#record-notes").fill(notes)
    if paper:
        page.locator("#record-file").set_input_files(paper)
    press(page, "記録して、次の段階へ")
    expect(page.locator(".site-messages")).to_contain_text("次の段階に進みました")


def plan(page: Page, live_server, case: CaseFile, what: str) -> None:
    """A line of the roadmap, and back to the case."""
    page.goto(f"{live_server.url}/partner/cases/{case.pk}/roadmap")
    page.locator("#add--what").fill(what)
    page.locator("#add--who").select_option("client")
    press(page, "加える")
    expect(page.locator("tbody")).to_contain_text(what)
    look(page, f"case-{case.kind}-roadmap")


def sign(page: Page, live_server, case: CaseFile) -> None:
    """The contract is noted."""
    page.goto(f"{live_server.url}/partner/cases/{case.pk}/contract")
    page.locator("#add--first").select_option("client")
    page.locator("#add--second").select_option("specialist")
    page.locator("#add--amount_yen").fill("120000")
    page.locator("#add--starts_on").fill("2026-12-01")
    press(page, "加える")
    expect(page.locator("article")).to_contain_text("120,000円")
    page.goto(f"{live_server.url}/partner/cases/{case.pk}")


def now(page: Page) -> str:
    return page.locator(".case-steps [aria-current=step] span").first.inner_text()


def shortlist(page: Page, names: list[str]) -> None:
    """From the case into the list, from each sheet back into the case."""
    for name in names:
        page.get_by_role("link", name="この企業の条件").first.click()
        expect(page.locator(".chips").first).to_contain_text("東京都")
        page.get_by_role("link", name=name).first.click()
        page.get_by_role("link", name="案件の候補に入れる").click()
        page.get_by_label("候補にした理由").fill("近くに来られる")
        press(page, "この案件の候補に入れる")
    expect(page.locator("article h3")).to_have_count(len(names))


def ask(page: Page, name: str) -> None:
    person = page.locator("article", has_text=name)
    person.get_by_text("この人に頼む").click()
    person.get_by_label("心配していること").check()
    person.get_by_label("専門家への説明").fill("まず話を聞いてください。")
    look(page, "case-ask")
    person.get_by_role("button", name="頼む", exact=True).click()
    expect(page.locator(".site-messages")).to_contain_text("頼みました")


def answer(page: Page, live_server, to: str, label: str) -> None:
    """What the letter leads to, and one of its two buttons."""
    page.goto(link("case_asked", to, live_server))
    expect(page.locator("main")).to_contain_text("控えがない")
    expect(page.locator("main")).not_to_contain_text(CLIENT)
    press(page, label)


def chosen(page: Page, live_server, open_page: Callable[..., Page], users: list[User], case: CaseFile) -> Page:
    """Two are asked, one declines, the other says yes and is decided. Returns the specialist's page."""
    case_url = f"{live_server.url}/partner/cases/{case.pk}"
    page.goto(f"{case_url}/candidates")
    rooms = []
    for user in users:
        ask(page, user.specialist.name)
        room = open_page(PHONE)
        enter(room, user, live_server)
        answer(room, live_server, user.email, "今回は難しい" if user is users[0] else "引き受けられます")
        rooms.append(room)
        page.goto(f"{case_url}/candidates")
    look(page, f"case-{case.kind}-candidates")
    page.locator("article", has_text=users[1].specialist.name).get_by_role("button", name="この人に決める").click()
    expect(page.locator(".site-messages")).to_contain_text("決めました")
    page.goto(case_url)
    return rooms[1]


def test_a_support_bodys_case_from_the_worry_to_lasting_support(
    open_page: Callable[..., Page], live_server, tmp_path: Path, file_store
) -> None:
    users = [specialist(number) for number in ("000011", "000012")]
    page = open_page(PHONE)
    enter(page, keeper_of(PartnerKind.CHAMBER), live_server)
    begin(page, live_server, "企業（相談した会社）")
    case = CaseFile.objects.get()
    paper = tmp_path / "kikitori.pdf"
    paper.write_bytes(pdf())

    finish(page, "控えの相談", paper=paper)
    shortlist(page, [user.specialist.name for user in users])
    page.goto(f"{live_server.url}/partner/cases/{case.pk}")
    finish(page, "二人を候補にした")
    theirs = chosen(page, live_server, open_page, users, case)
    plan(page, live_server, case, "控えの取り方を決める")
    sign(page, live_server, case)
    for step in chain(CaseKind.SUPPORT)[2:]:
        assert now(page) == step.label
        finish(page, f"{step.code}の記録")
    look(page, "case-support-done")
    expect(page.locator("main")).to_contain_text("すべての段階が終わりました")
    assert page.locator(".case-steps .is-done").count() == len(chain(CaseKind.SUPPORT))

    theirs.goto(link("case_decided", users[1].email, live_server))
    expect(theirs.locator("tbody")).to_contain_text("控えの取り方を決める")
    look(theirs, "case-support-specialist")
    guest = open_page(PHONE)
    guest.goto(link("case_shared", ADDRESS, live_server))
    expect(guest.locator("main")).not_to_contain_text(CLIENT)
    press(guest, "はい、内容を見ます")
    told = guest.locator("article", has_text=users[1].specialist.name)
    expect(told).to_contain_text("控えがない")
    told.locator("summary").click()
    told.get_by_label("理由").fill("取引先なので")
    told.get_by_role("button").click()
    look(guest, "case-support-client")
    assert theirs.reload().status == 404
    page.goto(f"{live_server.url}/partner/cases/")
    expect(page.locator("tbody tr").first).to_contain_text("「止めてほしい」の申し出")


def test_a_vendors_case_from_the_worry_to_better_working(open_page: Callable[..., Page], live_server) -> None:
    users = [specialist(number) for number in ("000011", "000012")]
    page = open_page(DESK)
    enter(page, keeper_of(PartnerKind.IT_VENDOR), live_server)
    begin(page, live_server, "まだ決まっていません")
    case = CaseFile.objects.get()
    finish(page, "入れたい機器がある")
    shortlist(page, [user.specialist.name for user in users])
    person = page.locator("article").first
    person.get_by_text("この人に頼む").click()
    person.get_by_role("button", name="頼む", exact=True).click()
    expect(page.locator(".error-summary")).to_contain_text("だれが専門家の費用を払うか")

    page.goto(f"{live_server.url}/partner/cases/{case.pk}/edit")
    page.get_by_label("支援する側（支援機関・ITベンダー）").check()
    press(page, "保存する")
    finish(page, "二人を候補にした")
    theirs = chosen(page, live_server, open_page, users, case)
    plan(page, live_server, case, "控えの取り方を決める")
    sign(page, live_server, case)
    assert [step.label for step in chain(CaseKind.VENDOR)][-4:] == [
        "購入決定・契約手続き", "導入サポート", "運用サポート", "継続的改善サポート",
    ]  # fmt: skip
    for step in chain(CaseKind.VENDOR)[2:]:
        assert now(page) == step.label
        finish(page, f"{step.code}の記録")
    look(page, "case-vendor-done")

    theirs.goto(link("case_decided", users[1].email, live_server))
    guest = open_page(PHONE)
    guest.goto(link("case_shared", ADDRESS, live_server))
    press(guest, "はい、内容を見ます")
    for side in (page, theirs, guest):
        expect(side.locator("main")).to_contain_text("専門家の費用を払うのは：ITベンダー")
        expect(side.locator("main")).to_contain_text("専門家は企業の側に立ちます")
    page.locator("summary", has_text="案件を終わりにする").click()
    press(page, "終わりにする")
    expect(page.locator("main")).to_contain_text("終わった案件です")
    assert theirs.reload().status == 404
