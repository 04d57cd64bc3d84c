"""A need is written, its address proved, put on a company's page, closed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.companies.models import Company
from tsunagu.consultations.queries import plain_name
from tsunagu.directory.enquiry_links import sender_digest
from tsunagu.journal.actions import record
from tsunagu.mail.access import is_proved as is_address_proved
from tsunagu.mail.actions import ask_for_proof
from tsunagu.mail.letters import plain_address
from tsunagu.matching.actions.offering import drop, offer_brought, offer_candidates
from tsunagu.matching.models import Need
from tsunagu.matching.need_letters import tell_closed_for_silence
from tsunagu.matching.need_links import CONFIRM
from tsunagu.matching.states import LIVE, Dropped, NeedClosed, NeedKind, NeedOrigin, ProposalState, ReviewOf
from tsunagu.partners.models import Partner
from tsunagu.reference.listing import industries, prefectures, themes
from tsunagu.seasons.models import Season
from tsunagu.seasons.queries import current_season
from tsunagu.specialists.models import PublishedSheet, Specialist
from tsunagu.vault.links import site_link
from tsunagu.vault.scope import ScopeKind, scope_of

LONGEST = 1000
WITHOUT_ADDRESS = "会社のメールアドレスを入力してください。確認のメールを送ります。"
SAME = "同じ内容の申込みが、もう進んでいます。自社のページから見られます。"
TWICE = "この相談からは、もう申し込まれています。"
ENDED = "この依頼は、もう終わっています。"
DECIDED = "専門家が決まっています。取りやめるときは、決まった支援のページから知らせてください。"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFacts:
    """What is asked of a company: a theme for guidance, what to look at for a review; codes of reference 10, 11, 03."""

    organisation_name: str
    contact_name: str
    prefecture: str
    industry: str
    kind: NeedKind = NeedKind.GUIDANCE
    theme_code: str = ""
    review_of: ReviewOf | None = None
    vendor_name: str = ""
    email: str = ""
    telephone: str = ""
    is_online_ok: bool = False
    words: str = ""


@transaction.atomic
def make_need(  # noqa: PLR0913  (each says where a need came from)
    facts: NeedFacts,
    *,
    origin: NeedOrigin,
    season: Season | None,
    source: str = "",
    company: Company | None = None,
    partner: Partner | None = None,
    brought_by: Specialist | None = None,
    waits_for_batch: bool = False,
    is_proved: bool = False,
    by: Actor,
    at: datetime,
) -> Need:  # fmt: skip
    """Keep what is wished for; with a proved address candidates are shown at once, unless it waits for the batch.

    `is_proved`: the caller knows the address to be the company's (signed in, or by the link of its registration);
    otherwise it is asked for proof, and nothing of others is in that letter. `brought_by`: their yes is said. Without
    an address (entered for somebody who has none) who is in charge tells the company. Refuses unknown codes, a missing
    theme or object of review, a second open need of one source or (without one) of a company for the same, and of
    companies brought: one without an address, the own employer, and anybody's who is not on the list.
    """
    kept = _checked(facts, brought_by)
    if company is not None and not source:
        _refuse_same(facts, company)
    place = scope_of(ScopeKind.PARTNER, partner.pk) if partner else _season_scope(season, at=at)
    known = is_proved or not facts.email or is_address_proved(facts.email)
    try:
        with transaction.atomic():
            need = Need.objects.create(
                **kept, scope=place, origin=origin, source=source, company=company, partner=partner, season=season,
                brought_by=brought_by, waits_for_batch=waits_for_batch, made_at=at, made_by=by.code,
                proved_at=at if known else None,
            )  # fmt: skip
    except IntegrityError:
        raise RuleBrokenError(TWICE) from None
    record("need.made", on=need, by=by, at=at, origin=origin.value, kind=need.kind, theme=need.theme_code)
    return _set_out(need, by=by, at=at)


@transaction.atomic
def ask_owner(need: Need, *, by: Actor, at: datetime) -> None:
    """The letter with the button, once. An address that had its one letter of the day is written to by the clock."""
    if ask_for_proof(need.email, page=site_link(CONFIRM), by=by, at=at) is not None:
        Need.objects.filter(pk=need.pk).update(reminded_at=at)


@transaction.atomic
def correct_address(need: Need, email: str, *, by: Actor, at: datetime) -> Need:
    """Who is in charge mends an address nobody has proved: its owner is asked; "": by telephone, it begins at once.

    Refuses a proved or ended need, a broken address, and a company brought without an address.
    """
    if not email and need.brought_by is not None:
        raise RuleBrokenError(WITHOUT_ADDRESS, field="email")
    known = not email or is_address_proved(email)
    mended = Need.objects.filter(pk=need.pk, proved_at=None, closed_at=None).update(
        email=plain_address(email) if email else "",
        sender_digest=sender_digest(plain_address(email)) if email else "",
        reminded_at=None,
        proved_at=at if known else None,
    )
    if not mended:
        raise RuleBrokenError("このアドレスは、もう確認されています。画面を読み直してください。", field="email")
    need.refresh_from_db()
    record("need.address_corrected", on=need, by=by, at=at)
    return _set_out(need, by=by, at=at)


@transaction.atomic
def prove_needs(email: str, *, by: Actor, at: datetime) -> list[Need]:
    """The owner of an address pressed the button: its needs begin. A second press changes nothing."""
    waiting = Need.objects.filter(sender_digest=sender_digest(email), proved_at=None, closed_at=None)
    begun = []
    for need in waiting.order_by("pk"):
        if not Need.objects.filter(pk=need.pk, proved_at=None, closed_at=None).update(proved_at=at):
            continue
        need.refresh_from_db()
        record("need.proved", on=need, by=by, at=at)
        _begin(need, by=by, at=at)
        begun.append(need)
    return begun


@transaction.atomic
def claim_need(need: Need, company: Company, *, by: Actor, at: datetime) -> Need:
    """Who holds the need's link puts it on their company's page, once. The caller has looked that they belong to it."""
    if not Need.objects.filter(pk=need.pk, company=None).update(company=company):
        raise RuleBrokenError("この依頼は、もう会社のページに入っています。")
    record("need.claimed", on=need, by=by, at=at, company=company.pk)
    need.refresh_from_db()
    return need


@transaction.atomic
def close_need(need: Need, reason: NeedClosed, *, by: Actor, at: datetime) -> Need:
    """It ends without an engagement: who is asked hears that it is off. Refuses a decided one, and a second end."""
    if not Need.objects.filter(pk=need.pk, closed_at=None).update(closed_at=at, closed_reason=reason):
        raise RuleBrokenError(ENDED)
    proposals = list(need.proposals.select_related("specialist__user", "companion__user").order_by("pk"))
    if any(one.state_now is ProposalState.ACCEPTED for one in proposals):
        raise RuleBrokenError(DECIDED)
    for one in proposals:
        if one.state_now in LIVE:
            drop(one, Dropped.CLOSED, by=by, at=at)
    need.refresh_from_db()
    record("need.closed", on=need, by=by, at=at, why=reason.value)
    if reason is NeedClosed.SILENT:
        tell_closed_for_silence(need, by=by, at=at)
    return need


def _set_out(need: Need, *, by: Actor, at: datetime) -> Need:
    """The first candidates, or first the word of who owns the address."""
    if need.proved_at is not None:
        _begin(need, by=by, at=at)
    else:
        ask_owner(need, by=by, at=at)
    need.refresh_from_db()
    return need


def _begin(need: Need, *, by: Actor, at: datetime) -> None:
    """The first candidates."""
    if need.brought_by is not None:
        offer_brought(need, need.brought_by, by=by, at=at)
    elif not need.waits_for_batch:
        offer_candidates(need, by=by, at=at)


def _refuse_same(facts: NeedFacts, company: Company) -> None:
    """Each need shows three people: one at a time for the same theme or review."""
    same = Need.objects.filter(company=company, kind=facts.kind, closed_at=None)
    same = same.filter(theme_code=facts.theme_code, review_of=facts.review_of or "")
    if same.exclude(proposals__state=ProposalState.ACCEPTED).exists():
        raise RuleBrokenError(SAME)


def _season_scope(season: Season | None, *, at: datetime) -> str:
    return scope_of(ScopeKind.SEASON, (season or current_season(on=day_of(at))).pk)


def _may_bring(facts: NeedFacts, brought_by: Specialist) -> None:
    """A specialist on the list brings a company that is not their own employer, nor reviews their employer's offer."""
    if not facts.email:
        raise RuleBrokenError(WITHOUT_ADDRESS, field="email")
    sheet = PublishedSheet.objects.listed().filter(pk=brought_by.pk).first()
    if sheet is None:
        raise RuleBrokenError("いまは一覧に載っていないので、会社を紹介できません。")
    for field, name in (("organisation_name", facts.organisation_name), ("vendor_name", facts.vendor_name)):
        if sheet.organisation and plain_name(sheet.organisation) == plain_name(name):
            raise RuleBrokenError("あなたの勤め先です。利害関係があるので、紹介できません。", field=field)


def _checked(facts: NeedFacts, brought_by: Specialist | None) -> dict[str, object]:
    """The columns of a need. Refusals name the field."""
    if facts.prefecture not in prefectures():
        raise RuleBrokenError("都道府県を選んでください。", field="prefecture")
    if facts.industry not in industries():
        raise RuleBrokenError("業種を選んでください。", field="industry")
    if len(facts.words) > LONGEST:
        raise RuleBrokenError(f"{LONGEST}文字までにしてください（いま{len(facts.words)}文字）。", field="words")
    if brought_by is not None:
        _may_bring(facts, brought_by)
    if facts.kind is NeedKind.GUIDANCE and facts.theme_code not in themes():
        raise RuleBrokenError("指導テーマを選んでください。", field="theme_code")
    if facts.kind is NeedKind.REVIEW and facts.review_of is None:
        raise RuleBrokenError("何を見てほしいかを選んでください。", field="review_of")
    email = plain_address(facts.email) if facts.email else ""
    return {
        **asdict(facts),
        "review_of": facts.review_of or "" if facts.kind is NeedKind.REVIEW else "",
        "email": email,
        "sender_digest": sender_digest(email) if email else "",
    }
