"""案件を開く・直す・終える: what is known of a client, and who pays."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from tsunagu.accounts.models import User
from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.companies.models import Company
from tsunagu.consultations.actions.case_endings import end_candidacies
from tsunagu.consultations.case_chains import chain
from tsunagu.consultations.case_letters import tell_client
from tsunagu.consultations.models import CaseFile
from tsunagu.consultations.states import CANDIDATES_TOLD, CaseKind, CaseState, Payer
from tsunagu.journal.actions import record
from tsunagu.mail.letters import plain_address
from tsunagu.partners.models import Partner
from tsunagu.partners.states import PartnerKind
from tsunagu.reference.listing import industries, prefectures, themes
from tsunagu.reference.menus import all_needs
from tsunagu.vault.scope import ScopeKind, scope_of

LONGEST_NAME, LONGEST_WORDS = 100, 2_000
CHANGED = "書いている間に、別の画面で内容が変わりました。違うところを確かめてください。"
OVER = "この案件は、もう終わっています。"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFacts:
    """What the partner knows of a client. Codes of reference 10, 11, 01 and 03; `theme` "": not chosen yet."""

    organisation_name: str
    contact_name: str
    email: str
    telephone: str
    prefecture: str
    industry: str
    need: str
    theme: str
    budget: str
    worries: str
    payer: Payer


@transaction.atomic
def open_case(partner: Partner, keeper: User, facts: ClientFacts, *, by: Actor, at: datetime) -> CaseFile:
    """A client has come: the case stands at the first step of the partner's chain, kept by `keeper`.

    A vendor's cases follow scenario ②, everybody else's ① (reference 10). Refuses unknown codes and too much text.
    """
    _require_readable(facts)
    kind = CaseKind.VENDOR if partner.kind == PartnerKind.IT_VENDOR else CaseKind.SUPPORT
    case = CaseFile.objects.create(
        scope=scope_of(ScopeKind.PARTNER, partner.pk), partner=partner, keeper=keeper, kind=kind,
        step=chain(kind)[0].code, opened_at=at, touched_at=at, **asdict(facts),
    )  # fmt: skip
    record("case.opened", on=case, by=by, at=at, kind=kind.value, partner=partner.pk)
    return case


@transaction.atomic
def edit_case(case: CaseFile, facts: ClientFacts, *, seen: int, by: Actor, at: datetime) -> CaseFile:
    """What is known changes; what was shared stays as it was told. A new address: the old one's link is dead.

    `seen`: the revision the page was opened with. The client is written to at the new address when something was told.
    Refuses a closed case, who was overtaken, and as `open_case` does.
    """
    _require_readable(facts)
    _require_payer(case, facts)
    standing = CaseFile.objects.filter(pk=case.pk, revision=seen, state=CaseState.OPEN)
    if not standing.update(revision=seen + 1, touched_at=at):
        raise RuleBrokenError(CHANGED if case.is_open else OVER)
    is_moved = facts.email.lower() != case.email.lower()
    if is_moved:
        CaseFile.objects.filter(pk=case.pk).update(link_turn=F("link_turn") + 1, confirmed_at=None)
    for name, value in asdict(facts).items():
        setattr(case, name, value)
    case.save(update_fields=list(asdict(facts)))
    case.refresh_from_db()
    if is_moved and case.sharings.exists():
        tell_client(case, by=by, at=at)
    record("case.edited", on=case, by=by, at=at, revision=case.revision, payer=case.payer)
    return case


@transaction.atomic
def close_case(case: CaseFile, *, by: Actor, at: datetime) -> CaseFile:
    """The case is over: specialists lose sight of it at once and are told. Refuses a second time."""
    still = CaseFile.objects.filter(pk=case.pk, state=CaseState.OPEN)
    if not still.update(state=CaseState.CLOSED, closed_at=at, touched_at=at):
        raise RuleBrokenError(OVER)
    ended = end_candidacies(case, by=by, at=at)
    case.refresh_from_db()
    record("case.closed", on=case, by=by, at=at, step=case.step, told=ended)
    return case


@transaction.atomic
def confirm_client(case: CaseFile, *, by: Actor, at: datetime) -> None:
    """Who has the client's address says it is theirs: from now on the page names people. A second time: nothing new."""
    if CaseFile.objects.filter(pk=case.pk, confirmed_at=None).update(confirmed_at=at):
        record("case.client_confirmed", on=case, by=by, at=at)


@transaction.atomic
def claim_case(case: CaseFile, company: Company, *, by: Actor, at: datetime) -> CaseFile:
    """Who holds the client's link puts the case on their company's page. Refuses one that is on a page already."""
    if not CaseFile.objects.filter(pk=case.pk, company=None, confirmed_at__isnull=False).update(company=company):
        raise RuleBrokenError("この案件は、もう会社のページに入っています。")
    case.refresh_from_db()
    record("case.claimed", on=case, by=by, at=at, company=company.pk)
    return case


@transaction.atomic
def note_reading(case: CaseFile, *, by: Actor, at: datetime) -> None:
    """The case was opened: reads of confidential papers are journalled too (promises §4)."""
    record("case.read", on=case, by=by, at=at, scope=case.scope)


def _require_payer(case: CaseFile, facts: ClientFacts) -> None:
    """Who was asked for a vendor's case was told who pays; it does not become open again."""
    told = case.candidates.filter(state__in=CANDIDATES_TOLD)
    if case.kind_now is CaseKind.VENDOR and facts.payer is Payer.UNDECIDED and told.exists():
        raise RuleBrokenError("専門家に頼んだあとは、「まだ決まっていません」に戻せません。", field="payer")


def _require_readable(facts: ClientFacts) -> None:
    _require_codes(facts)
    plain_address(facts.email)
    for field, most in {
        "organisation_name": LONGEST_NAME, "contact_name": LONGEST_NAME, "telephone": LONGEST_NAME,
        "budget": LONGEST_WORDS, "worries": LONGEST_WORDS,
    }.items():  # fmt: skip
        if len(getattr(facts, field)) > most:
            raise RuleBrokenError(f"{most}文字までにしてください。", field=field)
    for field in ("organisation_name", "contact_name"):
        if not getattr(facts, field).strip():
            raise RuleBrokenError("入力してください。", field=field)


def _require_codes(facts: ClientFacts) -> None:
    known = {
        "prefecture": facts.prefecture in prefectures(),
        "industry": facts.industry in industries(),
        "need": facts.need in {one.code for one in all_needs()},
        "theme": facts.theme == "" or facts.theme in themes(),
    }
    for field, is_known in known.items():
        if not is_known:
            raise RuleBrokenError("選んでください。", field=field)
