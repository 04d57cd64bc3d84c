"""Draws what everybody has, in the published shares (reference 10, 12). Plain functions; chance comes in.

Listed people come first, then those the list leaves out for the three published reasons.
"""

from dataclasses import dataclass
from random import Random

from tsunagu.demo.answers import meant_marks
from tsunagu.demo.dealing import by_rank, dealt, dealt_choices, picked
from tsunagu.demo.material import published_pct, shares, survey
from tsunagu.demo.naming import Name, full_names
from tsunagu.demo.places import chamber_ties, residences
from tsunagu.specialists.states import AreaMark, HiddenReason

REASONS = {
    HiddenReason.NO_SKILL_ANSWER: "no_answer",
    HiddenReason.EMPLOYER: "employer",
    HiddenReason.DECLINED: "declined",
}
NO_CASE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """One list per trait, one place per person. `hidden` is None for those on the list."""

    names: list[Name]
    hidden: list[HiddenReason | None]
    homes: list[str]
    marks: dict[str, list[AreaMark]]
    affiliations: list[str]
    practice: list[str]
    cases: list[str]
    industries: list[list[str]]
    forms: list[list[str]]
    qualifications: list[list[str]]
    bands: list[str]
    ties: list[bool]
    reach: list[str]
    availability: list[str]
    states: list[str]
    paused: list[bool]
    full: list[bool]

    def __len__(self) -> int:
        return len(self.hidden)

    @property
    def listed(self) -> int:
        """How many are on the list."""
        return self.hidden.count(None)


def hidden_reasons(listed: int) -> list[HiddenReason]:
    """Who is left out beside so many listed: 5 + 10 + 3 beside 203, in proportion otherwise."""
    published = survey()["excluded"]
    return [
        reason for reason, key in REASONS.items() for _ in range(round(listed * published[key] / survey()["listed"]))
    ]


def draw(listed: int, extra_names: int, chance: Random) -> Population:
    """A population with so many listed. `extra_names` more names are drawn for the rest of the cast."""
    left_out = hidden_reasons(listed)
    hidden: list[HiddenReason | None] = [*[None] * listed, *left_out]
    count = len(hidden)
    ability = [chance.gauss(0, 1) for _ in range(count)]
    practice = by_rank(survey()["experience_years_pct"], [0.5 * able + chance.gauss(0, 1) for able in ability])
    homes = residences(listed, chance) + residences(len(left_out), chance)
    return Population(
        names=full_names(count + extra_names, chance),
        hidden=hidden,
        homes=homes,
        marks=meant_marks(ability, [why is HiddenReason.NO_SKILL_ANSWER for why in hidden], chance),
        affiliations=dealt(published_pct("affiliation_kinds", "pct"), count, chance),
        practice=practice,
        cases=by_rank(_cases(), [_rank(years) + chance.gauss(0, 1) for years in practice]),
        **_choices(count, chance),
        bands=dealt(shares()["fee_bands"], count, chance),
        ties=chamber_ties(homes, chance),
        reach=dealt(shares()["reach"], count, chance),
        availability=dealt(shares()["availability"], count, chance),
        states=dealt(shares()["standing_state"], listed, chance),
        paused=picked(shares()["paused_pct"], listed, chance) + [False] * len(left_out),
        full=picked(shares()["full_pct"], listed, chance),
    )


def _choices(count: int, chance: Random) -> dict[str, list[list[str]]]:
    industries = published_pct("industries", "pct")
    forms = published_pct("support_forms", "wanted_pct")
    titles = {**published_pct("other_qualifications", "pct"), **shares()["qualifications_pct"]}
    return {
        "industries": dealt_choices(industries, industries.pop("none"), count, chance),
        "forms": dealt_choices(forms, forms.pop("none"), count, chance),
        "qualifications": dealt_choices(titles, shares()["no_qualification_pct"], count, chance),
    }


def _cases() -> dict[str, float]:
    published: dict[str, float] = survey()["cases_pct_of_221"]
    return {NO_CASE: 100 - sum(published.values()), **published}


def _rank(years: str) -> float:
    return float(list(survey()["experience_years_pct"]).index(years))


def range_of(kind: str, label: str) -> tuple[int, int]:
    """First and last number a published label stands for: ("cases", "5件未満") → (1, 4)."""
    if label == NO_CASE:
        return 0, 0
    first, last = shares()[kind][label]
    return first, last
