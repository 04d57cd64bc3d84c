"""A confidential row says whose it is."""

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from tests.doors.people import BEGUN
from tsunagu.mail.models import Letter
from tsunagu.vault.fields import EncryptedTextField
from tsunagu.vault.scope import ScopedRow

# A letter about nobody's matter (sign-in) has an empty scope; its own constraint allows only that or a scope.
EXCEPTIONS = {Letter}


def confidential() -> set[type[models.Model]]:
    """Models with a column that is encrypted."""
    return {
        model
        for model in apps.get_models()
        if any(isinstance(field, EncryptedTextField) for field in model._meta.local_fields)
    }


def test_every_confidential_row_names_a_scope() -> None:
    assert Letter in confidential()
    assert {model for model in confidential() if not issubclass(model, ScopedRow)} == EXCEPTIONS


def test_the_scope_of_every_confidential_row_is_kept_by_the_database() -> None:
    unkept = [
        model
        for model in confidential() - EXCEPTIONS
        if not any(name.name.endswith("_names_its_scope") for name in model._meta.constraints)
    ]

    assert unkept == []


@pytest.mark.django_db
@pytest.mark.parametrize(("scope", "is_kept"), [("", True), ("company:3", True), ("company", False), ("x:1", False)])
def test_a_letter_names_a_scope_or_none(scope: str, *, is_kept: bool) -> None:
    letter = Letter(to="a@example.jp", subject="s", body="b", scope=scope, written_at=BEGUN, next_attempt_at=BEGUN)

    try:
        with transaction.atomic():
            letter.save()
        kept = True
    except IntegrityError:
        kept = False

    assert kept == is_kept
