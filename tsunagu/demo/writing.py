"""Writes made-up specialists in batches of a thousand, with the column builders the single actions use.

One journal line per batch stands for the lines the single actions would have written. Where somebody's
month is full, it became so by `open_commitment`, one delivery after the other.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from allauth.account.models import EmailAddress

from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.states import Role
from tsunagu.demo.keeping import past_of, write_told
from tsunagu.demo.naming import Name
from tsunagu.demo.people import Person
from tsunagu.demo.register import RegisterFacts, columns
from tsunagu.demo.staffing import Occasion
from tsunagu.journal.actions import record
from tsunagu.questionnaires.models import AnswerSet
from tsunagu.reference.loading import load
from tsunagu.specialists.actions import open_commitment, sheet_columns, text_columns
from tsunagu.specialists.models import Listing, PublishedSheet, RegisterEntry, SheetText, Specialist
from tsunagu.specialists.states import ListingState

BATCH = 1000
SKILL_SURVEY = "skill_survey"


def write_people(people: Sequence[Person], occasion: Occasion) -> list[Specialist]:
    """One batch: register, account, specialist, listing, answers and, for those on the list, the sheet."""
    entries = [RegisterEntry(**columns(one.riss_no, one.name, one.register)) for one in people]
    RegisterEntry.objects.bulk_create(entries)
    users = _write_accounts(people, occasion)
    specialists = Specialist.objects.bulk_create(
        Specialist(riss_no=one.riss_no, name=one.name[0], name_kana=one.name[1], user=user, created_at=occasion.at)
        for one, user in zip(people, users, strict=True)
    )
    whole = list(zip(people, specialists, entries, strict=True))
    pasts = [past_of(one, today=occasion.as_of) for one in people]
    listings = Listing.objects.bulk_create(
        _listing(one, specialist, past.since if past else occasion.at)
        for (one, specialist, _), past in zip(whole, pasts, strict=True)
    )
    write_told(listings, pasts)
    AnswerSet.objects.bulk_create(_answer_set(one, specialist, occasion) for one, specialist, _ in whole)
    _write_sheets([row for row in whole if row[0].confirmed_on is not None], occasion)
    _note("specialists", people[0].riss_no, len(people), occasion)
    return specialists


def write_register_only(rows: Sequence[tuple[str, Name, RegisterFacts]], occasion: Occasion) -> None:
    """Numbers that are on the register and not on the list."""
    RegisterEntry.objects.bulk_create(RegisterEntry(**columns(*row)) for row in rows)
    _note("register_entries", rows[0][0], len(rows), occasion)


def fill_months(sheets: Iterable[PublishedSheet], occasion: Occasion) -> None:
    """Deliver enquiries to these people until this month takes no more."""
    for sheet in sheets:
        for turn in range(1, sheet.monthly_cap + 1):
            reference = f"demo-{occasion.turn}-{turn}"
            open_commitment(sheet.specialist, "enquiry", reference, by=occasion.by, at=occasion.at)


def _write_accounts(people: Sequence[Person], occasion: Occasion) -> list[User]:
    users = User.objects.bulk_create(
        User(email=one.email, name=one.name[0], password=f"!{one.riss_no}", joined_at=occasion.at) for one in people
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    Membership.objects.bulk_create(Membership(user=user, role=Role.SPECIALIST, since=occasion.at) for user in users)
    return users


def _listing(one: Person, specialist: Specialist, since: datetime) -> Listing:
    return Listing(
        specialist=specialist,
        state=one.state,
        hidden_reason=one.hidden_reason or "",
        confirmed_on=one.confirmed_on,
        moved_at=since,
    )


def _answer_set(one: Person, specialist: Specialist, occasion: Occasion) -> AnswerSet:
    subject = f"specialist:{specialist.pk}"
    return AnswerSet(
        set_code=SKILL_SURVEY,
        set_version=str(load("skills")["version"]),
        subject=subject,
        scope=subject,
        answers=one.answers,
        answered_at=occasion.at,
        frozen_at=occasion.at,
    )


def _write_sheets(rows: Sequence[tuple[Person, Specialist, RegisterEntry]], occasion: Occasion) -> None:
    sheets = PublishedSheet.objects.bulk_create(
        PublishedSheet(
            specialist=specialist,
            **sheet_columns(specialist, one.content, one.marks, entry, confirmed_on=_confirmed(one), at=occasion.at)
            | {"is_stale": one.state is ListingState.STALE, "is_listed": one.hidden_reason is None},
        )
        for one, specialist, entry in rows
    )
    SheetText.objects.bulk_create(
        SheetText(sheet=sheet, **text_columns(specialist, one.content, entry, by=occasion.by, at=occasion.at))
        for sheet, (one, specialist, entry) in zip(sheets, rows, strict=True)
    )


def _confirmed(one: Person) -> date:
    if one.confirmed_on is None:
        raise ValueError(f"{one.riss_no} is not on the list")
    return one.confirmed_on


def _note(what: str, first: str, count: int, occasion: Occasion) -> None:
    record(
        f"demo.{what}_written",
        on=("demo", first),
        by=occasion.by,
        at=occasion.at,
        count=count,
        seed=occasion.seed,
    )
