"""The office's review in a browser at both widths: returned, sent again, approved, found on the list."""

import os
import subprocess
import sys
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Site, flaws, shoot, sign_in
from tests.browser.serving import ROOT

# The applicant of the demo has no sign-in: their side is acted beside the server.
NEW = """
from tests.specialists.applying import submitted
print(submitted("{number}").specialist.riss_no)
"""
SEND_AGAIN = """
from tests.specialists.applying import send
from tsunagu.specialists.models import Specialist
send(Specialist.objects.get(riss_no="{number}"), introduction="漢字を直しました。", organisation="直した事務所")
"""
PROOF = """
from django.core.files.base import ContentFile
from tests.base.hostile import pdf
from tests.specialists.published import AT, CLERK
from tsunagu.specialists.actions.proofs import give_proof
from tsunagu.specialists.models import Specialist
give_proof(Specialist.objects.get(riss_no="{number}"), "cisa", "", ContentFile(pdf(), name="証明書.pdf"), by=CLERK, at=AT)
"""


def act(site: Site, script: str, number: str) -> None:
    """Run a script beside the server."""
    url = os.environ.get("TSUNAGU_TEST_DATABASE", "")
    env = {
        **os.environ,
        "TSUNAGU_VAR": str(site.var),
        "TSUNAGU_KEYS": str(site.var / "keys"),
        "DATABASE_URL": urlunsplit(urlsplit(url)._replace(path="/tsunagu_browser")) if url else "",
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    whole = f"import django; django.setup()\n{script.format(number=number)}"
    subprocess.run([sys.executable, "-c", whole], cwd=ROOT, env=env, check=True, capture_output=True)


def look(page: Page, name: str) -> None:
    shoot(page, name)
    assert flaws(page) == []


def tick_all(page: Page) -> None:
    for _ in range(7):
        page.locator("#criteria ~ ol details[open] button[value=yes]").first.click()
        expect(page.locator(".site-messages")).to_contain_text("基準の確認を記録しました。")


def open_review(page: Page, site: Site, number: str) -> None:
    sign_in(page, site, "office_clerk")
    page.goto(f"/office/review/{number}/")


def test_returned_sent_again_and_approved(look_page: Page, site: Site, size: dict[str, int]) -> None:
    page, number = look_page, "000360" if size == PHONE else "001280"
    act(site, NEW, number)
    open_review(page, site, number)
    look(page, "review-new")

    page.get_by_role("button", name="確認を始める").click()
    tick_all(page)
    page.get_by_role("button", name="質問を添えて差し戻す").click()
    expect(page.locator("#return-text_error")).to_have_text("入力してください。")
    look(page, "review-mistake")
    page.fill("#return-text", "氏名の漢字を確かめてください。")
    page.get_by_role("button", name="質問を添えて差し戻す").click()
    expect(page.locator("h1 ~ p .tag").first).to_have_text("差戻し")
    look(page, "review-returned")

    act(site, SEND_AGAIN, number)
    page.reload()
    page.get_by_role("button", name="確認を始める").click()
    page.get_by_role("button", name="承認して公開する").click()

    expect(page.locator(".site-messages")).to_contain_text("承認しました。個票を公開しました。")
    look(page, "review-approved")
    page.goto(f"/specialists/{number}")
    expect(page.locator("main")).to_contain_text("漢字を直しました。")


def test_two_clerks_the_second_is_told(open_page: Callable[..., Page], site: Site, size: dict[str, int]) -> None:
    number = "000361" if size == PHONE else "001281"
    act(site, NEW, number)
    first, second = open_page(size), open_page(size)
    for page in (first, second):
        open_review(page, site, number)
    first.get_by_role("button", name="確認を始める").click()
    expect(first.locator(".site-messages")).to_contain_text("確認を始めました。")

    second.get_by_role("button", name="確認を始める").click()

    expect(second.locator(".error-summary")).to_contain_text("ほかの担当者が先に進めました")
    look(second, "review-second-clerk")


def test_a_proof_is_opened_as_a_download_and_checked(look_page: Page, site: Site, size: dict[str, int]) -> None:
    page, number = look_page, "000362" if size == PHONE else "001282"
    act(site, NEW, number)
    act(site, PROOF, number)
    open_review(page, site, number)

    with page.expect_download() as paper:
        page.get_by_role("link", name="ファイルを開く").click()
    page.locator("#proofs ~ ul button[value=yes]").click()
    expect(page.locator("#proofs ~ ul .field-error")).to_contain_text("何で確かめたか")
    look(page, "review-proof-mistake")
    page.locator("#proofs ~ ul input[name=how]").fill("証明書の写し")
    page.locator("#proofs ~ ul input[name=until]").fill("2030-03-31")
    page.locator("#proofs ~ ul button[value=yes]").click()

    assert paper.value.suggested_filename == "証明書.pdf"
    expect(page.locator("#proofs ~ ul")).to_contain_text("証明書の写し　2030年3月31日まで")
    look(page, "review-proof-checked")


def test_the_review_works_without_scripts(open_page: Callable[..., Page], site: Site, size: dict[str, int]) -> None:
    number = "000363" if size == PHONE else "001283"
    act(site, NEW, number)
    page = open_page(size, java_script_enabled=False)
    open_review(page, site, number)

    page.get_by_role("button", name="確認を始める").click()
    tick_all(page)
    page.get_by_role("button", name="承認して公開する").click()

    expect(page.locator(".site-messages")).to_contain_text("承認しました。個票を公開しました。")


@pytest.mark.parametrize("reason", ["確認中", "差戻し（返事待ち）", "公開中の変更", "資格の証明", "基準の再確認"])
def test_the_demo_has_somebody_waiting_for_every_reason(desk: Page, site: Site, reason: str) -> None:
    sign_in(desk, site, "office_clerk")
    desk.goto("/office/review/")

    desk.get_by_role("navigation", name="待っている理由").get_by_role("link", name=reason).click()

    assert desk.locator("tbody tr").count() >= 1
