"""The demo season: everything made up, everything at once.

`build` runs in one transaction: interrupted, it leaves nothing behind. The same number, seed and day give
the same data in an empty database; only salts and the encrypted second factors differ.
"""

from datetime import date, datetime, time
from random import Random
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from tsunagu.accounts.models import Organisation, User
from tsunagu.accounts.states import OrganisationKind, Role
from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST
from tsunagu.base.engines import engine_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.demo.applications import enter_applications
from tsunagu.demo.board import enter_boards
from tsunagu.demo.case_files import enter_case_files
from tsunagu.demo.consultations import enter_consultations
from tsunagu.demo.dealing import dealt
from tsunagu.demo.enquiries import enter_enquiries
from tsunagu.demo.events import enter_events
from tsunagu.demo.keeping import HIDDEN_DAYS_AGO, silent_people
from tsunagu.demo.material import material, shares
from tsunagu.demo.naming import FIRST_NUMBER, LAST_NUMBER
from tsunagu.demo.needs import enter_needs
from tsunagu.demo.people import Frame, person
from tsunagu.demo.population import Population, draw, hidden_reasons
from tsunagu.demo.register import standing
from tsunagu.demo.reviewing import fill_desk
from tsunagu.demo.sign_ins import SignIn, write_sign_ins
from tsunagu.demo.staffing import Occasion, cast_size, enter_cast, equip
from tsunagu.demo.talks import enter_talks
from tsunagu.demo.writing import BATCH, fill_months, write_people, write_register_only
from tsunagu.mail.models import Letter
from tsunagu.mail.states import LetterState
from tsunagu.specialists.actions.loads import recount_loads
from tsunagu.specialists.models import PublishedSheet, RegisterEntry, Specialist
from tsunagu.specialists.states import ListingState
from tsunagu.upkeep.known_settings import known_settings

LISTED_2024 = 203
MOST = 80_000  # with those left out and those only registered, all numbers from 900000 are used up
OPENS_AT = time(0)  # the roles of its people stand at whatever hour the demo is started


def is_empty() -> bool:
    """Whether nobody has been entered: no person, organisation, specialist or register line."""
    return not any(rows.objects.exists() for rows in (User, Organisation, Specialist, RegisterEntry))


def build(
    *, specialists: int = LISTED_2024, seed: int = 1, as_of: date, progress: bool, is_at_work: bool = False
) -> None:
    """Fill the database with a season that opens on `as_of` (JST), with so many published specialists.

    `is_at_work`: what happens during a season as well: applications on the office's desk (`reviewing`); without it
    the numbers are the published ones. Writes `var/demo-sign-ins.json`. Shows a bar on stderr when `progress`. In a
    database that is not empty the demo stands beside what is there. Raises RuleBrokenError when the numbers from
    900000 do not suffice.
    """
    first = _first_free_number()
    _check_room(specialists, first)
    chance = Random(seed)  # noqa: S311  (a demo, not a secret)
    registered = round(specialists * shares()["register_only_pct"] / 100)
    drawn = draw(specialists, cast_size() + registered, chance)
    cast_ends = len(drawn) + cast_size()
    with transaction.atomic(), _bar(len(drawn) + registered, shown=progress) as bar:
        occasion = _occasion(seed, as_of)
        company, *others = enter_cast(drawn.names[len(drawn) : cast_ends], occasion)
        specialist = _write_drawn(drawn, first, occasion, bar)
        _write_registered(drawn.names[cast_ends:], first + len(drawn), occasion, chance)
        bar.update(registered)
        if is_at_work:
            fill_desk(first, occasion)
            enter_events(_number_of(specialist), occasion)
            enter_boards(occasion)
            enter_consultations(company.email)
            enter_needs(company.email, _number_of(specialist), occasion)
            enter_enquiries(_number_of(specialist), first, occasion)
            enter_talks(_number_of(specialist), occasion)
            enter_case_files({one.role: one.email for one in others}, _number_of(specialist), occasion)
            recount_loads(by=occasion.by, at=occasion.at)
            _send_past(occasion)
            others += enter_applications(_numbered(drawn.names[cast_ends:], first + len(drawn)), occasion)
            if silent := silent_people(drawn, first + len(drawn) + registered, _frame(occasion)):
                write_people(silent, occasion)
    engine_of(connection.vendor).gather_statistics(connection)
    write_sign_ins([company, specialist, *others])


