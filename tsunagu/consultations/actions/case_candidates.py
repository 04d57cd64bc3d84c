"""候補から決定まで: shortlisted, asked, answered, met, decided or dropped. One specialist is decided per case."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.actions.case_endings import give_back
from tsunagu.consultations.actions.case_files import LONGEST_WORDS, OVER
from tsunagu.consultations.actions.case_sharing import OBJECTED, share
from tsunagu.consultations.case_letters import ask_specialist, tell_decided, tell_ended, tell_keeper_of_answer
from tsunagu.consultations.models import CaseCandidate, CaseFile, CaseSharing, Conflict
from tsunagu.consultations.queries import plain_name
from tsunagu.consultations.states import (
    CANDIDATE_MOVES,
    CANDIDATES_LIVE,
    CANDIDATES_TOLD,
    CandidateState,
    CaseKind,
    CaseState,
    Payer,
    ShareItem,
)
from tsunagu.directory.queries.asking import why_not
from tsunagu.journal.actions import record
from tsunagu.specialists.actions import open_commitment
from tsunagu.specialists.models import Specialist

MOST_CANDIDATES = 20
TWICE = "この方は、もう候補に入っています。"
TOO_MANY = f"候補は{MOST_CANDIDATES}人までです。"
MOVED = "この方の状態が、先に変わりました。画面を読み直してください。"
NO_LOGIN = "この方は、つなぐにログインできません。電話などで頼んでください。"
FULL = "この方は、今月受けられる数に達しています。来月に頼むか、ほかの方を選んでください。"
NOT_LISTED = "この方は、いま一覧にいません。ほかの方を選んでください。"
CONFLICT = "この企業とこの方の間には、利益相反の申し出があります。ほかの方を選んでください。"
NO_PAYER = "先に、だれが専門家の費用を払うかを決めてください。「企業の情報を直す」で選べます。"
SAME_EMPLOYER = "この方は、相談した企業と同じ名前の会社に勤めています。ほかの方を選んでください。"
DECIDED_ALREADY = "この案件では、もう一人に決まっています。"


@transaction.atomic
def shortlist(case: CaseFile, specialist: Specialist, why: str, *, by: Actor, at: datetime) -> CaseCandidate:
    """Put somebody of the list beside the others. They hear nothing of it.

    Refuses a second time, a closed case, more than twenty, and too many words.
    """
    if len(why) > LONGEST_WORDS:
        raise RuleBrokenError(f"{LONGEST_WORDS}文字までにしてください。", field="why")
    _hold(case, at=at)
    if case.candidates.filter(state__in=CANDIDATES_LIVE).count() >= MOST_CANDIDATES:
        raise RuleBrokenError(TOO_MANY)
    try:
        with transaction.atomic():
            candidate = CaseCandidate.objects.create(
                scope=case.scope, case=case, specialist=specialist, why=why.strip(), added_at=at
            )
    except IntegrityError:
        raise RuleBrokenError(TWICE, field="riss_no") from None
    record("case.shortlisted", on=candidate, by=by, at=at, case=case.pk, specialist=specialist.pk)
    return candidate


@transaction.atomic
def ask_candidate(
    candidate: CaseCandidate, items: Collection[ShareItem], message: str = "", *, by: Actor, at: datetime
) -> CaseSharing:
    """Ask whether they would take the case, and tell them the chosen items of the client: the client hears of it.

    A place in their month is taken. Refuses who cannot sign in, is full, paused or off the list, works for the client,
    a vendor's case while nobody says who pays, and as `share` does.
    """
    case = _hold(candidate.case, at=at)
    specialist = candidate.specialist
    if case.kind_now is CaseKind.VENDOR and case.payer == Payer.UNDECIDED:
        raise RuleBrokenError(NO_PAYER)
    if specialist.user is None:
        raise RuleBrokenError(NO_LOGIN)
    if case.company_id and Conflict.objects.filter(company=case.company_id, specialist=specialist).exists():
        raise RuleBrokenError(CONFLICT)
    if _works_for(specialist, case):
        raise RuleBrokenError(SAME_EMPLOYER)
    _require_free(specialist, at=at)
    commitment = open_commitment(specialist, "case", str(candidate.pk), by=by, at=at)
    if commitment is None:
        raise RuleBrokenError(FULL)
    _move(candidate, CandidateState.ASKED, asked_at=at, commitment=commitment)
    record("case.asked", on=candidate, by=by, at=at, case=case.pk, specialist=specialist.pk)
    ask_specialist(candidate, by=by, at=at)
    return share(candidate, items, message, by=by, at=at)


@transaction.atomic
def answer_candidate(
    candidate: CaseCandidate, *, is_accepted: bool, words: str = "", by: Actor, at: datetime
) -> CaseCandidate:
    """The specialist answers, and may still step back until they are decided: their place in the month is free then.

    Refuses who was dropped or decided meanwhile, a closed case, and too many words.
    """
    if len(words) > LONGEST_WORDS:
        raise RuleBrokenError(f"{LONGEST_WORDS}文字までにしてください。", field="words")
    _hold(candidate.case, at=at)
    to = CandidateState.ACCEPTED if is_accepted else CandidateState.DECLINED
    _move(candidate, to, answered_at=at, words=words.strip())
    if not is_accepted:
        give_back(candidate, by=by, at=at)
    record("case.answered", on=candidate, by=by, at=at, case=candidate.case_id, state=to.value)
    tell_keeper_of_answer(candidate, by=by, at=at)
    return candidate


@transaction.atomic
def mark_met(candidate: CaseCandidate, *, by: Actor, at: datetime) -> CaseCandidate:
    """They have met. Refuses who has not said yes."""
    _hold(candidate.case, at=at)
    _move(candidate, CandidateState.MET)
    record("case.met", on=candidate, by=by, at=at, case=candidate.case_id)
    return candidate


@transaction.atomic
def decide(candidate: CaseCandidate, *, by: Actor, at: datetime) -> CaseCandidate:
    """The choice falls on this one.

    Refuses a second one (the database keeps it), who has not said yes, and whom the client does not want to be told.
    """
    _hold(candidate.case, at=at)
    if candidate.sharings.filter(stopped_at__isnull=False).exists():
        raise RuleBrokenError(OBJECTED)
    try:
        with transaction.atomic():
            _move(candidate, CandidateState.DECIDED, decided_at=at)
    except IntegrityError:
        raise RuleBrokenError(DECIDED_ALREADY) from None
    record("case.decided", on=candidate, by=by, at=at, case=candidate.case_id, specialist=candidate.specialist_id)
    tell_decided(candidate, by=by, at=at)
    return candidate


@transaction.atomic
def drop(candidate: CaseCandidate, *, by: Actor, at: datetime) -> CaseCandidate:
    """Not this one, or no longer: who had been asked is told and sees nothing more; the month's place is free."""
    _hold(candidate.case, at=at)
    was = candidate.state_now
    _move(candidate, CandidateState.DROPPED)
    give_back(candidate, by=by, at=at)
    record("case.dropped", on=candidate, by=by, at=at, case=candidate.case_id, was=was.value)
    if was in CANDIDATES_TOLD:
        tell_ended(candidate, by=by, at=at)
    return candidate


