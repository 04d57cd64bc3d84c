"""What a person does on the pages of the members' doors. axe and width on each page: test_every_page.py."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, flaws, shoot, sign_in


def give_password_again(page: Page, site: Site, role: str) -> None:
    """Where the page asks for it (minutes after signing in)."""
    if "/reauthenticate/" in page.url:
        page.fill("input[name=password]", site.sign_ins[role]["password"])
        page.click("main button[type=submit]")


def test_each_thing_that_waits_leads_to_its_list(desk: Page, site: Site) -> None:
    sign_in(desk, site, "office_clerk")
    desk.goto("/office/")

    desk.get_by_role("link", name="スキル調査が未回答").click()

    expect(desk.locator(".count-number")).to_have_text("5")
    assert desk.locator("tbody tr").count() == 5
    assert set(desk.locator("tbody tr td:nth-child(5)").all_inner_texts()) == {"スキル調査が未回答"}


def test_the_list_pages_on_to_its_end(phone: Page, site: Site) -> None:
    sign_in(phone, site, "office_clerk")
    phone.goto("/office/listings/?state=published")
    total = int(phone.locator(".count-number").inner_text())

    seen = phone.locator("tbody tr td:nth-child(2)").all_inner_texts()
    while (further := phone.locator("a[rel=next]")).count():
        further.click()
        seen += phone.locator("tbody tr td:nth-child(2)").all_inner_texts()

    assert (len(seen), len(set(seen))) == (total, total)


def test_a_lead_changes_a_setting_and_a_mistake_is_said_beside_its_field(look_page: Page, site: Site) -> None:
    page = look_page
    sign_in(page, site, "office_lead")
    page.goto("/office/settings/mail.late_after_hours/")
    give_password_again(page, site, "office_lead")
    page.fill("input[name=value]", "0")
    page.fill("textarea[name=reason]", "夜の担当がいるため")
    page.get_by_role("button", name="登録する").click()
    expect(page.locator("#id_value_error")).to_have_text("1 から 72 までの数にしてください。")
    shoot(page, "office-change-setting-mistake")
    assert flaws(page) == []

    page.fill("input[name=value]", "2")
    page.get_by_role("button", name="登録する").click()

    card = page.locator("#setting-mail-late_after_hours")
    expect(card.locator(".coming").last).to_contain_text("2時間")
    shoot(page, "office-settings-changed")
    assert flaws(page) == []


def test_two_leads_the_second_sees_the_difference(open_page: object, size: dict[str, int], site: Site) -> None:
    first, second = open_page(size), open_page(size)  # type: ignore[operator]
    for page in (first, second):
        sign_in(page, site, "office_lead")
        page.goto("/office/settings/jobs.keep_days/")
        give_password_again(page, site, "office_lead")
        page.fill("textarea[name=reason]", "保存の期間をそろえるため")
    for page, value in ((first, "100"), (second, "200")):
        page.fill("input[name=value]", value)
        page.get_by_role("button", name="登録する").click()

    expect(second.get_by_role("heading", name="あなたが開いたあとに、変更がありました")).to_be_visible()
    shoot(second, "office-change-setting-difference")
    assert flaws(second) == []
    expect(second.locator("tbody tr").first).to_contain_text("100日")


def test_the_members_pages_work_without_scripts(open_page: object, size: dict[str, int], site: Site) -> None:
    page = open_page(size, java_script_enabled=False)  # type: ignore[operator]
    sign_in(page, site, "office_clerk")
    page.goto("/office/listings/")

    page.select_option("select[name=state]", "hidden")
    page.get_by_role("button", name="さがす").click()

    expect(page.locator(".count-number")).to_have_text("20")
