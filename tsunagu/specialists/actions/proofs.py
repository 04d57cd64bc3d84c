"""Papers that prove other qualifications: given by the specialist, checked by the office, lapsing by themselves.

Source: reference 10, verification_classes (他資格（証明書照合済みのもの）); reference 01, column 7 (audit evidence).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.papers import MOST_BYTES, Paper, checked_paper
from tsunagu.journal.actions import record
from tsunagu.reference.listing import qualifications
from tsunagu.specialists.actions.checks_shown import show_checks
from tsunagu.specialists.models import QualificationProof, Specialist
from tsunagu.specialists.review_letters import tell_proof_checked
from tsunagu.specialists.states import ProofState
from tsunagu.vault.actions import erase_file, open_file, store_file
from tsunagu.vault.models import StoredFile
from tsunagu.vault.scope import ScopeKind, scope_of
from tsunagu.vault.states import FileKind

OTHER = "other"
LATE = "この証明は、ほかの担当者が先に確認しました。画面を読み直してください。"


@transaction.atomic
def give_proof(
    specialist: Specialist, code: str, name: str, file: File[Any], *, by: Actor, at: datetime
) -> QualificationProof:
    """The specialist hands in the paper for a qualification; a paper that waits is replaced by the new one.

    `name`: what the qualification is called, where `code` is "other"; else the vocabulary's name is kept.
    Refuses files that are not a plain PDF, PNG or JPEG (base.papers), and codes nobody knows.
    """
    called = _called(code, name)
    if (file.size or 0) > MOST_BYTES:
        raise RuleBrokenError(f"ファイルが大きすぎます。{MOST_BYTES // 2**20} MB までにしてください。", field="file")
    paper = _kept(specialist, checked_paper(file.read(), name=file.name or ""), by=by, at=at)
    waiting = QualificationProof.objects.select_for_update(of=("self",)).filter(
        specialist=specialist, code=code, name=called, state=ProofState.GIVEN
    )
    before = waiting.select_related("paper").first()
    proof = before or QualificationProof(scope=paper.scope, specialist=specialist, code=code, name=called)
    former = proof.paper
    proof.paper, proof.given_at = paper, at
    proof.save()
    if former is not None:
        erase_file(former, by=by, at=at, reason="新しい証明に差し替え")
    record("proof.given", on=proof, by=by, at=at, specialist=specialist.pk, code=code)
    return proof


@transaction.atomic
def check_proof(
    proof: QualificationProof, *, is_verified: bool, how: str, until: date | None, by: Actor, at: datetime
) -> QualificationProof:
    """The office has looked at a paper. `how`: what it was compared with, or why it does not do.

    `until`: None = no end. A published sheet shows it at once; the
    specialist is told. Refuses a paper checked before, and an end in the past.
    """
    if not how.strip():
        raise RuleBrokenError("何で確かめたか、または確認できなかった理由を書いてください。", field="how")
    if is_verified and until is not None and until < day_of(at):
        raise RuleBrokenError("期限が過ぎています。今日より後の日にしてください。", field="until")
    state = ProofState.VERIFIED if is_verified else ProofState.REFUSED
    checked = QualificationProof.objects.filter(pk=proof.pk, state=ProofState.GIVEN).update(
        state=state,
        how=how.strip(),
        until=until if is_verified else None,
        checked_on=day_of(at),
        checked_by=by.name,
    )
    if not checked:
        raise RuleBrokenError(LATE)
    proof.refresh_from_db()
    record("proof.checked", on=proof, by=by, at=at, state=state.value, code=proof.code)
    if is_verified:
        show_checks(proof.specialist, by=by, at=at)
    tell_proof_checked(proof.specialist, state, by=by, at=at)
    return proof


def read_proof(proof: QualificationProof, *, by: Actor, at: datetime) -> tuple[StoredFile, bytes]:
    """The paper and its bytes; reading is journalled. Refuses one that was erased; who may is asked before."""
    if proof.paper is None:
        raise RuleBrokenError("このファイルは消去されました。")
    return proof.paper, open_file(proof.paper, by=by, at=at)


def _called(code: str, name: str) -> str:
    if code not in qualifications():
        raise RuleBrokenError("資格を選んでください。", field="code")
    called = " ".join(name.split()) if code == OTHER else qualifications()[code].name
    if not called or len(called) > 100:
        raise RuleBrokenError("資格の名前を、100文字までで書いてください。", field="name")
    return called


def _kept(specialist: Specialist, paper: Paper, *, by: Actor, at: datetime) -> StoredFile:
    return store_file(
        paper.content,
        name=paper.name,
        kind=FileKind.EVIDENCE,
        scope=scope_of(ScopeKind.SPECIALIST, specialist.pk),
        content_type=paper.content_type,
        by=by,
        at=at,
    )
