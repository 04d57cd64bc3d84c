"""Who hears of a published timetable: only those for whom something changed, one letter each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from tsunagu.base.actor import Actor
from tsunagu.consultations.actions import Arrangement
from tsunagu.consultations.models import Consultation
from tsunagu.events.letters import keepers_of
from tsunagu.events.models import Event, EventRegistration
from tsunagu.mail.actions import write_letter
from tsunagu.matching.links import board_link, cancelling_link, company_link, specialist_link
from tsunagu.specialists.models import Specialist
from tsunagu.vault.scope import ScopeKind, scope_of


def tell_timetable(event: Event, changed: Arrangement, *, is_first: bool, by: Actor, at: datetime) -> int:
    """Letters to companies and specialists whose consultations were made, moved or taken back; how many.

    Time and partner stand on the page, not in the letter; so does the calendar file. Who gave no address, or has no
    account any more, gets none.
    """
    rows = [*changed.made, *changed.moved, *changed.cancelled]
    registrations = EventRegistration.objects.filter(pk__in={one.registration_id for one in rows}).select_related(
        "event"
    )
    people = Specialist.objects.filter(pk__in={one.specialist_id for one in rows}).select_related("user")
    what = "決まりました" if is_first else "変わりました"
    told = 0
    for registration in registrations.order_by("pk"):
        told += _tell_company(event, registration, what, by=by, at=at)
    for person in people.order_by("pk"):
        told += _tell_specialist(event, person, what, by=by, at=at)
    return told


def tell_withdrawn(event: Event, gone: Iterable[Consultation], why: str, *, by: Actor, at: datetime) -> int:
    """One letter to each specialist whose consultations are off, with a file per consultation; how many letters.

    Only what had a slot was in anybody's calendar. `why`: a sentence.
    """
    files: dict[int, list[str]] = {}
    for one in gone:
        if one.slot_id is not None:
            files.setdefault(one.specialist_id, []).append(cancelling_link(event.pk, one.pk))
    people = Specialist.objects.filter(pk__in=files, user__isnull=False).select_related("user").order_by("pk")
    for person in people:
        assert person.user is not None  # noqa: S101  (filtered above)
        write_letter(
            "timetable_withdrawn", to=person.user.email, at=at, by=by, scope=scope_of(ScopeKind.SPECIALIST, person.pk),
            title=event.title, number=len(files[person.pk]), why=why, link=specialist_link(event.pk),
            files="\n".join(files[person.pk]),
        )  # fmt: skip
    return len(people)


def tell_companies_off(event: Event, gone: Iterable[Consultation], *, by: Actor, at: datetime) -> int:
    """One letter to each company that comes and whose consultation is off; its page and calendar say which."""
    found = EventRegistration.objects.filter(pk__in={one.registration_id for one in gone}).select_related("event")
    rows = [one for one in found.order_by("pk") if one.email]
    for registration in rows:
        write_letter(
            "timetable_company_off", to=registration.email, at=at, by=by, scope=event.scope, title=event.title,
            contact=event.contact, link=company_link(registration),
        )  # fmt: skip
    return len(rows)


def tell_adviser_gone(event: Event, gone: Sequence[Consultation], *, by: Actor, at: datetime) -> int:
    """To those who keep the event: a specialist declined after the timetable was published; how many letters."""
    if not gone:
        return 0
    addresses = sorted(set(keepers_of(event, at=at).values()))
    for address in addresses:
        write_letter(
            "timetable_adviser_gone", to=address, at=at, by=by, scope=event.scope, title=event.title,
            name=gone[0].specialist.name, number=len(gone), link=board_link(event),
        )  # fmt: skip
    return len(addresses)


def _tell_company(event: Event, registration: EventRegistration, what: str, *, by: Actor, at: datetime) -> bool:
    if not registration.email:
        return False
    write_letter(
        "timetable_company", to=registration.email, at=at, by=by, scope=event.scope, title=event.title,
        what=what, link=company_link(registration),
    )  # fmt: skip
    return True


def _tell_specialist(event: Event, person: Specialist, what: str, *, by: Actor, at: datetime) -> bool:
    if person.user is None:
        return False
    write_letter(
        "timetable_specialist", to=person.user.email, at=at, by=by, scope=scope_of(ScopeKind.SPECIALIST, person.pk),
        title=event.title, what=what, link=specialist_link(event.pk),
    )  # fmt: skip
    return True
