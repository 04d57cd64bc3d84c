"""A client's case: opened, its chain walked, skipped and gone back, edited by one window at a time, closed, erased."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from tests.base.hostile import pdf
from tests.consultations.casework import AT, BY, CLIENT, asked, case, partner
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.actions.case_files import CHANGED, OVER, close_case, edit_case
from tsunagu.consultations.actions.case_papers import read_paper
from tsunagu.consultations.actions.case_steps import ELSEWHERE, StepRecord, go_back, write_step
from tsunagu.consultations.case_chains import chain, step_after
from tsunagu.consultations.case_queries import case_page
from tsunagu.consultations.models import CaseFile, CasePaper
from tsunagu.consultations.states import CaseKind, StepMove
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.partners.states import PartnerKind
from tsunagu.reference.loading import load
from tsunagu.specialists.models import PublishedSheet
from tsunagu.vault import retention
from tsunagu.vault.models import StoredFile
from tsunagu.vault.retention_table import periods

pytestmark = pytest.mark.django_db
TOLD = StepRecord(held_on=date(2026, 11, 20), people="社長、自分", notes="控えがない")


def test_the_chains_carry_the_published_names_in_their_order() -> None:
    seed = load("listing")

    assert [step.label for step in chain(CaseKind.SUPPORT)] == seed["scenario_support_org"]["steps"]
    assert [step.label for step in chain(CaseKind.VENDOR)] == seed["scenario_it_vendor"]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (PartnerKind.CHAMBER, CaseKind.SUPPORT),
        (PartnerKind.INDUSTRY_BODY, CaseKind.SUPPORT),
        (PartnerKind.IT_VENDOR, CaseKind.VENDOR),
    ],
)
def test_a_case_follows_the_chain_of_its_partner(kind: PartnerKind, told: CaseKind) -> None:
    one = case(partner(kind))

    assert (one.kind_now, one.step, one.scope) == (told, "intake", f"partner:{one.partner_id}")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"prefecture": "99"}, "prefecture"),
        ({"need": "Z"}, "need"),
        ({"theme": "T9"}, "theme"),
        ({"industry": "x"}, "industry"),
        ({"worries": "あ" * 2001}, "worries"),
        ({"organisation_name": " "}, "organisation_name"),
        ({"email": "x"}, "email"),
    ],
)
def test_what_is_not_so_is_refused_beside_its_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(RuleBrokenError) as refusal:
        case(facts=replace(CLIENT, **wrong))

    assert (refusal.value.field, CaseFile.objects.count()) == (field, 0)


def test_nothing_of_the_client_stands_readable_in_the_database_nor_in_the_journal() -> None:
    asked()

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM consultations_casefile")
        stored = str(cursor.fetchall())
        cursor.execute("SELECT told FROM consultations_casesharing")
        stored += str(cursor.fetchall())
    told = stored + "".join(str(line.facts) + line.reason for line in Entry.objects.all())
    assert [word for word in ("ねじ", "一郎", "soumu", "十万", "合言葉", "よろしく") if word in told] == []


def test_a_step_is_recorded_and_the_case_goes_on(file_store) -> None:
    one = case()

    step = write_step(one, StepMove.DONE, TOLD, ContentFile(pdf(), name="聞き取り.pdf"), seen="intake", by=BY, at=AT)

    assert (one.step, step.people, step.notes, step.held_on) == ("search", "社長、自分", "控えがない", TOLD.held_on)
    paper = CasePaper.objects.get()
    assert (paper.stored.name, read_paper(paper.stored, by=BY, at=AT)[1]) == ("聞き取り.pdf", pdf())
    assert [(row.label, row.move, row.papers[0].name) for row in case_page(one).records] == [
        ("相談ごと", StepMove.DONE, "聞き取り.pdf")
    ]


def test_a_note_leaves_the_case_where_it_stands() -> None:
    one = case()

    write_step(one, StepMove.NOTE, TOLD, seen="intake", by=BY, at=AT)

    assert (one.step, case_page(one).now.code) == ("intake", "intake")


def test_a_paper_that_does_not_pass_the_gate_undoes_the_record() -> None:
    one = case()

    with pytest.raises(RuleBrokenError) as refusal:
        write_step(one, StepMove.DONE, TOLD, ContentFile(b"<html>", name="a.pdf"), seen="intake", by=BY, at=AT)

    one.refresh_from_db()
    assert (refusal.value.field, one.step, one.steps.count()) == ("file", "intake", 0)


def test_skipped_steps_and_the_way_back_are_seen() -> None:
    one = case()
    write_step(one, StepMove.SKIPPED, replace(TOLD, notes="電話で聞いた"), seen="intake", by=BY, at=AT)
    write_step(one, StepMove.DONE, TOLD, seen="search", by=BY, at=AT)

    go_back(one, "search", "断られた", seen="decide", by=BY, at=AT)

    signs = [(step.code, sign) for step, sign in case_page(one).steps[:4]]
    assert signs == [("intake", "skipped"), ("search", "now"), ("decide", "ahead"), ("meeting_before", "ahead")]


@pytest.mark.parametrize(
    ("move", "told", "field"),
    [
        (StepMove.SKIPPED, replace(TOLD, notes=" "), "reason"),
        (StepMove.DONE, replace(TOLD, notes="あ" * 4001), "notes"),
        (StepMove.DONE, replace(TOLD, people="あ" * 301), "people"),
        (StepMove.DONE, replace(TOLD, held_on=date(2026, 11, 22)), "held_on"),
    ],
)
def test_a_record_that_cannot_be_is_refused(move: StepMove, told: StepRecord, field: str) -> None:
    one = case()

    with pytest.raises(RuleBrokenError) as refusal:
        write_step(one, move, told, seen="intake", by=BY, at=AT)

    assert (refusal.value.field, one.steps.count()) == (field, 0)


@pytest.mark.parametrize("seen", ["search", "", "introduction"])
def test_who_stands_elsewhere_is_told(seen: str) -> None:
    one = case()

    with pytest.raises(RuleBrokenError, match=ELSEWHERE):
        write_step(one, StepMove.DONE, TOLD, seen=seen, by=BY, at=AT)

    assert one.step == "intake"


@pytest.mark.parametrize("code", ["intake", "decide", "x"])
def test_one_goes_back_only_to_what_came_before(code: str) -> None:
    one = case()

    with pytest.raises(RuleBrokenError) as refusal:
        go_back(one, code, "理由", seen="intake", by=BY, at=AT)

    assert refusal.value.field == "code"


@pytest.mark.parametrize("kind", [PartnerKind.CHAMBER, PartnerKind.IT_VENDOR])
def test_the_whole_chain_ends_after_its_last_step(kind: PartnerKind) -> None:
    one = case(partner(kind))

    for step in chain(one.kind_now):
        write_step(one, StepMove.DONE, TOLD, seen=step.code, by=BY, at=AT)

    assert (one.step, case_page(one).now, step_after(one.kind_now, "intake")) == ("", None, "search")


def test_two_windows_the_second_is_told() -> None:
    one = case()
    edit_case(one, replace(CLIENT, budget="二十万円"), seen=0, by=BY, at=AT)

    with pytest.raises(RuleBrokenError, match=CHANGED):
        edit_case(one, replace(CLIENT, budget="三十万円"), seen=0, by=BY, at=AT)

    one.refresh_from_db()
    assert (one.budget, one.revision) == ("二十万円", 1)


def test_a_closed_case_is_closed_and_who_was_asked_is_free_again() -> None:
    candidate = asked()
    one = candidate.case

    close_case(one, by=BY, at=AT)

    candidate.refresh_from_db()
    assert (one.state, candidate.state, PublishedSheet.objects.get().load) == ("closed", "dropped", 0)
    assert [letter.template for letter in Letter.objects.order_by("pk")] == ["case_asked", "case_shared", "case_ended"]
    for act in (
        lambda: close_case(one, by=BY, at=AT),
        lambda: edit_case(one, CLIENT, seen=0, by=BY, at=AT),
        lambda: write_step(one, StepMove.NOTE, TOLD, seen="intake", by=BY, at=AT),
    ):
        with pytest.raises(RuleBrokenError, match=OVER):
            act()


@pytest.mark.parametrize(("more", "left"), [(0, 1), (2, 0)])
def test_a_case_goes_with_its_papers_when_its_time_is_over(more: int, left: int, file_store) -> None:
    one = case()
    write_step(one, StepMove.DONE, TOLD, ContentFile(pdf(), name="a.pdf"), seen="intake", by=BY, at=AT)

    gone = retention.run(at=AT + timedelta(days=periods()["case"].days + more))

    assert (gone["case"], CaseFile.objects.count(), StoredFile.objects.filter(erased_at=None).count()) == (
        1 - left, left, left,
    )  # fmt: skip
