"""受付: a specialist says what they take; it holds in the search at once, and its dates end by themselves."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.specialists.availability_rules import Intake, check_intake
from tsunagu.specialists.models import PublishedSheet, Specialist
from tsunagu.specialists.states import Availability

NO_SHEET = "個票が公開されてから、決められます。"


@transaction.atomic
def set_availability(
    specialist: Specialist,
    *,
    availability: Availability,
    monthly_cap: int,
    available_from: date | None = None,
    paused_until: date | None = None,
    by: Actor,
    at: datetime,
) -> PublishedSheet:
    """What the owner takes from now on. Said again: nothing happens.

    RuleBrokenError names the field: dates behind us or over a year ahead, a cap outside 1–30, no sheet yet.
    """
    said = Intake(
        availability=availability, available_from=available_from, paused_until=paused_until, monthly_cap=monthly_cap
    )
    check_intake(said, today=day_of(at))
    sheet = PublishedSheet.objects.filter(specialist=specialist).first()
    if sheet is None:
        raise RuleBrokenError(NO_SHEET)
    new = asdict(said)
    changed = {field: value for field, value in new.items() if getattr(sheet, field) != value}
    if changed:
        PublishedSheet.objects.filter(pk=sheet.pk).update(**changed)
        sheet.refresh_from_db()
        told = {field: str(getattr(value, "name", value) or "") for field, value in changed.items()}
        record("availability.set", on=specialist, by=by, at=at, **told)
    return sheet


@transaction.atomic
def let_availability_lapse(*, by: Actor, at: datetime) -> int:
    """Whoever said "again from today" takes everything again, and ended rests are forgotten; returns how many.

    A rest needs no round to end: the search compares its day. This one keeps the sheet's words true.
    """
    today = day_of(at)
    PublishedSheet.objects.filter(paused_until__lt=today).update(paused_until=None)
    back = PublishedSheet.objects.filter(available_from__lte=today)
    numbers = sorted(back.values_list("riss_no", flat=True))
    if numbers:
        back.filter(riss_no__in=numbers).update(availability=Availability.AVAILABLE, available_from=None)
        record("availability.lapsed", on=("day", today.isoformat()), by=by, at=at, numbers=numbers)
    return len(numbers)
