"""Signing up, a company of one's own, a colleague invited; sign-in by code and by passkey. At 360 px."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Site, flaws, shoot
from tests.browser.serving import letter_to

PASSWORD = "a-long-Password-4711"


def address_in(letter: str, site: Site) -> str:
    return re.search(rf"{re.escape(site.address)}(/\S+)", letter)[1]


def sign_up(page: Page, site: Site, email: str) -> None:
    """Through the pages, until the address is proved."""
    page.goto("/accounts/signup/")
    page.fill("main [name=email]", email)
    page.fill("main [name=name]", "架空 花子")
    page.fill("main [name=password1]", PASSWORD)
    page.fill("main [name=password2]", PASSWORD)
    page.check("main [name=is_agreed]")
    page.get_by_role("button", name="登録する").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("メールを確かめてください")
    page.goto(address_in(letter_to(email, site.var), site))
    page.get_by_role("button", name="はい、確認します").click()


def looks_well(page: Page, name: str) -> None:
    shoot(page, name)
    assert flaws(page) == []


def found_company(page: Page, name: str) -> None:
    page.get_by_role("link", name="会社として").click()
    page.fill("main [name=name]", name)
    page.select_option("main [name=prefecture]", "13")
    page.select_option("main [name=industry]", index=1)
    page.fill("main [name=employees]", "9")
    page.get_by_role("button", name="会社を登録する").click()


def test_sign_up_prove_and_bring_a_company_along(phone: Page, site: Site) -> None:
    page = phone
    page.goto("/accounts/signup/")
    page.get_by_role("button", name="登録する").click()
    expect(page.locator(".error-summary li")).to_have_count(5)
    looks_well(page, "sign-up-mistakes")

    sign_up(page, site, "founder@kakuu.example")
    expect(page.get_by_role("heading", level=1)).to_have_text("どの立場で使いますか")
    looks_well(page, "sign-up-start")
    found_company(page, "架空ねじ製作所")

    expect(page.get_by_role("heading", level=1)).to_have_text("自社のページ")
    expect(page.locator("main h3")).to_have_text("架空ねじ製作所")


def test_a_colleague_is_invited_joins_and_is_taken_out(open_page: Callable[..., Page], site: Site) -> None:
    boss, colleague = open_page(PHONE), open_page(PHONE)
    sign_up(boss, site, "boss@kakuu.example")
    found_company(boss, "架空印刷")
    boss.goto("/accounts/organisation/invite")
    if "/reauthenticate/" in boss.url:
        boss.fill("main [name=password]", PASSWORD)
        boss.click("main button[type=submit]")
    boss.fill("main [name=email]", "colleague@kakuu.example")
    boss.get_by_role("button", name="招待を送る").click()
    expect(boss.get_by_text("colleague@kakuu.example").first).to_be_visible()
    looks_well(boss, "organisation")

    colleague.goto(address_in(letter_to("colleague@kakuu.example", site.var), site))
    looks_well(colleague, "invitation")
    colleague.fill("main [name=name]", "例示 太郎")
    colleague.fill("main [name=password]", PASSWORD)
    colleague.check("main [name=is_agreed]")
    colleague.get_by_role("button", name="招待を受ける").click()
    expect(colleague.locator("main h3")).to_have_text("架空印刷")

    boss.goto("/accounts/organisation")
    boss.get_by_role("link", name=re.compile("外す.*例示 太郎")).click()
    looks_well(boss, "end-membership")
    boss.get_by_role("button", name="所属を終える").click()
    expect(boss.locator("tbody tr")).to_have_count(1)
    assert colleague.goto("/company/").status == 404


def test_sign_in_by_a_mailed_code(phone: Page, site: Site) -> None:
    email = site.sign_ins["company_member"]["email"]
    phone.goto("/accounts/login/")
    phone.get_by_role("link", name="メールで受け取る番号でログインする").click()
    phone.fill("main [name=email]", email)
    phone.get_by_role("button", name="番号を送る").click()
    looks_well(phone, "login-code")
    code = re.search(r"^[A-Z0-9]{3,}-?[A-Z0-9]*$", letter_to(email, site.var), re.MULTILINE)[0]
    phone.fill("main [name=code]", code)
    phone.get_by_role("button", name="確かめる").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("自社のページ")


@pytest.fixture
def with_key(open_page: Callable[..., Page], site: Site) -> Page:
    """A phone with a fingerprint reader. Passkeys know host names, not numbers: localhost."""
    page = open_page(PHONE)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    reader = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": reader})
    return page


def test_a_passkey_is_made_and_signs_in_alone(with_key: Page, site: Site) -> None:
    page, host = with_key, site.address.replace("127.0.0.1", "localhost")
    who = site.sign_ins["company_member"]
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(f"{host}/accounts/login/?next=/accounts/2fa/webauthn/add/")
    page.fill("main [name=login]", who["email"])
    page.fill("main [name=password]", who["password"])
    page.get_by_role("button", name="ログインする", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("パスキーを加える")
    looks_well(page, "passkey-add")
    page.get_by_role("button", name="パスキーを作る").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("予備コード")
    page.goto(f"{host}/accounts/2fa/webauthn/")
    expect(page.locator("main li h2")).to_have_text("パスキー1")
    looks_well(page, "passkeys")
    for place, (link, heading) in enumerate((("名前を変える", "パスキーの名前を変える"), ("消す", "パスキーを消す"))):
        page.get_by_role("link", name=link).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        looks_well(page, f"passkey-{place}")
        page.go_back()
    page.context.clear_cookies()

    page.goto(f"{host}/accounts/login/")
    looks_well(page, "login")
    page.get_by_role("button", name="パスキーでログインする").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("自社のページ")
    assert refused == []
    take_the_passkey_back(page, host)


def take_the_passkey_back(page: Page, host: str) -> None:
    """So that the others find the company's member as the demo made them."""
    page.goto(f"{host}/accounts/2fa/webauthn/")
    page.get_by_role("link", name="消す").click()
    page.get_by_role("button", name="消す").click()
    expect(page.get_by_text("まだありません。")).to_be_visible()


def test_without_scripts_the_page_says_that_a_passkey_needs_them(open_page: Callable[..., Page], site: Site) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    page.goto("/accounts/login/")

    expect(page.get_by_text("パスキーは、このブラウザーでは使えません")).to_be_visible()
    expect(page.get_by_role("button", name="パスキーでログインする")).to_have_count(0)
