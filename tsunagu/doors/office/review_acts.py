"""What each form on the page of one listing does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.office.review_forms import AnswerForm, CriterionForm, DoForm, MoveForm, ProofForm, TextForm
from tsunagu.specialists.actions.office_moves import move_by_office
from tsunagu.specialists.actions.proofs import check_proof
from tsunagu.specialists.actions.review import approve, begin_review, check_criterion, reject, return_with_questions
from tsunagu.specialists.actions.review_messages import write_message
from tsunagu.specialists.review_page import ReviewPage
from tsunagu.specialists.states import HiddenReason, ListingState, ReviewSide, office_moves

GONE = "画面が古くなっています。読み直してください。"


@dataclass(frozen=True, slots=True)
class Act:
    """One form: its class, what it does (returns the anchor to come back to), what is said afterwards."""

    form: type[DoForm]
    do: Callable[..., str]
    done: str
    label: str = ""
    by_row: bool = False


def form_of(page: ReviewPage, do: str, data: Any = None, *, row: int | None = None) -> DoForm:
    """The form of an act, filled from `data` or fresh; ids differ, so that many stand on one page."""
    act = ACTS[do]
    more: dict[str, Any] = {"label": act.label} if act.form is TextForm else {}
    if act.form is MoveForm:
        more = {"moves": office_moves(page.state)}
    sent_row = row if data is None else data.get("row", "")
    auto_id = f"{do}-{sent_row}-%s" if act.by_row else f"{do}-%s"
    seen = page.version.number if page.version else None
    return act.form(data, auto_id=auto_id, initial={"do": do, "seen": seen, "row": row}, **more)


def _begin(page: ReviewPage, _form: DoForm, *, by: Actor, at: datetime) -> str:
    begin_review(page.listing, by=by, at=at)
    return "#criteria"


def _approve(page: ReviewPage, form: DoForm, *, by: Actor, at: datetime) -> str:
    approve(page.listing, seen=form.cleaned_data["seen"], by=by, at=at)
    return ""


def _return(page: ReviewPage, form: DoForm, *, by: Actor, at: datetime) -> str:
    told = form.cleaned_data
    return_with_questions(page.listing, told["text"], seen=told["seen"], by=by, at=at)
    return ""


def _reject(page: ReviewPage, form: DoForm, *, by: Actor, at: datetime) -> str:
    told = form.cleaned_data
    reject(page.listing, told["text"], seen=told["seen"], by=by, at=at)
    return ""


def _write(page: ReviewPage, form: DoForm, *, by: Actor, at: datetime) -> str:
    write_message(page.listing, ReviewSide.OFFICE, form.cleaned_data["text"], by=by, at=at)
    return "#thread"


def _move(page: ReviewPage, form: DoForm, *, by: Actor, at: datetime) -> str:
    told = form.cleaned_data
    why = HiddenReason(told["hidden_reason"]) if told["hidden_reason"] else None
    move_by_office(page.listing, ListingState(told["to"]), told["reason"], hidden_reason=why, by=by, at=at)
    return ""


def _tick(page: ReviewPage, form: AnswerForm, *, by: Actor, at: datetime) -> str:
    told = form.cleaned_data
    line = next((line for line in page.criteria if line.criterion.pk == told["row"]), None)
    if line is None:
        raise RuleBrokenError(GONE)
    check_criterion(page.listing, line.criterion, is_met=form.is_yes, note=told["note"], by=by, at=at)
    return f"#criterion-{line.criterion.pk}"


def _check(page: ReviewPage, form: AnswerForm, *, by: Actor, at: datetime) -> str:
    told = form.cleaned_data
    proof = next((proof for proof in page.proofs if proof.pk == told["row"]), None)
    if proof is None:
        raise RuleBrokenError(GONE)
    check_proof(proof, is_verified=form.is_yes, how=told["how"], until=told["until"], by=by, at=at)
    return f"#proof-{proof.pk}"


ACTS: dict[str, Act] = {
    "begin": Act(DoForm, _begin, "確認を始めました。"),
    "approve": Act(DoForm, _approve, "承認しました。個票を公開しました。"),
    "return": Act(TextForm, _return, "差し戻しました。質問をお伝えしました。", "直してほしいこと・質問"),
    "reject": Act(TextForm, _reject, "不承認にしました。理由をお伝えしました。", "承認しない理由"),
    "write": Act(TextForm, _write, "書きました。メールでお知らせします。", "伝えたいこと"),
    "move": Act(MoveForm, _move, "掲載の状態を変えました。"),
    "criterion": Act(CriterionForm, _tick, "基準の確認を記録しました。", by_row=True),
    "proof": Act(ProofForm, _check, "証明の確認を記録しました。", by_row=True),
}
