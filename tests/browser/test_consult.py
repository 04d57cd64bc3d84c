"""A company diagnoses itself twice; a consultation is recorded by both who advise and confirmed by the company."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Site, flaws, shoot, sign_in
from tests.browser.consulting import consultation


def look(page: Page, name: str) -> None:
    shoot(page, name)
    assert flaws(page) == []


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def answer(page: Page, code: str) -> None:
    for choice in page.locator(f"main input[value={code}]").all():
        choice.check()


def test_a_company_diagnoses_itself_stops_goes_on_and_takes_it_again(
    open_page: Callable[..., Page], site: Site
) -> None:
    page = open_page(PHONE, accept_downloads=True)
    sign_in(page, site, "company_member")
    page.goto("/company/")
    page.get_by_role("link", name="自社診断のページへ").click()
    page.locator("main .buttons a").click()
    answer(page, "not_done")
    press(page, "保存してあとで続ける")
    expect(page.locator("main")).to_contain_text("25問のうち5問に答えました")
    look(page, "diagnosis-begun")

    page.get_by_role("link", name="続きから答える").click()
    page.locator("main input[name='6'][value=unknown]").check()
    press(page, "保存して次へ")
    expect(page.locator("main")).to_contain_text("まだ答えていない質問があります")
    expect(page.locator("main input[name='6'][value=unknown]")).to_be_checked()
    look(page, "diagnosis-lacking")
    answer(page, "unknown")
    press(page, "保存して次へ")
    answer(page, "done")
    press(page, "保存して結果を見る")

    expect(page.locator("main .total")).to_contain_text("15")
    expect(page.locator(".measures").first.locator("li")).to_have_count(6)
    page.get_by_text("ほかの12項目を見る").click()
    look(page, "diagnosis-result")
    with page.expect_download() as paper:
        page.get_by_role("link", name="結果をPDFで受け取る").click()
    assert paper.value.path().read_bytes()[:5] == b"%PDF-"

    page.goto("/company/diagnosis")
    page.get_by_role("link", name="もう一度診断する").click()
    for label in ("保存して次へ", "保存して次へ", "保存して結果を見る"):
        answer(page, "done")
        press(page, label)
    expect(page.locator("main")).to_contain_text("85点上がりました")
    look(page, "diagnosis-again")


def test_a_consultation_is_recorded_and_confirmed(open_page: Callable[..., Page], site: Site) -> None:
    key = consultation(site)
    specialist, chamber, company = open_page(PHONE), open_page(DESK), open_page(PHONE)
    sign_in(specialist, site, "specialist")
    sign_in(chamber, site, "chamber")
    sign_in(company, site, "company_member")

    specialist.goto("/specialist/consultations/")
    look(specialist, "consultations")
    specialist.locator(f"main a[href$='/consultations/{key}']").click()
    specialist.fill("#record-notes", "社長だけがパスワードを知っています。")
    specialist.fill("#record-issue1", "控えがない")
    specialist.fill("#record-summary", "控えの取り方を話しました。")
    chamber.goto(f"/partner/consultations/{key}")
    press(specialist, "記録を保存")
    expect(specialist.locator(".site-messages")).to_contain_text("記録を保存しました。")

    chamber.fill("#record-issue1", "研修がない")
    press(chamber, "記録を保存")
    expect(chamber.locator("main")).to_contain_text("ほかの人が先に書き直しました")
    expect(chamber.locator("#record-issue1")).to_have_value("研修がない")
    look(chamber, "consultation-overtaken")
    chamber.fill("#record-issue1", "控えがない")
    chamber.fill("#record-issue2", "研修がない")
    chamber.fill("#record-summary", "控えの取り方を話しました。")
    chamber.locator("#record-theme_code").select_option("T1")
    chamber.get_by_label("希望する", exact=True).check()
    press(chamber, "記録を保存")

    company.goto(f"/company/consultations/{key}")
    expect(company.locator("main")).to_contain_text("控えの取り方を話しました。")
    assert "パスワード" not in company.content()
    look(company, "consultation-summary")
    company.fill("#confirm-words", "助かりました。")
    press(company, "このまとめで合っています")
    expect(company.locator("main")).to_contain_text("まとめを確かめました")

    specialist.reload()
    expect(specialist.locator("main")).to_contain_text("もう書き直せません")
    look(specialist, "consultation-confirmed")