def _move(candidate: CaseCandidate, to: CandidateState, **columns: Any) -> None:
    was = candidate.state_now
    if to not in CANDIDATE_MOVES[was]:
        raise RuleBrokenError(f"「{was.label}」から「{to.label}」へは進めません。")
    if not CaseCandidate.objects.filter(pk=candidate.pk, state=was).update(state=to, **columns):
        raise RuleBrokenError(MOVED)
    candidate.refresh_from_db()


def _hold(case: CaseFile, *, at: datetime) -> CaseFile:
    """Take the case until the transaction ends: what is done to its people comes one after the other."""
    if not CaseFile.objects.filter(pk=case.pk, state=CaseState.OPEN).update(touched_at=at):
        raise RuleBrokenError(OVER)
    return CaseFile.objects.get(pk=case.pk)


def _require_free(specialist: Specialist, *, at: datetime) -> None:
    """On the list, neither full nor paused nor away: as for an enquiry (promises §1)."""
    sheet = getattr(specialist, "sheet", None)
    if sheet is None or not sheet.is_listed:
        raise RuleBrokenError(NOT_LISTED)
    if sentence := why_not(sheet, is_urgent=False, today=day_of(at)):
        raise RuleBrokenError(f"{sentence}ほかの方を選んでください。")


def _works_for(specialist: Specialist, case: CaseFile) -> bool:
    sheet = getattr(specialist, "sheet", None)
    employer = plain_name(sheet.organisation) if sheet else ""
    return bool(employer) and employer == plain_name(case.organisation_name)
