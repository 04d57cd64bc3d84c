"""A code once shipped never disappears: every code in shipped order, and its comparison with today.

Codes are stored in rows, and a code's place is its bit in masks. So a code stays in its place for ever
(a term nobody should choose any more gets `retired: true`), and new codes only go to the end.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tsunagu.reference import listing
from tsunagu.reference.cloud_sheet import cloud_sheet
from tsunagu.reference.incident_training import incident_training
from tsunagu.reference.listing_rules import listing_file
from tsunagu.reference.loading import ReferenceFile, checked
from tsunagu.reference.menus import display_columns, menus
from tsunagu.reference.prefectures import prefectures_file
from tsunagu.reference.scs import scs
from tsunagu.reference.self_diagnosis import self_diagnosis
from tsunagu.reference.skills import skill_areas
from tsunagu.reference.syllabus import syllabus
from tsunagu.reference.vocabulary import Vocabulary
from tsunagu.reference.worksheets import worksheets

HOW_TO = "Run `python -m tsunagu.reference.shipped`; put its lines in reference/data/shipped_codes.yaml."


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedCodes(ReferenceFile):
    """The file `shipped_codes.yaml`: vocabulary → codes in the order they were shipped."""

    codes: Mapping[str, tuple[str, ...]]


@cache
def shipped_codes() -> Mapping[str, tuple[str, ...]]:
    """Every code ever shipped, by vocabulary."""
    return checked("shipped_codes", ShippedCodes).codes


def _vocabularies() -> Iterator[Vocabulary]:
    yield listing.support_forms()
    yield listing.periods()
    yield listing.industries()
    yield listing.qualifications()
    yield listing.affiliation_kinds()
    yield listing.availability_states()
    yield listing.prefectures()
    yield listing.themes()


def present_codes() -> dict[str, tuple[str, ...]]:
    """The codes the reference files hold today, by vocabulary, in order."""
    codes = {vocabulary.code: tuple(term.code for term in vocabulary) for vocabulary in _vocabularies()}
    needs = {f"needs_{menu.code}": tuple(need.code for need in menu.needs) for menu in menus()}
    subitems = {f"skill_subitems_{area.code}": tuple(item.code for item in area.subitems) for area in skill_areas()}
    codes |= needs | subitems
    return codes | {
        "fee_bands": tuple(band.code for band in listing.fee_bands()),
        "listing_states": tuple(state.code for state in listing_file().listing_states),
        "bureaus": tuple(bureau.code for bureau in prefectures_file().bureaus),
        "menus": tuple(menu.code for menu in menus()),
        "display_columns": tuple(column.area for column in display_columns()),
        "skill_areas": tuple(area.code for area in skill_areas()),
        "syllabus_items": tuple(item.code for item in syllabus().items),
        "diagnosis_answers": tuple(answer.code for answer in self_diagnosis().scale),
        "cloud_items": tuple(item.key for item in cloud_sheet().items),
        "incident_phases": tuple(phase.code for phase in incident_training().incident_phases),
        "regulation_choices": worksheets().form2_regulations_check.choice_codes,
        "scs_star3": tuple(requirement.id for requirement in scs().star3),
        "scs_star4_only": tuple(requirement.id for requirement in scs().star4_only),
        "scs_answers": tuple(answer.code for answer in scs().answer_scale),
    }


def lost_codes(shipped: Mapping[str, tuple[str, ...]], present: Mapping[str, tuple[str, ...]]) -> list[str]:
    """One sentence for each shipped code that is gone or stands in another place than it was shipped in."""
    return [
        f"{name}: '{code}' was shipped at place {place}; "
        + (f"it stands at {present[name].index(code)} now." if code in present.get(name, ()) else "it is gone.")
        for name, codes in shipped.items()
        for place, code in enumerate(codes)
        if present.get(name, ())[place : place + 1] != (code,)
    ]


def unrecorded_codes(
    shipped: Mapping[str, tuple[str, ...]], present: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """The vocabularies with codes not recorded yet, as they should stand in the file."""
    return {name: codes for name, codes in present.items() if set(codes) - set(shipped.get(name, ()))}


if __name__ == "__main__":
    import sys

    for name, codes in unrecorded_codes(shipped_codes(), present_codes()).items():
        quoted = ", ".join('"' + code + '"' for code in codes)
        sys.stdout.write(f"  {name}: [{quoted}]\n")
