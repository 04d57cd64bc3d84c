"""Fees, themes, periods and proofs one person declares. Plain functions."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from tsunagu.demo.material import material
from tsunagu.reference.listing import FeeBand, fee_bands, qualifications
from tsunagu.specialists.content import Fee, HeldQualification
from tsunagu.specialists.marks import AUDIT_QUALIFICATIONS

STEPS = (0, 2000, 5000)  # yen above the lower end of the band
SHIFTS = {"incident_emergency": 1, "lecture_training": 1, "online_consulting": -1}
OPEN_END_PCT = 8


def fees_of(forms: Sequence[str], band: str, first_free: bool, chance: Random) -> list[Fee]:  # noqa: FBT001
    """A fee per form: the first form in the person's own band, the others in it or one beside."""
    bands = fee_bands()
    own = next(place for place, known in enumerate(bands) if known.code == band)
    fees = []
    for at, form in enumerate(forms):
        moved = own + (SHIFTS.get(form, 0) if at and own and chance.random() < 0.5 else 0)
        least, most = _yen(bands[max(min(own, 1), min(moved, len(bands) - 1))], chance)
        fees.append(Fee(form, least, most, first_free and form.endswith("consulting")))
    return fees


def _yen(band: FeeBand, chance: Random) -> tuple[int, int | None]:
    if band.most is None:
        return band.least + chance.choice((0, 10_000, 30_000)), None
    if band.most == 0:
        return 0, 0
    least = 5000 if band.least == 1 else band.least + chance.choice(STEPS)
    if chance.randrange(100) < OPEN_END_PCT:
        return least, None
    return least, chance.choice((least, band.most // 1000 * 1000))


def some_of(percents: Mapping[str, float], chance: Random) -> list[str]:
    """Values each held with its own likelihood; at least the likeliest."""
    held = [code for code, percent in percents.items() if chance.random() * 100 < percent]
    return held or [max(percents, key=percents.__getitem__)]


def part_of(codes: Sequence[str], percent: float, chance: Random) -> list[str]:
    """Some of what somebody can do: that which they have already done."""
    return [code for code in codes if chance.random() * 100 < percent]


def held_qualifications(codes: Sequence[str], office: str, today: date, chance: Random) -> list[HeldQualification]:
    """Qualifications with what proves them: some checked by the office, a few of those no longer valid."""
    return [_held(code, office, today, chance) for code in codes]


def _held(code: str, office: str, today: date, chance: Random) -> HeldQualification:
    name = qualifications()[code].name
    if code == "other":
        return HeldQualification(code, chance.choice(material("sentences")["other_qualifications"]))
    if chance.random() >= (0.6 if code in AUDIT_QUALIFICATIONS else 0.3):
        return HeldQualification(code, name)
    checked = today - timedelta(days=chance.randint(10, 700))
    ends = checked + timedelta(days=chance.choice((180, 365, 1095)))
    until = ends if code in {"cisa", "cissp", "itc", "cais"} else None
    return HeldQualification(code, name, office, "証明書の写しを確認", checked, until)
