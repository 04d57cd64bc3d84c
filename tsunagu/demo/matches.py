"""The matches of the past consultation days, each step through the actions: as many as in the programme of 2024.

Themes and chambers as in reference 12 (theme_by_region), and one that was withdrawn before it began.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tsunagu.base.actor import VISITOR, Actor
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import ConsultationState
from tsunagu.demo.material import material
from tsunagu.events.models import EventRegistration
from tsunagu.guidance.actions import accept_proposal, choose_candidate, withdraw_engagement
from tsunagu.guidance.models import Engagement
from tsunagu.guidance.states import WithdrawnBy
from tsunagu.matching.actions.answering import decline_proposal
from tsunagu.matching.actions.needs import NeedFacts, close_need, make_need
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_sources import CONSULTATION, source_of
from tsunagu.matching.states import NeedClosed, NeedOrigin, ProposalState, Refusal
from tsunagu.partners.models import Partner
from tsunagu.reference.figures import figures
from tsunagu.reference.listing import prefectures, themes
from tsunagu.specialists.models import PublishedSheet, Specialist

DAY = timedelta(days=1)
EXTRA = "T1"  # the theme of who withdraws
DECLINES = 6  # of every so many companies, the first one asked cannot
WITHDRAWN = "社内の都合で、今年度は見送ることにしました。"


@dataclass(frozen=True, slots=True)
class Wish:
    """One company that came to an event, the theme it is guided in, and the consultation it had there."""

    registration: EventRegistration
    consultation: Consultation | None
    partner: Partner
    theme: str
    place: int

    @property
    def begins_at(self) -> datetime:
        """Some days after the event, not all at once."""
        return self.registration.event.ends_at + (2 + self.place % 4) * DAY


def enter_matches(chambers: Sequence[Partner]) -> int:
    """`chambers` in the order of the published figures. How many were matched; the last one withdraws.

    A season with too few people leaves some companies without anybody.
    """
    engagements = [one for wish in _wishes(chambers) if (one := _match(wish))]
    last = engagements[-1]
    by = Actor("demo", last.partner.organisation.name if last.partner else "")
    withdrawn = withdraw_engagement(last, WithdrawnBy.COMPANY, WITHDRAWN, by=by, at=last.opened_at + DAY)
    close_need(withdrawn.need, NeedClosed.BY_COMPANY, by=VISITOR, at=last.opened_at + DAY)
    return len(engagements)


def _wishes(chambers: Sequence[Partner]) -> Iterator[Wish]:
    """Companies of each chamber take the themes of its row in turn; one more of the first chamber comes last."""
    programme = figures().programme_2024
    place = 0
    for partner, region in (*zip(chambers, programme.chambers, strict=True), (chambers[0], "")):
        taken = [EXTRA] if not region else _themes_of(region)
        came = _came(partner)[-1:] if not region else _came(partner)
        for (registration, consultation), theme in zip(came, taken, strict=False):
            yield Wish(registration, consultation, partner, theme, place)
            place += 1


def _themes_of(region: str) -> list[str]:
    """T1, T1, … T5 as often as the published row of a region says; its last number is the total."""
    table = figures().programme_2024.theme_by_region
    counts = zip(table["columns"], table[region], strict=True)
    return [str(code) for code, count in counts if code in themes() for _ in range(int(count))]


def _came(partner: Partner) -> list[tuple[EventRegistration, Consultation | None]]:
    """Who came to the chamber's events, with the consultation they had: those heard first, then in their turn."""
    found = EventRegistration.objects.filter(event__partner=partner, arrived_at__isnull=False).select_related("event")
    heard = {
        one.registration_id: one
        for one in Consultation.objects.filter(event__partner=partner, state=ConsultationState.HELD)
    }
    rows = [(one, heard.get(one.pk)) for one in found.order_by("event__starts_at", "turn")]
    return sorted(rows, key=lambda row: row[1] is None)


def _match(wish: Wish) -> Engagement | None:
    """From the need to the engagement; of every few companies the first one asked declines. None: nobody was found."""
    need, at = _need(wish), wish.begins_at + DAY
    shown = list(need.proposals.order_by("rank"))
    if not shown:
        return None
    chosen = choose_candidate(shown[0], [one.pk for one in shown[1:]], by=VISITOR, at=at)
    if chosen.engagement is not None:
        return chosen.engagement
    if wish.place % DECLINES == DECLINES - 1:
        decline(need, at=at + DAY)
    return accept(need, at=at + 2 * DAY)


def decline(need: Need, *, at: datetime) -> None:
    """Who is asked cannot."""
    if asked := _asked(need):
        decline_proposal(asked, asked.specialist, Refusal.BUSY, by=actor_of(asked.specialist), at=at)


def accept(need: Need, *, at: datetime) -> Engagement | None:
    """Who is asked says yes, with who comes along. None: nobody is asked."""
    opened = None
    if asked := _asked(need):
        for person in filter(None, (asked.specialist, asked.companion)):
            opened = accept_proposal(asked, person=person, by=actor_of(person), at=at)
    return opened


def actor_of(person: Specialist) -> Actor:
    """A specialist as the journal names them."""
    return Actor(f"user:{person.user_id}", person.name)


def _asked(need: Need) -> Proposal | None:
    asked = need.proposals.filter(state=ProposalState.ASKED)
    return asked.select_related("need", "specialist__user", "companion__user").first()


def _need(wish: Wish) -> Need:
    """After the consultation, or as the companies without one come in turn: some are brought by a specialist."""
    way = NeedOrigin.CONSULTATION if wish.consultation else NeedOrigin(_in_turn("ways", wish.place))
    one, prefecture = wish.registration, wish.partner.organisation.prefecture
    facts = NeedFacts(
        organisation_name=one.organisation_name,
        contact_name=one.contact_name,
        email=one.email,
        telephone=one.telephone,
        prefecture=prefecture,
        industry=one.industry,
        theme_code=wish.theme,
        words=_in_turn("words", wish.place),
    )
    brings = way is NeedOrigin.SPECIALIST and one.email
    return make_need(
        facts,
        origin=way if brings or way is not NeedOrigin.SPECIALIST else NeedOrigin.PARTNER,
        source=source_of(CONSULTATION, wish.consultation.pk) if wish.consultation else "",
        partner=wish.partner,
        season=one.event.season,
        brought_by=who_brings(wish.theme, prefecture, wish.place) if brings else None,
        is_proved=True,
        by=VISITOR,
        at=wish.begins_at,
    )


def who_brings(theme: str, prefecture: str, place: int) -> Specialist:
    """Somebody on the list who can do the theme there; where nobody can, somebody else on it."""
    listed = PublishedSheet.objects.listed().filter(specialist__user__isnull=False).select_related("specialist__user")
    sheets = list(listed.order_by("riss_no"))
    here, able = prefectures().mask((prefecture,)), themes().mask((theme,))
    fitting = [one for one in sheets if one.prefectures & here and one.themes_able & able] or sheets
    return fitting[place % len(fitting)].specialist


def _in_turn(what: str, place: int) -> str:
    rows = material("needs")[what]
    return str(rows[place % len(rows)])
