"""Declared conflicts of the companies that need somebody (promises §2: obeyed whenever somebody is shown or asked)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from tsunagu.consultations.models import Conflict
from tsunagu.matching.models import Need
from tsunagu.matching.need_sources import CONSULTATION


def declared_conflicts(needs: Iterable[Need]) -> defaultdict[int, set[int]]:
    """Need → specialists apart from its company: by the company's page, or the consultation it came from: one query."""
    by_company: dict[int | None, list[int]] = defaultdict(list)
    by_talk: dict[int | None, list[int]] = defaultdict(list)
    for need in needs:
        if need.company_id:
            by_company[need.company_id].append(need.pk)
        kind, _, key = need.source.partition(":")
        if kind == CONSULTATION and key.isdigit():
            by_talk[int(key)].append(need.pk)
    found: defaultdict[int, set[int]] = defaultdict(set)
    declared = Conflict.objects.filter(
        Q(company__in=list(by_company)) | Q(registration__consultations__in=list(by_talk))
    )
    rows = declared.values_list("company_id", "registration__consultations", "specialist_id")
    for company, talk, specialist in rows:
        for number in (*by_company.get(company, ()), *by_talk.get(talk, ())):
            found[number].add(specialist)
    return found
