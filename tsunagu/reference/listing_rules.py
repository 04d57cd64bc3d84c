"""掲載の決まり: who may be listed, fields of a sheet, standing of items, states. Source: reference file 10.

The vocabularies of the same file (forms, industries, …) are in `listing`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tsunagu.reference.loading import ReferenceFile, Sourced, checked, known


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility(Sourced):
    """Who may be listed and who may not."""

    who: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingField(Sourced):
    """掲載項目: how it is vouched for (`verify`) and whether it is public (yes, or in which way)."""

    key: str
    name: str
    verify: str
    public: bool | str
    format: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFields:
    """The fields of a sheet by section."""

    basic: tuple[ListingField, ...]
    ability: tuple[ListingField, ...]
    terms: tuple[ListingField, ...]
    pr: tuple[ListingField, ...]
    details_under_study: tuple[str, ...]
    status: tuple[ListingField, ...]

    @property
    def all(self) -> tuple[ListingField, ...]:
        """Every field, in the order of the sheet."""
        return self.basic + self.ability + self.terms + self.pr + self.status


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationClass(Sourced):
    """確認済み, 実績, 本人申告, 計算: what falls under it."""

    label: str
    items: tuple[str, ...]
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingStateRow:
    """A state of a listing and the states it may move to."""

    code: str
    name: str
    next: tuple[str, ...]
    needs_reason: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFile(ReferenceFile):
    """The file `listing.yaml`; the vocabularies stand here as plain rows."""

    eligibility: Eligibility
    prototype_population: Mapping[str, Any]
    prototype_priority_2024: str
    operator: Mapping[str, str]
    registration: Mapping[str, str]
    existing_service: Mapping[str, str]
    fields: ListingFields
    verification_classes: Mapping[str, VerificationClass]
    support_forms: tuple[Mapping[str, Any], ...]
    periods: tuple[Mapping[str, Any], ...]
    price: Mapping[str, Any]
    industries: tuple[Mapping[str, Any], ...]
    industries_note: str
    other_qualifications: tuple[Mapping[str, Any], ...]
    track_record_samples: tuple[str, ...]
    affiliation_kinds: tuple[Mapping[str, Any], ...]
    affiliation_note: str
    availability_states: tuple[Mapping[str, Any], ...]
    listing_states: tuple[ListingStateRow, ...]
    ranking_requirements_seed: tuple[str, ...]
    selection_viewpoints_seed: tuple[str, ...]
    usage_modes: tuple[Mapping[str, str], ...]
    support_org_uses: tuple[str, ...]
    scenario_support_org: Mapping[str, tuple[str, ...]]
    scenario_it_vendor: tuple[str, ...]

    def __post_init__(self) -> None:
        """States lead to states."""
        codes = [state.code for state in self.listing_states]
        for state in self.listing_states:
            known(f"state {state.code}", codes, state.next)


@cache
def listing_file() -> ListingFile:
    """Everything about listings that is not a vocabulary."""
    return checked("listing", ListingFile)
