"""Business outside a programme: one side proposes, both agree, papers are made. Nobody pays an honorarium."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.money import yen
from tsunagu.directory.actions.conversations import hold_open
from tsunagu.directory.documents import WORD, word_of
from tsunagu.directory.models import Agreement, AgreementPaper, EnquiryTarget
from tsunagu.directory.papers import PaperFacts, paper_text
from tsunagu.directory.states import AgreementState, PaperKind, Side
from tsunagu.directory.talk_letters import tell_agreement, tell_proposal
from tsunagu.directory.talk_rules import (
    AGREED_BY,
    LONGEST_MESSAGE,
    MOST_SESSIONS,
    MOST_YEN,
    TWO_SIDES,
    checked_words,
    other,
)
from tsunagu.journal.actions import record
from tsunagu.reference.listing import support_forms
from tsunagu.vault.actions import open_file, store_file
from tsunagu.vault.models import StoredFile
from tsunagu.vault.states import FileKind

GONE = "この提案は、もう取り下げられたか、合意しています。画面を読み直してください。"
NAME_LENGTH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is proposed. `form`: code of a support form; `fee_yen`: for one session of two hours."""

    form: str
    sessions: int
    fee_yen: int
    work: str


@transaction.atomic
def propose_agreement(
    target: EnquiryTarget, side: Side, terms: Terms, person: str, *, by: Actor, at: datetime
) -> Agreement:
    """Propose terms, which is the proposer's own agreement; an open proposal gives way. A quote is made at once.

    `person`: who says so. Refuses a form that is not on the list, numbers that cannot be, no work, no name.
    """
    _check(terms)
    work = checked_words(terms.work, longest=LONGEST_MESSAGE, field="work")
    name = _checked_name(person)
    hold_open(target)
    _open(target).update(state=AgreementState.WITHDRAWN)
    number = (target.agreements.aggregate(last=Max("number"))["last"] or 0) + 1
    agreement = Agreement.objects.create(
        target=target, scope=target.scope, number=number, form=terms.form, sessions=terms.sessions,
        fee_yen=terms.fee_yen, work=work, proposed_at=at, proposed_side=side, **_signed(side, name, at),
    )  # fmt: skip
    record("agreement.proposed", on=agreement, by=by, at=at, side=side.value, number=number)
    _make_paper(agreement, PaperKind.QUOTE, by=by, at=at)
    tell_proposal(target, other(side), by=by, at=at)
    return agreement


@transaction.atomic
def agree(agreement: Agreement, side: Side, person: str, *, by: Actor, at: datetime) -> Agreement:
    """The other side agrees, too: the papers are made. Refuses one's own proposal and one that is gone."""
    name = _checked_name(person)
    target = agreement.target
    hold_open(target)
    if agreement.proposed_side == side:
        raise RuleBrokenError("自分の提案です。相手の返事を待ってください。")
    standing = _open(target).filter(pk=agreement.pk)
    if not standing.update(state=AgreementState.AGREED, **_signed(side, name, at)):
        raise RuleBrokenError(GONE)
    agreement.refresh_from_db()
    record("agreement.agreed", on=agreement, by=by, at=at, side=side.value)
    for kind in (PaperKind.SECRECY, PaperKind.CONTRACT):
        _make_paper(agreement, kind, by=by, at=at)
    for one in TWO_SIDES:
        tell_agreement(target, one, by=by, at=at)
    return agreement


@transaction.atomic
def withdraw_agreement(agreement: Agreement, side: Side, *, by: Actor, at: datetime) -> None:
    """Take one's own proposal back, or say no to the other's. What both agreed to stays."""
    if not _open(agreement.target).filter(pk=agreement.pk).update(state=AgreementState.WITHDRAWN):
        raise RuleBrokenError(GONE)
    record("agreement.withdrawn", on=agreement, by=by, at=at, side=side.value)


@transaction.atomic
def read_paper(paper: AgreementPaper, *, by: Actor, at: datetime) -> tuple[StoredFile, bytes]:
    """A paper as it was made; reading is journalled. RuleBrokenError: erased."""
    return paper.stored, open_file(paper.stored, by=by, at=at)


def _open(target: EnquiryTarget) -> QuerySet[Agreement]:
    return Agreement.objects.filter(target=target, state=AgreementState.PROPOSED)


def _signed(side: Side, name: str, at: datetime) -> dict[str, object]:
    return {f"{AGREED_BY[side]}_at": at, f"{AGREED_BY[side]}_by": name}


def _checked_name(person: str) -> str:
    return checked_words(person, longest=NAME_LENGTH, field="person")


def _check(terms: Terms) -> None:
    if terms.form not in offered_forms():
        raise RuleBrokenError("支援の形を選んでください。", field="form")
    if not 1 <= terms.sessions <= MOST_SESSIONS:
        raise RuleBrokenError(f"1回から{MOST_SESSIONS}回までにしてください。", field="sessions")
    if not 0 <= terms.fee_yen <= MOST_YEN:
        raise RuleBrokenError(f"{yen(0)}から{yen(MOST_YEN)}までにしてください。", field="fee_yen")


def offered_forms() -> dict[str, str]:
    """Code → name of the forms two may agree on."""
    return {term.code: term.name for term in support_forms() if term.code != "none" and not term.retired}


def _make_paper(agreement: Agreement, kind: PaperKind, *, by: Actor, at: datetime) -> AgreementPaper:
    content = word_of(paper_text(kind, facts_of(agreement, at=at)), at=at)
    name = f"{kind.label}_{agreement.target.enquiry_id}-{agreement.target_id}-{agreement.number}.docx"
    stored = store_file(content, name=name, kind=FileKind.PAPER, scope=agreement.scope, content_type=WORD, by=by, at=at)
    return AgreementPaper.objects.create(agreement=agreement, kind=kind, stored=stored)


def facts_of(agreement: Agreement, *, at: datetime) -> PaperFacts:
    """What stands in a paper of the agreement."""
    enquiry, specialist = agreement.target.enquiry, agreement.target.specialist
    return PaperFacts(
        number=f"{enquiry.pk}-{agreement.target_id}-{agreement.number}",
        made_at=at,
        organisation=enquiry.organisation,
        company_person=agreement.company_agreed_by or enquiry.contact_name,
        company_agreed_at=agreement.company_agreed_at,
        specialist=specialist.name,
        riss_no=specialist.riss_no,
        specialist_person=agreement.specialist_agreed_by or specialist.name,
        specialist_agreed_at=agreement.specialist_agreed_at,
        form=support_forms()[agreement.form].name,
        sessions=agreement.sessions,
        fee_yen=agreement.fee_yen,
        work=agreement.work,
    )
