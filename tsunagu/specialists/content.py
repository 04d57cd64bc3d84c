"""What a specialist's sheet says, and how it becomes the numbers the list works with. Plain functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tsunagu.base.text import grams
from tsunagu.reference.listing import (
    affiliation_kinds,
    fee_bands,
    industries,
    periods,
    prefectures,
    qualifications,
    support_forms,
    themes,
)
from tsunagu.specialists.marks import AUDIT_QUALIFICATIONS
from tsunagu.specialists.states import AreaMark, Availability

BANDS = 7
NO_END = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Fee:
    """料金 of one form: yen for one session of two hours; `max_yen` None = no upper end."""

    form: str
    min_yen: int
    max_yen: int | None
    first_free: bool = False


@dataclass(frozen=True, slots=True)
class HeldQualification:
    """保有する他の資格. Verified when somebody checked a proof; self-declared again after `until` (None = no end)."""

    code: str
    name: str
    verified_by: str = ""
    how: str = ""
    verified_on: date | None = None
    until: date | None = None

    def is_verified(self, *, today: date) -> bool:
        """Whether a checked proof still holds today."""
        return self.verified_on is not None and (self.until is None or self.until >= today)


@dataclass(frozen=True, slots=True)
class Contact:
    """What the person chose to publish; the default is nothing (enquiries are relayed)."""

    email: str = ""
    telephone: str = ""
    emergency_telephone: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """What a specialist told the office alone; never on the sheet.

    `way`: how they may support companies (application.WAYS); `briefing`: how they learnt the rules of the list;
    `grounds`: what an answer of the skill survey rests on, by sub-item ("S1-a").
    """

    way: str = ""
    employer_agreed_on: date | None = None
    briefing: str = ""
    grounds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetContent:
    """個票: everything a specialist declared. Codes are those of `tsunagu.reference`.

    `name`, `name_kana`: as they wish it to read; "" = as the specialist is known. `photo`: key of the kept file.
    """

    affiliation: str
    residence: str
    prefectures: Sequence[str]
    online: bool
    fees: Sequence[Fee]
    themes_able: Sequence[str]
    industries: Sequence[str]
    periods: Sequence[str]
    organisation: str = ""
    themes_delivered: Sequence[str] = ()
    industries_delivered: Sequence[str] = ()
    qualifications: Sequence[HeldQualification] = ()
    practice_years: int = 0
    cases_supported: int = 0
    has_chamber_ties: bool = False
    track_record: Sequence[str] = ()
    other_work: Sequence[str] = ()
    introduction: str = ""
    availability: Availability = Availability.AVAILABLE
    available_from: date | None = None
    paused_until: date | None = None
    monthly_cap: int = 3
    contact: Contact = field(default_factory=Contact)
    open_data_agreed: bool = False
    name: str = ""
    name_kana: str = ""
    photo: int | None = None
    declared: Declared = field(default_factory=Declared)


def form_bands_mask(fees: Sequence[Fee]) -> int:
    """Bit form*7+band for every fee band a form's fee reaches into."""
    mask = 0
    for fee in fees:
        for place, band in enumerate(fee_bands()):
            if band.meets(fee.min_yen, fee.max_yen):
                mask |= 1 << (support_forms().place(fee.form) * BANDS + place)
    return mask


def is_emergency_capable(fees: Sequence[Fee], s5: AreaMark) -> bool:
    """緊急対応可: the form is offered *and* S5 is ○ or better."""
    return s5 >= AreaMark.CIRCLE and any(fee.form == "incident_emergency" for fee in fees)


def proof_until(held: Sequence[HeldQualification]) -> date | None:
    """Until when a checked proof of at least one qualification stands; None = there is none."""
    return max((item.until or NO_END for item in held if item.verified_on), default=None)


def audit_proof_until(held: Sequence[HeldQualification]) -> date | None:
    """Until when verified audit evidence stands (column 7); None = there is none."""
    return proof_until([item for item in held if item.code in AUDIT_QUALIFICATIONS])


def search_facts(content: SheetContent, marks: Mapping[str, AreaMark]) -> dict[str, object]:
    """Column values of the published sheet that follow from content and marks. Raises UnknownCodeError."""
    return {
        "online": content.online,
        "has_chamber_ties": content.has_chamber_ties,
        "is_emergency_capable": is_emergency_capable(content.fees, marks.get("S5", AreaMark.BLANK)),
        "prefectures": prefectures().mask(content.prefectures),
        "form_bands": form_bands_mask(content.fees),
        "forms": support_forms().mask(fee.form for fee in content.fees),
        "first_free_forms": support_forms().mask(fee.form for fee in content.fees if fee.first_free),
        "themes_able": themes().mask(content.themes_able),
        "themes_delivered": themes().mask(content.themes_delivered),
        "industries": industries().mask(content.industries),
        "industries_delivered": industries().mask(content.industries_delivered),
        "periods": periods().mask(content.periods),
        "qualifications": qualifications().mask(item.code for item in content.qualifications),
        "proof_until": proof_until(content.qualifications),
        "affiliation": affiliation_kinds().place(content.affiliation),
        "availability": content.availability,
        "available_from": content.available_from,
        "paused_until": content.paused_until,
        "practice_years": content.practice_years,
        "cases_supported": content.cases_supported,
        "monthly_cap": content.monthly_cap,
        "audit_proof_until": audit_proof_until(content.qualifications),
        "residence": prefectures()[content.residence].code,
        "organisation": content.organisation,
        **{f"mark_{area.lower()}": marks.get(area, AreaMark.BLANK) for area in MARK_COLUMNS},
    }


MARK_COLUMNS = ("A0", "S1", "S2", "S3", "S4", "S5", "S6", "A7")


def search_words(name: str, name_kana: str, content: SheetContent) -> str:
    """The gram column: every word a visitor may look for on this sheet."""
    texts: list[str] = [name, name_kana, content.organisation, content.introduction]
    texts += [*content.track_record, *content.other_work]
    texts += [item.name for item in content.qualifications]
    texts += [themes()[code].name for code in content.themes_able]
    texts += [industries()[code].name for code in content.industries]
    texts += [str(support_forms()[fee.form].facts["list_label"]) for fee in content.fees]
    texts += [prefectures()[code].name for code in content.prefectures]
    return grams(texts)
