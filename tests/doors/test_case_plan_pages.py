"""Roadmap and contract note on their pages."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.base.hostile import pdf
from tests.consultations.casework import AT, BY, case, clients_page, coordinator, decided, partner
from tests.doors.entering import rows_of
from tests.doors.test_case_pages import as_specialist, enter
from tsunagu.consultations.actions.case_plans import LineFacts, add_line
from tsunagu.consultations.models import ContractNote, RoadmapLine
from tsunagu.consultations.states import CaseParty, RoadmapState

pytestmark = pytest.mark.django_db
LINE = {"do": "add", "what": "控えを取る", "who": "client", "due_on": "2026-12-25", "state": "planned"}
CONTRACT = {
    "do": "add", "first": "client", "second": "specialist", "amount_yen": "120000", "starts_on": "2026-12-01",
    "ends_on": "", "words": "三回の訪問",
}  # fmt: skip


@pytest.fixture(autouse=True)
def clock(time_machine_at):
    with time_machine_at(AT + timedelta(hours=1)):
        yield


def test_a_line_is_written_changed_and_read_by_all_three_sides() -> None:
    candidate = decided()
    keeper, place = enter(candidate.case.keeper), f"/partner/cases/{candidate.case_id}/roadmap"
    assert keeper.post(place, LINE)["Location"] == place
    line = RoadmapLine.objects.get()

    keeper.post(place, LINE | {"do": "edit", "row": str(line.pk), "seen": "0", "state": "done"})

    theirs, guest = as_specialist(candidate), enter(coordinator(partner(name="よそ")))
    told = [
        rows_of(keeper.get(place)),
        rows_of(theirs.get(f"/specialist/cases/{candidate.pk}")),
        rows_of(guest.get(clients_page(candidate.case))),
    ]
    assert told == [[["控えを取る", "2026年12月25日", "企業", "できました"]]] * 3
    assert guest.get(place).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"), [({"what": ""}, "what"), ({"who": "x"}, "who"), ({"due_on": "x"}, "due_on")]
)
def test_a_wrong_line_is_said_beside_its_field_and_the_words_stay(wrong: dict, field: str) -> None:
    one = case()

    page = enter(one.keeper).post(f"/partner/cases/{one.pk}/roadmap", LINE | wrong)

    form = page.context["add"]
    assert (list(form.errors), form["what"].value(), RoadmapLine.objects.count()) == (
        [field],
        (LINE | wrong)["what"],
        0,
    )


def test_a_line_changed_in_another_window_is_told_and_the_words_stay() -> None:
    one = case()
    facts = LineFacts(what="控え", who=CaseParty.CLIENT, due_on=date(2026, 12, 1), state=RoadmapState.PLANNED)
    line = add_line(one, facts, by=BY, at=AT)
    keeper, place = enter(one.keeper), f"/partner/cases/{one.pk}/roadmap"
    keeper.post(place, LINE | {"do": "edit", "row": str(line.pk), "seen": "0"})

    page = keeper.post(place, LINE | {"do": "edit", "row": str(line.pk), "seen": "0", "what": "別の言葉"})

    (_, form, _) = page.context["forms"][0]
    assert (form["what"].value(), len(form.non_field_errors()), RoadmapLine.objects.get().what) == (
        "別の言葉", 1, "控えを取る",
    )  # fmt: skip


def test_a_line_of_another_case_is_not_touched() -> None:
    one, other = case(), case(partner(name="よそ"))
    facts = LineFacts(what="控え", who=CaseParty.CLIENT, due_on=None, state=RoadmapState.PLANNED)
    line = add_line(other, facts, by=BY, at=AT)

    page = enter(one.keeper).post(f"/partner/cases/{one.pk}/roadmap", {"do": "remove", "row": str(line.pk)})

    assert (page.status_code, RoadmapLine.objects.count()) == (200, 1)


def test_a_contract_is_noted_with_its_paper_for_the_keeper_alone(file_store) -> None:
    one = case()
    keeper, place = enter(one.keeper), f"/partner/cases/{one.pk}/contract"
    paper = SimpleUploadedFile("契約.pdf", pdf(), content_type="application/pdf")

    assert keeper.post(place, CONTRACT | {"file": paper})["Location"] == place

    note = ContractNote.objects.get()
    found = keeper.get(f"{place}/{note.pk}")
    assert (found.content, found["Content-Disposition"].split(";")[0]) == (pdf(), "attachment")
    assert enter(coordinator(one.partner)).get(f"{place}/{note.pk}").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"second": "client"}, "second"), ({"amount_yen": "x"}, "amount_yen"), ({"ends_on": "2026-11-01"}, "ends_on")],
)
def test_a_wrong_contract_is_said_beside_its_field(wrong: dict, field: str) -> None:
    one = case()

    page = enter(one.keeper).post(f"/partner/cases/{one.pk}/contract", CONTRACT | wrong)

    form = page.context["add"]
    assert (list(form.errors), form["words"].value(), ContractNote.objects.count()) == ([field], "三回の訪問", 0)
