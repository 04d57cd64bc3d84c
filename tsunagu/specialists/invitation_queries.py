"""Reads around invitations: who may be invited, what a link is good for, what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q

from tsunagu.accounts.tokens import hash_of
from tsunagu.specialists.models import Listing, RegisterEntry, RegisterInvitation
from tsunagu.specialists.register_rules import listing_end, standing_on
from tsunagu.specialists.review_rules import renewed_on
from tsunagu.specialists.states import LISTED, LOCKED, RegisterStatus


@dataclass(frozen=True, slots=True)
class Invited:
    """One line of a batch: whom to write to."""

    riss_no: str
    email: str


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch that was sent: how many letters, how many used their link, when the last was written."""

    batch: str
    sent: int
    accepted: int
    sent_at: datetime


def refusal_to_invite(riss_no: str, *, today: date) -> str:
    """Why nobody is invited under this number today; "" when somebody may be. Two queries.

    Somebody the office entered may be asked to take the entry over in any state.
    """
    entry = RegisterEntry.objects.filter(riss_no=riss_no).first()
    if entry is None:
        return "登録番号が登録簿に見つかりません。番号を確かめてください。"
    standing = standing_on(RegisterStatus(entry.status), entry.valid_until, today=today)
    if listing_end(standing):
        return f"登録簿では「{standing.label}」です。案内できません。"
    listing = Listing.objects.filter(specialist__riss_no=riss_no, specialist__user__isnull=False).first()
    if listing is not None and (listing.is_listed or listing.state_now in LOCKED):
        return f"すでに「{listing.state_now.label}」です。案内は要りません。"
    return ""


def invitation_open(token: str, *, at: datetime) -> RegisterInvitation | None:
    """The invitation a link belongs to, while it may be used."""
    return RegisterInvitation.objects.filter(token_hash=hash_of(token), accepted_at=None, until__gt=at).first()


def batches_sent() -> list[BatchRow]:
    """Every batch, the newest first: one query."""
    rows = RegisterInvitation.objects.order_by().values("batch").annotate(
        sent=Count("pk"), accepted=Count("pk", filter=Q(accepted_at__isnull=False)), last=Max("sent_at")
    )  # fmt: skip
    return [
        BatchRow(row["batch"], row["sent"], row["accepted"], row["last"]) for row in rows.order_by("-last", "batch")
    ]


def renewal_candidates(*, today: date, limit: int) -> list[RegisterEntry]:
    """Whose registration was renewed on the last 1 April or 1 October (or is new) and who is not on the list.

    Two queries; the office fills in the addresses, the register holds none.
    """
    begun = last_renewal(today)
    listed = Listing.objects.filter(state__in=[*LISTED, *LOCKED]).values("specialist__riss_no")
    spans = RegisterEntry.objects.order_by().values_list("valid_until", flat=True).distinct()
    ends = [until for until in spans if renewed_on(until) == begun]
    found = RegisterEntry.objects.filter(valid_until__in=ends, status=RegisterStatus.VALID).exclude(riss_no__in=listed)
    return list(found.order_by("riss_no")[:limit])


def last_renewal(today: date) -> date:
    """The last 1 April or 1 October: registrations and renewals begin then."""
    days = (date(today.year, 10, 1), date(today.year, 4, 1), date(today.year - 1, 10, 1))
    return next(day for day in days if day <= today)
