"""Where a known company asks from: one of its consultations or self-diagnoses, or its own page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.db.models import QuerySet
from django.http import Http404

from tsunagu.consultations.models import Consultation
from tsunagu.consultations.queries import find_consultation
from tsunagu.doors.needs.asking import Asker
from tsunagu.doors.needs.ways import asked_from
from tsunagu.matching.need_sources import CONSULTATION, source_of
from tsunagu.matching.states import NeedOrigin
from tsunagu.toolkit.queries import find_diagnosis


def started_from(asker: Asker, text: str, *, consultations: QuerySet[Consultation], subjects: Collection[str]) -> Asker:
    """`asker` with what the address ("consultation-12") adds: the theme that was advised, who organised the day.

    `consultations`, `subjects`: those the reader may see. "" adds nothing. Http404: anything not theirs.
    """
    if not text:
        return asker
    named = asked_from(text)
    if named is None:
        raise Http404
    kind, key = named
    if kind != CONSULTATION:
        if find_diagnosis(subjects, key) is None:
            raise Http404
        return replace(asker, origin=NeedOrigin.DIAGNOSIS, source=source_of(kind, key))
    found = find_consultation(consultations, key)
    if found is None:
        raise Http404
    return replace(
        asker,
        origin=NeedOrigin.CONSULTATION,
        source=source_of(kind, key),
        theme_code=found.theme_code,
        partner=found.event.partner,
    )
