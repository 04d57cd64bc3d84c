"""What a published sheet says of checked papers follows the papers: at once, and every night when one has lapsed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.journal.actions import record
from tsunagu.specialists.actions.sheets import held_rows
from tsunagu.specialists.content import HeldQualification, audit_proof_until, proof_until
from tsunagu.specialists.marks import audit_mark
from tsunagu.specialists.models import PublishedSheet, QualificationProof, SheetText, Specialist
from tsunagu.specialists.read_back import content_of_sheet
from tsunagu.specialists.states import AreaMark, ProofState
from tsunagu.specialists.versions import with_checks


@transaction.atomic
def show_checks(specialist: Specialist, *, by: Actor, at: datetime) -> bool:
    """Write the papers that hold today into the published sheet; False when it says so already, or there is none.

    What lapsed is self-declared again: the row of the qualification, until when there is proof, and column 7.
    """
    sheet = PublishedSheet.objects.select_related("text").filter(specialist=specialist).first()
    if sheet is None:
        return False
    content = content_of_sheet(sheet)
    checked = [*content.qualifications, *_papers(specialist)]
    held = with_checks(content, checked, today=day_of(at)).qualifications
    audit = audit_proof_until(held)
    PublishedSheet.objects.filter(pk=sheet.pk).update(
        proof_until=proof_until(held),
        audit_proof_until=audit,
        mark_a7=audit_mark(AreaMark(sheet.mark_s1), AreaMark(sheet.mark_s2), has_audit_proof=audit is not None),
    )
    if list(held) == list(content.qualifications):
        return False
    SheetText.objects.filter(pk=sheet.pk).update(qualifications=held_rows(held))
    record("sheet.checks_shown", on=specialist, by=by, at=at, proved=[item.code for item in held if item.verified_on])
    return True


def let_proofs_lapse(*, by: Actor, at: datetime) -> int:
    """Every sheet on which a check has lapsed says self-declared again; returns how many. The nightly round."""
    today = day_of(at).isoformat()
    texts = (
        SheetText.objects.filter(sheet__proof_until__isnull=False).order_by("pk").values_list("pk", "qualifications")
    )
    lapsed = [
        key
        for key, rows in texts.iterator()
        if any(row["verified_on"] and row["until"] and row["until"] < today for row in rows)
    ]
    return sum(show_checks(one, by=by, at=at) for key in lapsed for one in Specialist.objects.filter(pk=key))


def _papers(specialist: Specialist) -> list[HeldQualification]:
    papers = QualificationProof.objects.filter(specialist=specialist, state=ProofState.VERIFIED)
    return [
        HeldQualification(paper.code, paper.name, paper.checked_by, paper.how, paper.checked_on, paper.until)
        for paper in papers.order_by("checked_on", "pk")
    ]
