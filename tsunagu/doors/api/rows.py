"""Rows and sheets of the directory as answers: words become codes with words."""

from collections.abc import Iterable

from tsunagu.directory.queries.listing import ListPage
from tsunagu.directory.queries.sheets import SheetPage
from tsunagu.directory.rows import ListRow
from tsunagu.doors.api import answers
from tsunagu.reference import listing
from tsunagu.reference.vocabulary import Vocabulary


def _coded(vocabulary: Vocabulary, names: Iterable[str]) -> list[answers.Coded]:
    wanted = set(names)
    return [answers.Coded(code=term.code, name=term.name) for term in vocabulary if term.name in wanted]


def _qualifications(row: ListRow) -> list[answers.Qualification]:
    codes = {term.name: term.code for term in listing.qualifications()}
    return [
        answers.Qualification(code=codes.get(held.name), name=held.name, is_verified=held.is_verified)
        for held in row.qualifications
    ]


def _marks(row: ListRow) -> list[answers.Mark]:
    return [
        answers.Mark(
            column=cell.column, area=cell.area, name=cell.name, mark=cell.mark.sign, is_reference=cell.is_reference
        )
        for cell in row.marks
    ]


def row_answer(row: ListRow) -> answers.Row:
    """One person for one search."""
    available = listing.availability_states().terms[row.availability]
    return answers.Row(
        riss_no=row.riss_no,
        name=row.name,
        organisation=row.organisation,
        affiliation=_coded(listing.affiliation_kinds(), [row.affiliation])[0],
        residence=_coded(listing.prefectures(), [row.residence])[0],
        places=row.places,
        online=row.online,
        themes_able=_coded(listing.themes(), row.themes_able),
        themes_delivered=_coded(listing.themes(), row.themes_delivered),
        track_record=list(row.track_record),
        industries=_coded(listing.industries(), row.industries),
        forms=[
            answers.FormFee(code=form.code, name=form.name, fee=form.fee, is_first_free=form.is_first_free)
            for form in row.forms
        ],
        periods=_coded(listing.periods(), row.periods),
        first_free=row.first_free,
        qualifications=_qualifications(row),
        marks=_marks(row),
        register_years=row.register_years,
        practice_years=row.practice_years,
        cases_supported=row.cases_supported,
        has_chamber_ties=row.has_chamber_ties,
        is_emergency_capable=row.is_emergency_capable,
        availability=answers.Coded(code=available.code, name=row.availability_words),
        absence=answers.Coded(code=row.absence.code, name=row.absence.words) if row.absence else None,
        confirmed_on=row.confirmed_on,
        is_stale=row.is_stale,
        points=row.points,
        lines=[
            answers.Points(
                label=line.label, points=line.points, most=line.most, because=line.because, is_asked=line.is_asked
            )
            for line in row.lines
        ],
        reasons=list(row.reasons),
    )


def page_answer(page: ListPage, *, onwards: str | None) -> answers.Page:
    """One page of the list; `onwards` is the next page's cursor as written."""
    return answers.Page(
        total=page.counts.total,
        position=page.position,
        rows=[row_answer(row) for row in page.rows],
        next=onwards,
        absent=answers.Absent(**page.counts.absent),
        conditions=[
            answers.Chip(
                parameter=chip.facet, label=chip.label, words=chip.words, gain=chip.gain, query=chip.without.query
            )
            for chip in page.chips
        ],
        ways=[answers.Way(words=way.words, gain=way.gain, query=way.conditions.query) for way in page.ways],
    )


def sheet_answer(sheet: SheetPage) -> answers.Sheet:
    """One person's sheet. The ways to reach somebody stay out, the emergency number too (docs/adr/0016)."""
    return answers.Sheet(
        row=row_answer(sheet.row),
        facts=[
            answers.Facts(
                group=group,
                items=[
                    answers.Fact(label=fact.label, value=fact.value, standing=fact.standing, basis=fact.basis)
                    for fact in facts
                ],
            )
            for group, facts in sheet.facts.items()
        ],
        introduction=sheet.introduction,
        other_work=list(sheet.other_work),
    )
