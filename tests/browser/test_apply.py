"""J2 on a phone: somebody who has just begun writes the whole application, looks at it and sends it."""

import pytest
from playwright.sync_api import Page, expect

from tests.base.hostile import png
from tests.browser.conftest import PHONE, Site, flaws, shoot, sign_in

ROLE = "specialist_applying"
PAGES = {
    "apply": "/specialist/apply/",
    "apply-basics": "/specialist/apply/basics/",
    "apply-survey-s1": "/specialist/apply/skills-s1/",
    "apply-terms": "/specialist/apply/terms/",
    "apply-photo": "/specialist/apply/photo/",
    "apply-survey-file": "/specialist/apply/survey/",
    "apply-preview": "/specialist/apply/preview/",
    "apply-thread": "/specialist/apply/messages/",
    "apply-proofs": "/specialist/apply/proofs/",
    "apply-letter": "/specialist/apply/employer-letter/",
    "apply-submit": "/specialist/apply/submit/",
    "apply-withdraw": "/specialist/apply/withdraw/",
    "apply-versions": "/specialist/versions/",
}


def fine(page: Page, name: str) -> None:
    shoot(page, name)
    assert flaws(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(look_page: Page, site: Site, name: str) -> None:
    sign_in(look_page, site, ROLE)
    answer = look_page.goto(PAGES[name])

    assert (answer and answer.status, look_page.url) == (200, site.address + PAGES[name])
    fine(look_page, name)


@pytest.mark.parametrize("name", ["apply", "apply-basics", "apply-submit", "apply-preview"])
def test_somebody_on_the_list_edits_on_the_same_pages(look_page: Page, site: Site, name: str) -> None:
    sign_in(look_page, site, "specialist")
    answer = look_page.goto(PAGES[name])

    assert (answer and answer.status, look_page.url) == (200, site.address + PAGES[name])
    fine(look_page, f"{name}-listed")


def save(page: Page) -> None:
    page.get_by_role("button", name="保存して次へ").click()


def choose(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_label(name, exact=True).first.check()


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(
    open_page: object, site: Site, *, has_script: bool
) -> None:
    page: Page = open_page(PHONE, java_script_enabled=has_script)  # type: ignore[operator]
    sign_in(page, site, ROLE)
    page.goto("/specialist/apply/experience/")
    page.fill("#id_practice_years", "三年")
    page.fill("#id_cases_supported", "4")
    save(page)

    expect(page.locator("#id_practice_years_error")).to_contain_text("数として読めません")
    if has_script:
        fine(page, "apply-mistake")
    page.goto("/specialist/apply/experience/")
    assert (page.input_value("#id_practice_years"), page.input_value("#id_cases_supported")) == ("三年", "4")


def test_two_windows_the_second_sees_the_difference(open_page: object, site: Site) -> None:
    first, second = (open_page(PHONE) for _ in range(2))  # type: ignore[operator]
    for page in (first, second):
        sign_in(page, site, ROLE)
        page.goto("/specialist/apply/introduction/")
    for page, words in ((first, "先の文です。"), (second, "後の文です。")):
        page.fill("#id_introduction", words)
        save(page)

    expect(second.get_by_role("heading", name="先に保存された内容とのちがい")).to_be_visible()
    expect(second.locator("tbody tr").first).to_contain_text("先の文です。")
    fine(second, "apply-difference")


def test_from_the_first_step_to_the_last(phone: Page, site: Site) -> None:
    page = phone
    sign_in(page, site, ROLE)
    page.goto("/specialist/apply/")
    page.get_by_role("link", name="基本のこと").click()
    page.select_option("#id_residence", "13")
    choose(page, "企業勤務")
    page.fill("#id_organisation", "架空商会")
    save(page)

    choose(page, "勤務先のためだけに働く決まりで、副業・兼業はできない")
    save(page)
    expect(page.get_by_text("いまは載せられません")).to_be_visible()
    fine(page, "apply-bound")
    choose(page, "勤務先があり、副業・兼業ができる", "説明会に出た", "はい")
    page.fill("#id_employer_agreed_on", "2026-10-01")
    save(page)

    expect(page.get_by_role("heading", name="スキル調査 S1")).to_be_visible()
    for answer in page.locator("input[type=radio][value='3']").all():
        answer.check()
    save(page)
    for area in ("S2", "S3", "S4", "S5", "S6"):
        expect(page.get_by_role("heading", name=f"スキル調査 {area}")).to_be_visible()
        save(page)

    page.locator("#id_themes_able input").first.check()
    save(page)
    page.get_by_label("「訪問によるコンサルティング」をします").check()
    page.fill("#id_onsite_consulting_min", "30,000")
    page.locator("#id_periods input").first.check()
    page.fill("#id_monthly_cap", "3")
    save(page)
    choose(page, "はい", "東京都")
    save(page)
    page.locator("#id_industries input").first.check()
    save(page)
    choose(page, "ITコーディネータ")
    save(page)
    page.fill("#id_practice_years", "5")
    page.fill("#id_cases_supported", "4")
    choose(page, "いいえ")
    save(page)
    page.fill("#id_introduction", "小さな会社のはじめの一歩を、いっしょに考えます。")
    save(page)

    page.set_input_files("#id_photo", {"name": "me.png", "mimeType": "image/png", "buffer": png(80, 80)})
    page.get_by_role("button", name="写真を保存する").click()
    expect(page.get_by_role("img", name="さんの写真")).to_be_visible()
    fine(page, "apply-photo-given")
    page.get_by_role("link", name="次の手順へ").click()
    choose(page, "はい")
    save(page)

    page.goto("/specialist/apply/preview/")
    expect(page.get_by_role("img", name="さんの写真")).to_be_visible()
    fine(page, "apply-preview-whole")
    page.goto("/specialist/apply/submit/")
    fine(page, "apply-submit-whole")
    choose(page, "アクティブリストに載ることに同意します 必須")
    page.get_by_role("button", name="申請を送る").click()

    expect(page.get_by_text("申請を受け付けました")).to_be_visible()
    page.goto("/specialist/versions/1/")
    expect(page.get_by_role("heading", name="第1版")).to_be_visible()
    fine(page, "apply-version")

    page.goto("/specialist/apply/withdraw/")  # whatever order tests come in, the others find a draft
    page.get_by_role("button", name="取り下げる").click()
    page.goto("/specialist/apply/")
    page.get_by_role("button", name="もう一度申請する").click()
    expect(page.get_by_text("少しずつ書けます。")).to_be_visible()
