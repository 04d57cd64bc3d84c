import re
from pathlib import Path

import pytest
from django.test import Client

from tsunagu.doors.parts import samples

TEMPLATES = Path(samples.__file__).parents[1] / "templates"
PARTS = sorted(TEMPLATES.glob("parts/*.html"))
PAGES = sorted(TEMPLATES.rglob("*.html"))
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
    "font-src": "'self'", "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'",
    "frame-ancestors": "'none'", "manifest-src": "'self'",
}  # fmt: skip


@pytest.mark.django_db
def test_every_part_is_on_the_page_of_components(client: Client, settings) -> None:
    settings.DEMO = True

    drawn = {template.name for template in client.get("/parts").templates}

    assert {f"parts/{part.name}" for part in PARTS} - drawn == set()


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.stem)
def test_a_part_says_first_what_it_takes(part: Path) -> None:
    first = part.read_text().splitlines()[0]

    assert re.fullmatch(rf"{{# parts/{part.name} — takes:? .+\. #}}", first), first


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TEMPLATES)))
def test_no_template_carries_style_or_script_of_its_own(page: Path) -> None:
    sent = re.sub(r"{%.*?%}", "", page.read_text())  # what the server reads, as "with once=once", is not sent
    found = re.findall(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", sent)

    assert found == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/parts", "/accounts/login/", "/no-such-page"])
def test_every_page_carries_the_content_policy_without_inline(client: Client, address: str) -> None:
    response = client.get(address)

    said = response["Content-Security-Policy"].split(";")
    assert dict(rule.strip().split(" ", 1) for rule in said if rule.strip()) == POLICY
    assert (response["X-Content-Type-Options"], response["X-Frame-Options"], response["Referrer-Policy"]) == (
        "nosniff", "DENY", "same-origin",
    )  # fmt: skip


@pytest.mark.django_db
def test_the_demo_banner_stands_only_on_a_demo(client: Client, settings) -> None:
    words = "実在の人・会社ではありません"
    seen = {}
    for settings.DEMO in (True, False):
        seen[settings.DEMO] = words in client.get("/parts").content.decode()

    assert seen == {True: True, False: False}


@pytest.mark.django_db
def test_the_page_of_components_asks_the_database_nothing(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        client.get("/parts")
