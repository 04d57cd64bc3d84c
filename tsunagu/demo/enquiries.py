"""A dozen made-up enquiries in every state, the oldest first, each step through the actions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from tsunagu.base.actor import SYSTEM, VISITOR, Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.demo.material import material
from tsunagu.demo.staffing import Occasion
from tsunagu.directory.actions.answering import accept_enquiry, decline_enquiry, expire_target
from tsunagu.directory.actions.ending import withdraw_enquiry
from tsunagu.directory.actions.enquiries import Asked, confirm_enquiry, make_enquiry
from tsunagu.directory.models import Enquiry, EnquiryTarget
from tsunagu.directory.queries.asking import why_not
from tsunagu.directory.states import DeclineReason
from tsunagu.specialists.models import PublishedSheet

PROVED_AFTER, ANSWERED_AFTER, OVER_AFTER = timedelta(minutes=20), timedelta(days=2), timedelta(days=7)


def enter_enquiries(own: str, first: int, occasion: Occasion) -> int:
    """`own`: register number of the specialist who may sign in; the others are those numbered from `first`.

    Returns how many were entered; a season with too few people for one goes without it.
    """
    rows = sorted(material("enquiries"), key=lambda row: -row["days"])
    return sum(_enter(row, own, first, occasion) for row in rows)


def _enter(row: dict[str, Any], own: str, first: int, occasion: Occasion) -> bool:
    at = occasion.at - timedelta(days=row["days"])
    numbers = _numbers(row, own, first, at)
    if len(numbers) < row["to"]:
        return False
    try:
        enquiry = make_enquiry(_asked(row, numbers), by=VISITOR, at=at)
    except RuleBrokenError:
        return False
    if row["then"] != "unproved":
        confirm_enquiry(enquiry, by=VISITOR, at=at + PROVED_AFTER)
        _follow(row, enquiry, at + PROVED_AFTER)
    return True


def _numbers(row: dict[str, Any], own: str, first: int, at: datetime) -> list[str]:
    """Whom to ask: with room, not the one who signs in unless the row says so; other rows begin elsewhere."""
    is_urgent = bool(row.get("urgent"))
    sheets = PublishedSheet.objects.listed().filter(riss_no__gte=str(first)).exclude(riss_no=own)
    sheets = sheets.filter(monthly_cap__gte=2).select_related("specialist").order_by("riss_no")
    free = [sheet.riss_no for sheet in sheets if not why_not(sheet, is_urgent=is_urgent, today=day_of(at))]
    turn = 5 * row["who"] % max(len(free), 1)
    others = [*free[turn:], *free[:turn]]
    return ([own, *others] if row.get("own") else others)[: row["to"]]


def _asked(row: dict[str, Any], numbers: Sequence[str]) -> Asked:
    trade, _, _, prefecture, _ = material("organisations")["companies"][row["who"]]
    return Asked(
        organisation=f"架空{trade}",
        prefecture=prefecture,
        need=row["need"],
        words=row["words"],
        contact_name="架空 担当",
        email=f"soumu{row['who']:02}@kakuu-kaisha.example",
        riss_nos=tuple(numbers),
        is_urgent=bool(row.get("urgent")),
    )


def _follow(row: dict[str, Any], enquiry: Enquiry, at: datetime) -> None:
    """What came of it."""
    targets = list(enquiry.targets.select_related("enquiry", "specialist__user", "commitment").order_by("pk"))
    match row["then"]:
        case "accepted":
            accept_enquiry(targets[0], row["answer"], by=_self(targets[0]), at=at + ANSWERED_AFTER)
        case "declined":
            for target in targets:
                decline_enquiry(target, DeclineReason(row["reason"]), by=_self(target), at=at + ANSWERED_AFTER)
        case "expired":
            for target in targets:
                expire_target(target, by=SYSTEM, at=at + OVER_AFTER)
        case "withdrawn":
            withdraw_enquiry(enquiry, by=VISITOR, at=at + ANSWERED_AFTER)


def _self(target: EnquiryTarget) -> Actor:
    return Actor(f"user:{target.specialist.user_id}", target.specialist.name)
