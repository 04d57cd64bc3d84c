"""A published sheet read back as content: for people whose sheet is older than their versions. Plain reads."""

from datetime import date
from typing import Any

from tsunagu.reference.listing import (
    affiliation_kinds,
    industries,
    periods,
    prefectures,
    qualifications,
    support_forms,
    themes,
)
from tsunagu.specialists.content import Contact, Fee, HeldQualification, SheetContent
from tsunagu.specialists.models import PublishedSheet
from tsunagu.specialists.states import Availability


def content_of_sheet(sheet: PublishedSheet) -> SheetContent:
    """What a sheet (with its text) says, as content."""
    text = sheet.text
    return SheetContent(
        name=sheet.name,
        name_kana=sheet.name_kana,
        affiliation=affiliation_kinds().terms[sheet.affiliation].code,
        residence=sheet.residence,
        prefectures=tuple(prefectures().codes_in(sheet.prefectures)),
        online=sheet.online,
        fees=tuple(Fee(**fee) for fee in text.fees if fee["form"] in support_forms()),
        themes_able=tuple(themes().codes_in(sheet.themes_able)),
        themes_delivered=tuple(themes().codes_in(sheet.themes_delivered)),
        industries=tuple(industries().codes_in(sheet.industries)),
        industries_delivered=tuple(industries().codes_in(sheet.industries_delivered)),
        periods=tuple(periods().codes_in(sheet.periods)),
        organisation=sheet.organisation,
        qualifications=tuple(held_of(held) for held in text.qualifications if held["code"] in qualifications()),
        practice_years=sheet.practice_years,
        cases_supported=sheet.cases_supported,
        has_chamber_ties=sheet.has_chamber_ties,
        track_record=tuple(text.track_record),
        other_work=tuple(text.other_work),
        introduction=text.introduction,
        availability=Availability(sheet.availability),
        available_from=sheet.available_from,
        paused_until=sheet.paused_until,
        monthly_cap=sheet.monthly_cap,
        contact=Contact(**text.contact),
        open_data_agreed=text.open_data_agreed,
        photo=int(text.photo) if text.photo.isdecimal() else None,
    )


def held_of(held: dict[str, Any]) -> HeldQualification:
    """One qualification as the sheet's text keeps it."""
    days = {key: date.fromisoformat(held[key]) if held[key] else None for key in ("verified_on", "until")}
    return HeldQualification(held["code"], held["name"], held["verified_by"], held["how"], **days)
