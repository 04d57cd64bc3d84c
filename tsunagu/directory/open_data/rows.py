"""One row of the open data."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PublicFee:
    """Yen for one session of two hours; `max_yen` None = no upper end."""

    form: str
    min_yen: int
    max_yen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDataRow:
    """One listed person. Codes of `tsunagu.reference`; marks as signs."""

    riss_no: str
    name: str
    name_kana: str
    affiliation: str
    organisation: str
    residence: str
    prefectures: tuple[str, ...]
    online: bool
    forms: tuple[str, ...]
    fees: tuple[PublicFee, ...]
    first_free_forms: tuple[str, ...]
    periods: tuple[str, ...]
    themes_able: tuple[str, ...]
    themes_delivered: tuple[str, ...]
    industries: tuple[str, ...]
    industries_delivered: tuple[str, ...]
    qualifications_verified: tuple[str, ...]
    qualifications_declared: tuple[str, ...]
    mark_a0: str
    mark_s1: str
    mark_s2: str
    mark_s3: str
    mark_s4: str
    mark_s5: str
    mark_s6: str
    mark_a7: str
    audit_is_reference: bool
    registered_on: date
    register_valid_until: date
    practice_years: int
    cases_supported: int
    has_chamber_ties: bool
    is_emergency_capable: bool
    availability: str
    confirmed_on: date
    is_stale: bool
    track_record: tuple[str, ...]
    other_work: tuple[str, ...]
    introduction: str
    emergency_telephone: str
