"""The paper an employer agreed on: handed in by the specialist, read by the office.

Source: product J2 (side jobs and firms; the employer's consent where needed); promises §4 (uploads pass a gate).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.papers import MOST_BYTES, checked_paper
from tsunagu.journal.actions import record
from tsunagu.specialists.application.declaring import content_of
from tsunagu.specialists.content import SheetContent
from tsunagu.specialists.models import Draft, EmployerConsent, Specialist
from tsunagu.vault.actions import erase_file, open_file, store_file
from tsunagu.vault.models import StoredFile
from tsunagu.vault.scope import ScopeKind, scope_of
from tsunagu.vault.states import FileKind

NOT_AGREED = "先に「支援できる立場か」で、勤務先が同意した日を保存してください。"
REPLACED, NOT_NEEDED = "新しい書類に差し替え", "勤務先の同意がいらなくなった"


@transaction.atomic
def give_consent_paper(specialist: Specialist, file: File[Any], *, by: Actor, at: datetime) -> EmployerConsent:
    """The specialist hands in what the employer signed; an earlier paper is erased.

    Refuses files that are not a plain PDF, PNG or JPEG (base.papers), and who has not said when the employer agreed.
    """
    draft = Draft.objects.filter(specialist=specialist).first()
    if draft is None or content_of(draft.content).declared.employer_agreed_on is None:
        raise RuleBrokenError(NOT_AGREED)
    if (file.size or 0) > MOST_BYTES:
        raise RuleBrokenError(f"ファイルが大きすぎます。{MOST_BYTES // 2**20} MB までにしてください。", field="file")
    checked = checked_paper(file.read(), name=file.name or "")
    scope = scope_of(ScopeKind.SPECIALIST, specialist.pk)
    paper = store_file(
        checked.content, name=checked.name, kind=FileKind.EVIDENCE, scope=scope, content_type=checked.content_type,
        by=by, at=at,
    )  # fmt: skip
    consent = keep_consent(specialist, content_of(draft.content), by=by, at=at)
    if consent is None:
        raise RuleBrokenError(NOT_AGREED)
    former, consent.paper = consent.paper, paper
    consent.save(update_fields=["paper"])
    if former is not None and former.erased_at is None:
        erase_file(former, by=by, at=at, reason=REPLACED)
    record("consent.given", on=consent, by=by, at=at, specialist=specialist.pk)
    return consent


@transaction.atomic
def keep_consent(specialist: Specialist, content: SheetContent, *, by: Actor, at: datetime) -> EmployerConsent | None:
    """What the employer agreed to, as the person says. Without an employer nothing is kept, the paper neither."""
    agreed_on = content.declared.employer_agreed_on
    if agreed_on is None:
        _forget(specialist, by=by, at=at)
        return None
    told = {
        "scope": scope_of(ScopeKind.SPECIALIST, specialist.pk),
        "employer": content.organisation,
        "agreed_on": agreed_on,
        "recorded_at": at,
        "recorded_by": by.name,
    }
    return EmployerConsent.objects.update_or_create(specialist=specialist, defaults=told)[0]


def read_consent(consent: EmployerConsent, *, by: Actor, at: datetime) -> tuple[StoredFile, bytes]:
    """The paper and its bytes; reading is journalled. Refuses where there is none; who may is asked before."""
    if consent.paper is None:
        raise RuleBrokenError("このファイルは消去されました。")
    return consent.paper, open_file(consent.paper, by=by, at=at)


def _forget(specialist: Specialist, *, by: Actor, at: datetime) -> None:
    consent = EmployerConsent.objects.select_related("paper").filter(specialist=specialist).first()
    if consent is None:
        return
    consent.delete()
    if consent.paper is not None and consent.paper.erased_at is None:
        erase_file(consent.paper, by=by, at=at, reason=NOT_NEEDED)
