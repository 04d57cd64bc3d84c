"""The roadmap all three sides read, and contracts noted for the keeper alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from tests.base.hostile import pdf
from tests.consultations.casework import AT, BY, asked, case, decided
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.actions.case_files import OVER, close_case
from tsunagu.consultations.actions.case_plans import (
    CHANGED,
    GONE,
    ContractFacts,
    LineFacts,
    add_line,
    edit_line,
    note_contract,
    remove_contract,
    remove_line,
)
from tsunagu.consultations.case_people import candidacy_page, client_page
from tsunagu.consultations.case_plans import contract_rows, roadmap_rows
from tsunagu.consultations.models import ContractNote, RoadmapLine
from tsunagu.consultations.states import CaseParty, RoadmapState
from tsunagu.vault import retention
from tsunagu.vault.models import StoredFile
from tsunagu.vault.retention_table import periods

pytestmark = pytest.mark.django_db
LINE = LineFacts(
    what="控えの取り方を決める", who=CaseParty.CLIENT, due_on=date(2026, 12, 25), state=RoadmapState.PLANNED
)
CONTRACT = ContractFacts(
    first=CaseParty.CLIENT, second=CaseParty.SPECIALIST, amount_yen=120_000, starts_on=date(2026, 12, 1),
    ends_on=date(2027, 3, 31), words="三回の訪問",
)  # fmt: skip


def test_lines_stand_by_their_day_and_the_decided_specialist_and_the_client_read_them() -> None:
    candidate = decided()
    for line in (
        replace(LINE, what="あと", due_on=None),
        replace(LINE, what="二つめ"),
        replace(LINE, what="はじめ", due_on=date(2026, 12, 1)),
    ):
        add_line(candidate.case, line, by=BY, at=AT)

    told = [[row.what for row in rows] for rows in (
        roadmap_rows(candidate.case), candidacy_page(candidate).roadmap, client_page(candidate.case).roadmap,
    )]  # fmt: skip

    assert told == [["はじめ", "二つめ", "あと"]] * 3


def test_who_is_only_asked_does_not_read_the_roadmap() -> None:
    candidate = asked()
    add_line(candidate.case, LINE, by=BY, at=AT)

    assert candidacy_page(candidate).roadmap == ()


def test_a_line_is_changed_by_one_window_at_a_time() -> None:
    line = add_line(case(), LINE, by=BY, at=AT)
    edit_line(line, replace(LINE, state=RoadmapState.DONE), seen=0, by=BY, at=AT)

    with pytest.raises(RuleBrokenError, match=CHANGED):
        edit_line(line, replace(LINE, what="別"), seen=0, by=BY, at=AT)

    line.refresh_from_db()
    assert (line.what, line.state, line.revision) == (LINE.what, "done", 1)


def test_a_line_is_taken_out_once() -> None:
    line = add_line(case(), LINE, by=BY, at=AT)
    again = RoadmapLine.objects.select_related("case").get()
    remove_line(line, by=BY, at=AT)

    with pytest.raises(RuleBrokenError, match=GONE):
        remove_line(again, by=BY, at=AT)


@pytest.mark.parametrize("what", [" ", "あ" * 2001])
def test_a_line_without_words_or_with_too_many_is_refused(what: str) -> None:
    with pytest.raises(RuleBrokenError) as refusal:
        add_line(case(), replace(LINE, what=what), by=BY, at=AT)

    assert refusal.value.field == "what"


def test_a_roadmap_has_an_end() -> None:
    one = case()
    RoadmapLine.objects.bulk_create(
        [RoadmapLine(scope=one.scope, case=one, what="x", who="client", written_at=AT) for _ in range(60)]
    )

    with pytest.raises(RuleBrokenError, match="60行"):
        add_line(one, LINE, by=BY, at=AT)


def test_a_contract_is_noted_with_its_paper_and_taken_out_with_it(file_store) -> None:
    one = case()
    note = note_contract(one, CONTRACT, ContentFile(pdf(), name="契約.pdf"), by=BY, at=AT)

    (row,) = contract_rows(one)
    assert (row.parties, row.amount, row.paper) == ("企業と専門家", "120,000円", "契約.pdf")
    remove_contract(note, by=BY, at=AT)
    assert (contract_rows(one), StoredFile.objects.filter(erased_at=None).count()) == ((), 0)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"second": CaseParty.CLIENT}, "second"),
        ({"amount_yen": -1}, "amount_yen"),
        ({"amount_yen": 10**12 + 1}, "amount_yen"),
        ({"ends_on": date(2026, 11, 30)}, "ends_on"),
        ({"words": "あ" * 2001}, "words"),
    ],
)
def test_a_contract_that_cannot_be_is_refused(wrong: dict, field: str) -> None:
    with pytest.raises(RuleBrokenError) as refusal:
        note_contract(case(), replace(CONTRACT, **wrong), by=BY, at=AT)

    assert (refusal.value.field, ContractNote.objects.count()) == (field, 0)


def test_in_a_closed_case_nothing_is_planned_any_more() -> None:
    one = case()
    line, note = add_line(one, LINE, by=BY, at=AT), note_contract(one, CONTRACT, by=BY, at=AT)
    close_case(one, by=BY, at=AT)

    for act in (
        lambda: add_line(one, LINE, by=BY, at=AT),
        lambda: edit_line(line, LINE, seen=0, by=BY, at=AT),
        lambda: remove_line(line, by=BY, at=AT),
        lambda: note_contract(one, CONTRACT, by=BY, at=AT),
        lambda: remove_contract(note, by=BY, at=AT),
    ):
        with pytest.raises(RuleBrokenError, match=OVER):
            act()


def test_a_contracts_paper_goes_with_the_case(file_store) -> None:
    note_contract(case(), CONTRACT, ContentFile(pdf(), name="a.pdf"), by=BY, at=AT)

    retention.run(at=AT + timedelta(days=periods()["case"].days + 2))

    assert (ContractNote.objects.count(), StoredFile.objects.filter(erased_at=None).count()) == (0, 0)
