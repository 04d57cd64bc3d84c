"""What came of a consultation: written by the specialist or the coordinator, confirmed by the company."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.letters import tell_recorded
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import MOVES, ConsultationState, GuidanceWish
from tsunagu.journal.actions import record
from tsunagu.reference.listing import themes

MOST_ISSUES = 5
LONGEST_ISSUE, LONGEST_NOTES = 200, 4000
CHANGED = "ほかの人が先に書き直しました。下の内容と見比べて、もう一度保存してください。"
CONFIRMED = "企業がまとめを確かめたあとは、書き直せません。"
TOO_EARLY = "相談会がまだ始まっていません。当日に書いてください。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is written. `issues`: most pressing first; `theme_code` (reference 03) or ""; `wish` None: not asked."""

    notes: str
    summary: str
    issues: Sequence[str]
    theme_code: str
    wish: GuidanceWish | None


@transaction.atomic
def record_consultation(
    consultation: Consultation, told: Record, *, seen: int, by: Actor, at: datetime
) -> Consultation:
    """Write or rewrite the record; the first time the consultation counts as held and the company is told.

    `seen`: the revision the page was opened with. Refuses a cancelled one, one the company has confirmed, a theme
    that is none, too much text, and whoever was overtaken.
    """
    _require_readable(told)
    _require_begun(consultation, at=at)
    now = consultation.state_now
    if now is not ConsultationState.HELD and ConsultationState.HELD not in MOVES[now]:
        raise RuleBrokenError("取りやめた相談には書けません。")
    if consultation.confirmed_at is not None:
        raise RuleBrokenError(CONFIRMED)
    written = Consultation.objects.filter(pk=consultation.pk, revision=seen, state=now, confirmed_at=None)
    wish = told.wish.value if told.wish else ""
    if not written.update(
        state=ConsultationState.HELD, notes=told.notes, summary=told.summary, issues=list(told.issues),
        theme_code=told.theme_code, wish=wish, revision=seen + 1, recorded_at=at,
    ):  # fmt: skip
        raise RuleBrokenError(CHANGED)
    consultation.refresh_from_db()
    if seen == 0:
        tell_recorded(consultation, by=by, at=at)
    record(
        "consultation.recorded", on=consultation, by=by, at=at, revision=seen + 1, issues=len(told.issues),
        has_theme=bool(told.theme_code), has_wish=bool(wish),
    )  # fmt: skip
    return consultation


@transaction.atomic
def confirm_summary(consultation: Consultation, words: str, *, by: Actor, at: datetime) -> Consultation:
    """The company says the summary is right, with a word of its own. Once, and only what was recorded."""
    if len(words) > LONGEST_NOTES:
        raise RuleBrokenError(f"{LONGEST_NOTES}文字までにしてください。", field="words")
    recorded = Consultation.objects.filter(pk=consultation.pk, recorded_at__isnull=False, confirmed_at=None)
    if not recorded.filter(revision=consultation.revision).update(
        confirmed_at=at, confirmed_by=by.code, company_words=words
    ):
        raise RuleBrokenError("まとめが変わったか、もう確かめられています。画面を読み直してください。")
    consultation.refresh_from_db()
    record("consultation.confirmed", on=consultation, by=by, at=at)
    return consultation


@transaction.atomic
def mark_no_show(consultation: Consultation, *, by: Actor, at: datetime) -> Consultation:
    """The company did not come. Refuses what is no longer planned, and a day that has not begun."""
    _require_begun(consultation, at=at)
    planned = Consultation.objects.filter(pk=consultation.pk, state=ConsultationState.PLANNED)
    if not planned.update(state=ConsultationState.NO_SHOW):
        raise RuleBrokenError("もう予定ではありません。画面を読み直してください。")
    consultation.refresh_from_db()
    record("consultation.no_show", on=consultation, by=by, at=at)
    return consultation


@transaction.atomic
def note_reading(consultation: Consultation, *, by: Actor, at: datetime) -> None:
    """The record was opened: reads of confidential papers are journalled too (promises §4)."""
    record("consultation.opened", on=consultation, by=by, at=at, scope=consultation.scope)


def _require_begun(consultation: Consultation, *, at: datetime) -> None:
    if at < consultation.event.starts_at:
        raise RuleBrokenError(TOO_EARLY)


def _require_readable(told: Record) -> None:
    for field, text in {"notes": told.notes, "summary": told.summary}.items():
        if len(text) > LONGEST_NOTES:
            raise RuleBrokenError(f"{LONGEST_NOTES}文字までにしてください（いま{len(text)}文字）。", field=field)
    if len(told.issues) > MOST_ISSUES or any(len(issue) > LONGEST_ISSUE for issue in told.issues):
        raise RuleBrokenError(f"課題は{MOST_ISSUES}つまで、1つ{LONGEST_ISSUE}文字までです。", field="issues")
    if told.theme_code and told.theme_code not in themes():
        raise RuleBrokenError("指導テーマを選んでください。", field="theme_code")
