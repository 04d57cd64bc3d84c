"""Reads of private answers."""

from collections.abc import Collection

from django.db.models import QuerySet

from tsunagu.questionnaires.models import PrivateAnswers


def open_sets(code: str, subject: str) -> QuerySet[PrivateAnswers]:
    """The one open set of a subject, if any."""
    return PrivateAnswers.objects.filter(set_code=code, subject=subject, frozen_at=None)


def frozen_sets(code: str, subjects: Collection[str]) -> QuerySet[PrivateAnswers]:
    """The frozen sets of some subjects, newest first."""
    found = PrivateAnswers.objects.filter(set_code=code, subject__in=subjects, frozen_at__isnull=False)
    return found.order_by("-frozen_at", "-pk")
