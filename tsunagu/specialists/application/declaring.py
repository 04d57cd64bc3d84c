"""A draft's values → the sheet they declare, and a sheet's content → the values of the steps. Plain functions."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tsunagu.reference.listing import qualifications
from tsunagu.reference.syllabus import syllabus
from tsunagu.specialists.application.fees import fee_values, fees_of
from tsunagu.specialists.application.reading import empty_values
from tsunagu.specialists.application.steps import PHOTO, steps
from tsunagu.specialists.application.survey import grounds_of, survey_values
from tsunagu.specialists.content import Contact, Declared, HeldQualification, SheetContent

OTHER = "other"
MONTHLY_CAP = 3


def content_of(said: Mapping[str, Any]) -> SheetContent:
    """The sheet a whole draft declares. Qualifications are as declared: what was checked is added by who publishes."""
    told = {code: empty_values(step) | said.get(code, {}) for code, step in steps().items()}
    basics, terms, places = told["basics"], told["terms"], told["places"]
    themes, industries, experience = told["themes"], told["industries"], told["experience"]
    return SheetContent(
        name=basics["name"],
        name_kana=basics["name_kana"],
        affiliation=basics["affiliation"],
        organisation=basics["organisation"],
        residence=basics["residence"],
        prefectures=tuple(places["prefectures"]),
        online=bool(places["online"]),
        fees=fees_of(terms),
        periods=tuple(terms["periods"]),
        monthly_cap=terms["monthly_cap"] or MONTHLY_CAP,
        themes_able=tuple(themes["themes_able"]),
        themes_delivered=tuple(themes["themes_delivered"]),
        industries=tuple(industries["industries"]),
        industries_delivered=tuple(industries["industries_delivered"]),
        qualifications=_held(told["qualifications"]),
        practice_years=experience["practice_years"] or 0,
        cases_supported=experience["cases_supported"] or 0,
        has_chamber_ties=bool(experience["has_chamber_ties"]),
        other_work=tuple(_work_names()[code] for code in experience["work_items"]),
        track_record=tuple(experience["cases"]),
        introduction=told["introduction"]["introduction"],
        contact=Contact(*(told["contact"][key] for key in ("email", "telephone", "emergency_telephone"))),
        open_data_agreed=bool(told["contact"]["open_data_agreed"]),
        photo=said.get(PHOTO, {}).get(PHOTO),
        declared=_declared(told["eligibility"], said),
    )


def _work_names() -> dict[str, str]:
    return {item.code: item.name for item in syllabus().items}


def _held(values: Mapping[str, Any]) -> tuple[HeldQualification, ...]:
    known = [HeldQualification(code, qualifications()[code].name) for code in values["held"]]
    return (*known, *(HeldQualification(OTHER, name) for name in values["others"]))


def _declared(values: Mapping[str, Any], said: Mapping[str, Any]) -> Declared:
    agreed = values["employer_agreed_on"] if values["employer_agreed"] else ""
    return Declared(
        way=values["way"],
        employer_agreed_on=date.fromisoformat(agreed) if agreed else None,
        briefing=values["briefing"],
        grounds=grounds_of(said),
    )


def values_of(
    content: SheetContent, levels: Mapping[str, Sequence[int | None]], *, riss_no: str
) -> dict[str, dict[str, Any]]:
    """The steps as they would stand had this sheet been typed; `levels` by sub-item."""
    agreed = content.declared.employer_agreed_on
    return {
        "basics": {
            "riss_no": riss_no,
            "name": content.name,
            "name_kana": content.name_kana,
            "affiliation": content.affiliation,
            "organisation": content.organisation,
            "residence": content.residence,
        },
        "eligibility": {
            "way": content.declared.way,
            "briefing": content.declared.briefing,
            "employer_agreed": True if agreed else None,
            "employer_agreed_on": agreed.isoformat() if agreed else "",
        },
        **survey_values(levels, content.declared.grounds),
        "themes": {"themes_able": list(content.themes_able), "themes_delivered": list(content.themes_delivered)},
        "terms": {
            **fee_values(content.fees),
            "periods": list(content.periods),
            "monthly_cap": content.monthly_cap,
        },
        "places": {"prefectures": list(content.prefectures), "online": content.online},
        "industries": {
            "industries": list(content.industries),
            "industries_delivered": list(content.industries_delivered),
        },
        "qualifications": {
            "held": [item.code for item in content.qualifications if item.code != OTHER],
            "others": [item.name for item in content.qualifications if item.code == OTHER],
        },
        "experience": _experience(content),
        "introduction": {"introduction": content.introduction},
        PHOTO: {PHOTO: content.photo} if content.photo else {},
        "contact": {
            "email": content.contact.email,
            "telephone": content.contact.telephone,
            "emergency_telephone": content.contact.emergency_telephone,
            "open_data_agreed": content.open_data_agreed,
        },
    }


def _experience(content: SheetContent) -> dict[str, Any]:
    """Work the syllabus names stands in its order; work in other words is a case."""
    names = _work_names()
    return {
        "practice_years": content.practice_years,
        "cases_supported": content.cases_supported,
        "has_chamber_ties": content.has_chamber_ties,
        "work_items": [code for code, name in names.items() if name in content.other_work],
        "cases": [*content.track_record, *(work for work in content.other_work if work not in names.values())],
    }
