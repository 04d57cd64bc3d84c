"""allauth's mails, asked for by a visitor, end up in the outbox."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tsunagu.accounts.models import User
from tsunagu.mail.models import Letter


@pytest.mark.django_db
def test_a_forgotten_password_writes_a_letter_and_an_unproved_address_gets_one_a_day(
    client: Client, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "tsunagu.mail.backend.OutboxBackend"
    User.objects.create_user("a@example.jp", password="long enough 123", name="甲")

    for _ in range(2):
        cache.clear()  # allauth's own limit is not what is tested
        assert client.post("/accounts/password/reset/", {"email": "a@example.jp"}).status_code == 302

    letter = Letter.objects.get()
    assert (letter.to, letter.template, letter.scope, letter.state) == (
        "a@example.jp",
        "sign-in",
        "",
        "waiting",
    )
    assert "/accounts/password/reset/key/" in letter.body
