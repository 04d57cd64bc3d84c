"""Whose a confidential row is: "company:3", "partner:4", "season:1", "specialist:12"."""

import re

from django.db import models
from django.db.models import Q

from tsunagu.base.labels import LabelledEnum


class ScopeKind(LabelledEnum):
    COMPANY = "company", "企業"
    PARTNER = "partner", "支援機関・ITベンダー"
    SEASON = "season", "事業年度"
    SPECIALIST = "specialist", "登録セキスペ"


SCOPE = re.compile(r"\A(company|partner|season|specialist):[1-9][0-9]*\Z")
# The same for the constraint; both engines' regular expressions know only this much in common.
SCOPE_IN_DATABASE = r"^(company|partner|season|specialist):[1-9][0-9]*$"


def scope_of(kind: ScopeKind, code: int) -> str:
    """The scope as it is stored: (COMPANY, 3) → "company:3"."""
    return f"{kind.value}:{code}"


def is_scope(text: str) -> bool:
    """Whether a text names a scope."""
    return SCOPE.match(text) is not None


class ScopedRow(models.Model):
    """A row that says whose it is. Every model with an encrypted field derives from this (house rule)."""

    scope = models.CharField(max_length=40, db_index=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(scope__regex=SCOPE_IN_DATABASE), name="%(app_label)s_%(class)s_names_its_scope"
            )
        ]
