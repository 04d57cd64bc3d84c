"""Makes one person out of the drawn population: the same seed, place and day give the same person."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from tsunagu.demo.answers import Answers, answers_for, no_answers
from tsunagu.demo.material import shares
from tsunagu.demo.naming import Name, organisation_of, specialist_address, telephone
from tsunagu.demo.offers import fees_of, held_qualifications, part_of, some_of
from tsunagu.demo.places import reach_of
from tsunagu.demo.population import Population, range_of
from tsunagu.demo.register import RegisterFacts, standing
from tsunagu.demo.words import introduction, other_work, track_record
from tsunagu.specialists.content import Contact, SheetContent
from tsunagu.specialists.freshness_rules import COVERS, last_renewal
from tsunagu.specialists.marks import marks
from tsunagu.specialists.states import AreaMark, Availability, HiddenReason, ListingState

OPEN_DATA_PCT, EMAIL_PCT, TELEPHONE_PCT, EMERGENCY_TELEPHONE_PCT = 85, 30, 18, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What holds for everybody: the day, who checked proofs, how long a confirmation is fresh (days)."""

    seed: int
    today: date
    office: str
    fresh_days: int
    reply_days: int
    hide_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One made-up specialist, ready to be written."""

    riss_no: str
    name: Name
    email: str
    content: SheetContent
    answers: Answers
    marks: dict[str, AreaMark]
    register: RegisterFacts
    state: ListingState
    hidden_reason: HiddenReason | None
    confirmed_on: date | None
    is_full: bool


def person(drawn: Population, place: int, riss_no: str, frame: Frame) -> Person:
    """The person at this place of the population."""
    chance = Random(f"{frame.seed}:{place}")  # noqa: S311  (a demo, not a secret)
    hidden = drawn.hidden[place]
    answered = no_answers()
    if hidden is not HiddenReason.NO_SKILL_ANSWER:
        answered = answers_for({area: dealt[place] for area, dealt in drawn.marks.items()}, chance)
    content = _content(drawn, place, frame, chance)
    proved = [item.code for item in content.qualifications if item.is_verified(today=frame.today)]
    marked = marks(answered, verified_qualifications=proved)
    state = ListingState.HIDDEN if hidden else ListingState(drawn.states[place])
    return Person(
        riss_no=riss_no,
        name=drawn.names[place],
        email=specialist_address(riss_no),
        content=replace(content, contact=_contact(content, riss_no, marked, chance)),
        answers=answered,
        marks=marked,
        register=standing(frame.today, chance),
        state=state,
        hidden_reason=hidden,
        confirmed_on=None if hidden else _confirmed_on(state, frame, chance),
        is_full=not hidden and drawn.full[place],
    )


def _content(drawn: Population, place: int, frame: Frame, chance: Random) -> SheetContent:
    home, affiliation, forms = drawn.homes[place], drawn.affiliations[place], drawn.forms[place]
    cases = chance.randint(*range_of("cases", drawn.cases[place]))
    themes = some_of(shares()["themes_able_pct"], chance)
    able = Availability[drawn.availability[place]]
    later = frame.today + timedelta(days=chance.randint(14, 150))
    content = SheetContent(
        affiliation=affiliation,
        residence=home,
        prefectures=reach_of(home, drawn.reach[place], chance),
        online="online_consulting" in forms,
        fees=fees_of(forms, drawn.bands[place], chance.randrange(100) < shares()["first_free_pct"], chance),
        themes_able=themes,
        industries=drawn.industries[place],
        periods=some_of(shares()["periods_pct"], chance),
        organisation=organisation_of(affiliation, chance),
        themes_delivered=part_of(themes, 55, chance) if cases else (),
        industries_delivered=part_of(drawn.industries[place], 60, chance) if cases else (),
        qualifications=held_qualifications(drawn.qualifications[place], frame.office, frame.today, chance),
        practice_years=chance.randint(*range_of("practice_years", drawn.practice[place])),
        cases_supported=cases,
        has_chamber_ties=drawn.ties[place],
        track_record=track_record(cases, chance),
        other_work=other_work(themes, cases, chance),
        availability=able,
        available_from=later if able in {Availability.LIMITED, Availability.WAITLIST} else None,
        paused_until=later if drawn.paused[place] else None,
        monthly_cap=chance.choices(list(shares()["monthly_cap"]), list(shares()["monthly_cap"].values()))[0],
        open_data_agreed=chance.randrange(100) < OPEN_DATA_PCT,
    )
    return replace(content, introduction=introduction(content, chance))


def _contact(content: SheetContent, riss_no: str, marked: dict[str, AreaMark], chance: Random) -> Contact:
    helps_at_once = marked["S5"] >= AreaMark.CIRCLE and any(fee.form == "incident_emergency" for fee in content.fees)
    mailed, called, urgent = (chance.randrange(100) for _ in range(3))
    return Contact(
        email=specialist_address(riss_no) if mailed < EMAIL_PCT else "",
        telephone=telephone(chance) if called < TELEPHONE_PCT else "",
        emergency_telephone=telephone(chance) if helps_at_once and urgent < EMERGENCY_TELEPHONE_PCT else "",
    )


def _confirmed_on(state: ListingState, frame: Frame, chance: Random) -> date:
    """Fresh ones inside the fresh days and since the renewal, asked ones just past, stale ones past the note too."""
    since_renewal = (frame.today - last_renewal(frame.today)).days + COVERS
    first, last = {
        ListingState.PUBLISHED: (0, min(frame.fresh_days - 1, since_renewal)),
        ListingState.UPDATE_REQUESTED: (frame.fresh_days + 1, frame.fresh_days + frame.reply_days - 1),
        ListingState.STALE: (
            frame.fresh_days + frame.reply_days + 1,
            frame.fresh_days + frame.reply_days + frame.hide_days - 1,
        ),
    }[state]
    return frame.today - timedelta(days=chance.randint(first, last))