def _send_past(occasion: Occasion) -> None:
    """What was written before the season opened counts as sent: nobody waits for a letter of a made-up past."""
    past = Letter.objects.filter(state=LetterState.WAITING, written_at__lt=occasion.at)
    past.update(state=LetterState.SENT, sent_at=F("written_at"))


def _check_room(specialists: int, first: int) -> None:
    if not 1 <= specialists <= MOST:
        raise RuleBrokenError(f"登録セキスペの人数は、1 から {MOST} までにしてください。")
    extra = len(hidden_reasons(specialists)) + round(specialists * shares()["register_only_pct"] / 100)
    extra += len(HIDDEN_DAYS_AGO)
    if first + specialists + extra > LAST_NUMBER + 1:
        raise RuleBrokenError("見本用の登録番号（900000番から）が足りません。人数を減らしてください。")


def _first_free_number() -> int:
    used = RegisterEntry.objects.filter(riss_no__gte=str(FIRST_NUMBER)).order_by("-riss_no").first()
    return int(used.riss_no) + 1 if used else FIRST_NUMBER


def _occasion(seed: int, as_of: date) -> Occasion:
    """When and by whom; the turn counts the made-up secretariats that stand already."""
    name = material("organisations")["secretariat"]["name"]
    earlier = Organisation.objects.filter(kind=OrganisationKind.SECRETARIAT, name=name).count()
    at = datetime.combine(as_of, OPENS_AT, tzinfo=JST)
    return Occasion(seed=seed, as_of=as_of, by=Actor("demo", name), at=at, turn=earlier + 1)


def _frame(occasion: Occasion) -> Frame:
    return Frame(
        seed=occasion.seed,
        today=occasion.as_of,
        office=occasion.by.name,
        fresh_days=int(known_settings()["listing.fresh_days"].default),
        reply_days=int(known_settings()["listing.update_reply_days"].default),
        hide_days=int(known_settings()["listing.stale_hide_days"].default),
    )


def _write_drawn(drawn: Population, first: int, occasion: Occasion, bar: Any) -> SignIn:
    frame = _frame(occasion)
    full: set[str] = set()
    for start in range(0, len(drawn), BATCH):
        places = range(start, min(start + BATCH, len(drawn)))
        people = [person(drawn, place, str(first + place), frame) for place in places]
        write_people(people, occasion)
        full.update(one.riss_no for one in people if one.is_full)
        bar.update(len(people))
    sheets = PublishedSheet.objects.select_related("specialist").order_by("riss_no")
    fill_months((sheet for sheet in sheets.filter(riss_no__gte=str(first)) if sheet.riss_no in full), occasion)
    return _specialist_sign_in(first, drawn, occasion)


def _specialist_sign_in(first: int, drawn: Population, occasion: Occasion) -> SignIn:
    """The first on the list whose sheet is fresh may sign in."""
    place = drawn.states.index(ListingState.PUBLISHED)
    user = User.objects.get(specialist__riss_no=str(first + place))
    return equip(user, Role.SPECIALIST.value, "登録セキスペ", occasion, second_factor=True)


def _number_of(one: SignIn) -> str:
    return User.objects.values_list("specialist__riss_no", flat=True).get(email=one.email)


def _numbered(names: list[tuple[str, str]], first: int) -> dict[str, tuple[str, str]]:
    return {str(first + place): name for place, name in enumerate(names)}


def _write_registered(names: list[tuple[str, str]], first: int, occasion: Occasion, chance: Random) -> None:
    kinds = dealt(shares()["register_only"], len(names), chance)
    rows = [
        (str(first + place), name, standing(occasion.as_of, chance, kind))
        for place, (name, kind) in enumerate(zip(names, kinds, strict=True))
    ]
    for start in range(0, len(rows), BATCH):
        write_register_only(rows[start : start + BATCH], occasion)


def _bar(total: int, *, shown: bool) -> Any:
    from tqdm import tqdm

    return tqdm(total=total, unit="人", desc="見本の登録", disable=not shown)
