"""Reads of the specialists room for everybody: the register look-up by number (支援士検索)."""

from dataclasses import dataclass
from datetime import date

from tsunagu.specialists.content import MARK_COLUMNS
from tsunagu.specialists.models import PublishedSheet, RegisterEntry
from tsunagu.specialists.register_rules import standing_on
from tsunagu.specialists.states import AreaMark, RegisterStatus

IN_FORCE = frozenset({RegisterStatus.VALID, RegisterStatus.SUSPENDED})


@dataclass(frozen=True, slots=True)
class LookUpMark:
    """The mark of one area; `is_reference`: column 7 without audit evidence that holds (reference 01)."""

    area: str
    mark: AreaMark
    is_reference: bool


@dataclass(frozen=True, slots=True)
class LookUp:
    """What everybody may know of a number. `name` "" and `marks` () where the person has not agreed to show them.

    `standing`: what the register says today; of somebody no longer registered name and marks are never shown.
    """

    riss_no: str
    standing: RegisterStatus
    valid_until: date
    extract_on: date
    is_listed: bool
    name: str
    marks: tuple[LookUpMark, ...]

    @property
    def is_registered(self) -> bool:
        """Whether the person is on the register today; somebody suspended is."""
        return self.standing in IN_FORCE


def look_up(riss_no: str, *, today: date) -> LookUp | None:
    """A six-digit number on the register, with what the person agreed to show; None = no such number. Two queries.

    Source: reference 10, existing_service (全登録者が管理番号ベース。氏名・スキルは任意).
    """
    entry = RegisterEntry.objects.filter(riss_no=riss_no).first()
    if entry is None:
        return None
    standing = standing_on(RegisterStatus(entry.status), entry.valid_until, today=today)
    is_registered = standing in IN_FORCE
    sheet = PublishedSheet.objects.filter(riss_no=riss_no).first()
    return LookUp(
        riss_no=riss_no,
        standing=standing,
        valid_until=entry.valid_until,
        extract_on=entry.extract_on,
        is_listed=sheet is not None and sheet.is_listed,
        name=entry.name if entry.may_show_name and is_registered else "",
        marks=_marks(sheet, today) if sheet and entry.may_show_skills and is_registered else (),
    )


def _marks(sheet: PublishedSheet, today: date) -> tuple[LookUpMark, ...]:
    has_proof = sheet.audit_proof_until is not None and sheet.audit_proof_until >= today
    return tuple(
        _mark(area, AreaMark(getattr(sheet, f"mark_{area.lower()}")), has_proof=has_proof) for area in MARK_COLUMNS
    )


def _mark(area: str, mark: AreaMark, *, has_proof: bool) -> LookUpMark:
    is_reference = area == "A7" and bool(mark) and not has_proof
    return LookUpMark(area, AreaMark.CIRCLE if is_reference else mark, is_reference)
