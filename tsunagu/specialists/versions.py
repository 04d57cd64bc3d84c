"""Which changes of a published sheet go live at once and which wait for the office. Plain functions.

Source: reference 10, verification_classes; 掲載基準 not_bound_to_employer. Name and employer were checked by the
office, so a change of them is checked again. A paper proves one qualification as it is called: another is
self-declared until its own paper is checked (`proofs`), so nothing of those waits.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tsunagu.specialists.content import HeldQualification, SheetContent
from tsunagu.specialists.states import Availability

WAITING = {
    "name": "氏名",
    "name_kana": "よみ",
    "affiliation": "働き方",
    "organisation": "所属する組織",
    "way": "支援できる立場",
}


def waiting_items(now: SheetContent, wanted: SheetContent) -> list[str]:
    """The items whose change the office must check first, in the order of `WAITING`."""
    return [item for item in WAITING if _said(now, item) != _said(wanted, item)]


def live_part(now: SheetContent, wanted: SheetContent) -> SheetContent:
    """What goes live at once: everything wanted, the items that wait as they are now."""
    return replace(
        wanted,
        name=now.name,
        name_kana=now.name_kana,
        affiliation=now.affiliation,
        organisation=now.organisation,
        declared=replace(
            wanted.declared, way=now.declared.way, employer_agreed_on=now.declared.employer_agreed_on
        ),
    )  # fmt: skip


def as_declared(content: SheetContent) -> SheetContent:
    """Content without what others added to it: no facts of checks, nothing of availability."""
    return replace(
        content,
        qualifications=tuple(HeldQualification(item.code, item.name) for item in content.qualifications),
        availability=Availability.AVAILABLE,
        available_from=None,
        paused_until=None,
    )


def with_checks(content: SheetContent, checked: Iterable[HeldQualification], *, today: date) -> SheetContent:
    """Content with the facts of checks that still stand today, by code and name."""
    facts = {(item.code, item.name): item for item in checked if item.is_verified(today=today)}
    held = tuple(facts.get((item.code, item.name), item) for item in as_declared(content).qualifications)
    return replace(content, qualifications=held)


def _said(content: SheetContent, item: str) -> object:
    if item == "way":
        return content.declared.way, content.declared.employer_agreed_on
    return getattr(content, item)
