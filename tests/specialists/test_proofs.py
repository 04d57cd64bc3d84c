"""Papers for other qualifications: given, checked, shown, lapsed by themselves."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests.base.hostile import jpeg, pdf, png
from tests.specialists.published import AT, CLERK, listed
from tsunagu.accounts.models import User
from tsunagu.base.actor import SYSTEM, Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.facts import is_proved
from tsunagu.directory.rows import mark_cells
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.specialists.actions.checks_shown import let_proofs_lapse
from tsunagu.specialists.actions.proofs import check_proof, give_proof, read_proof
from tsunagu.specialists.content import HeldQualification
from tsunagu.specialists.jobs import end_lapsed_proofs
from tsunagu.specialists.models import PublishedSheet, QualificationProof, Specialist
from tsunagu.specialists.states import AreaMark, ProofState
from tsunagu.upkeep.registry import REGISTRY
from tsunagu.vault.models import StoredFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_store")]
WHO = Actor("user:9", "見本 太郎")
SELF = {"verified_by": "", "how": "", "verified_on": None, "until": None}
MARKS = dict.fromkeys(("S1", "S2", "A0", "A7"), AreaMark.CIRCLE)
UNTIL = date(2027, 3, 31)
LATER = datetime(2027, 4, 1, 0, 10, tzinfo=UTC)


def specialist(*held: tuple[str, str]) -> Specialist:
    """Somebody listed with these qualifications, all self-declared."""
    found = held or (("cisa", "CISA（公認情報システム監査人）"), ("other", "見本資格"))
    return listed("000001", marks=MARKS, qualifications=tuple(HeldQualification(*one) for one in found))


def given(who: Specialist, code: str = "cisa", name: str = "", content: bytes = b"", file: str = "a.pdf"):
    return give_proof(who, code, name, ContentFile(content or pdf(), name=file), by=WHO, at=AT)


def rows_of(who: Specialist) -> dict[str, dict]:
    rows = PublishedSheet.objects.select_related("text").get(specialist=who).text.qualifications
    return {row["code"]: {key: row[key] for key in SELF} for row in rows}


def audit_of(who: Specialist) -> tuple:
    sheet = PublishedSheet.objects.get(specialist=who)
    return sheet.proof_until, sheet.audit_proof_until, AreaMark(sheet.mark_a7)


@pytest.mark.parametrize(
    ("content", "kind"), [(pdf(), "application/pdf"), (png(), "image/png"), (jpeg(), "image/jpeg")]
)
def test_a_paper_is_kept_under_its_owner_and_waits(content: bytes, kind: str) -> None:
    who = specialist()

    proof = given(who, content=content)

    paper = StoredFile.objects.get()
    assert (proof.state, proof.name, proof.scope) == (
        ProofState.GIVEN,
        "CISA（公認情報システム監査人）",
        f"specialist:{who.pk}",
    )
    assert (paper.scope, paper.kind, paper.content_type) == (f"specialist:{who.pk}", "evidence", kind)
    assert read_proof(proof, by=CLERK, at=AT) == (paper, content)


@pytest.mark.parametrize(
    ("code", "name", "content", "field"),
    [
        ("no-such", "", pdf(), "code"),
        ("other", " ", pdf(), "name"),
        ("other", "あ" * 101, pdf(), "name"),
        ("cisa", "", b"MZ", "file"),
        ("cisa", "", b" " * (11 * 2**20), "file"),
    ],
)
def test_what_is_no_paper_or_names_nothing_is_refused(code: str, name: str, content: bytes, field: str) -> None:
    who = specialist()

    with pytest.raises(RuleBrokenError) as refusal:
        given(who, code, name, content)

    assert refusal.value.field == field
    assert (QualificationProof.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_better_paper_replaces_the_one_that_waits() -> None:
    who = specialist()
    first = given(who, file="a.pdf")

    second = given(who, content=png(), file="b.png")

    assert (first.pk, QualificationProof.objects.count()) == (second.pk, 1)
    assert list(StoredFile.objects.filter(erased_at=None).values_list("name", flat=True)) == ["b.png"]


def test_a_checked_paper_shows_on_the_sheet_at_once_with_who_how_when_and_until() -> None:
    who = specialist()

    proof = check_proof(given(who), is_verified=True, how="証明書の写し", until=UNTIL, by=CLERK, at=AT)

    assert (proof.state, proof.checked_on, proof.checked_by) == (ProofState.VERIFIED, date(2026, 11, 21), CLERK.name)
    shown = {"verified_by": CLERK.name, "how": "証明書の写し", "verified_on": "2026-11-21", "until": "2027-03-31"}
    assert rows_of(who) == {"cisa": shown, "other": SELF}
    assert audit_of(who) == (UNTIL, UNTIL, AreaMark.DOUBLE_CIRCLE)


def test_a_refused_paper_leaves_the_sheet_as_it_was_and_keeps_the_reason() -> None:
    who = specialist()

    proof = check_proof(given(who), is_verified=False, how="名前が読めません", until=None, by=CLERK, at=AT)

    assert (proof.state, proof.how, proof.until) == (ProofState.REFUSED, "名前が読めません", None)
    assert (rows_of(who)["cisa"], audit_of(who)) == (SELF, (None, None, AreaMark.CIRCLE))


@pytest.mark.parametrize(("is_verified", "said"), [(True, "結果：確認済み"), (False, "結果：確認できませんでした")])
def test_who_gave_a_paper_hears_that_it_was_looked_at_but_not_why(*, is_verified: bool, said: str) -> None:
    who = specialist()
    who.user = User.objects.create_user("a@mihon.example", name="見本")
    who.save(update_fields=["user"])

    check_proof(given(who), is_verified=is_verified, how="名前がちがう", until=None, by=CLERK, at=AT)

    letter = Letter.objects.get(template="proof_checked")
    assert (letter.to, said in letter.body, "名前がちがう" in letter.body) == ("a@mihon.example", True, False)
    assert f"/{reverse('specialist:proofs').lstrip('/')}\n" in letter.body


def test_nobody_is_written_to_who_has_no_login() -> None:
    check_proof(given(specialist()), is_verified=True, how="写し", until=None, by=CLERK, at=AT)

    assert Letter.objects.count() == 0


@pytest.mark.parametrize(("how", "until", "field"), [(" ", UNTIL, "how"), ("写し", date(2026, 11, 20), "until")])
def test_a_check_says_how_and_does_not_end_before_today(how: str, until: date, field: str) -> None:
    proof = given(specialist())

    with pytest.raises(RuleBrokenError) as refusal:
        check_proof(proof, is_verified=True, how=how, until=until, by=CLERK, at=AT)

    proof.refresh_from_db()
    assert (refusal.value.field, proof.state) == (field, ProofState.GIVEN)


def test_of_two_clerks_the_second_is_told() -> None:
    proof = given(specialist())
    check_proof(proof, is_verified=True, how="写し", until=UNTIL, by=CLERK, at=AT)

    with pytest.raises(RuleBrokenError, match="ほかの担当者が先に"):
        check_proof(proof, is_verified=False, how="だめ", until=None, by=SYSTEM, at=AT)

    proof.refresh_from_db()
    assert (proof.state, proof.checked_by) == (ProofState.VERIFIED, CLERK.name)


def test_another_qualification_is_not_proved_by_it() -> None:
    who = specialist(("other", "見本資格"), ("itc", "ITコーディネータ"))

    check_proof(given(who, "other", "別の資格"), is_verified=True, how="写し", until=None, by=CLERK, at=AT)

    assert (rows_of(who), audit_of(who)[:2]) == ({"other": SELF, "itc": SELF}, (None, None))


def test_a_lapsed_proof_is_self_declared_again_in_the_list_before_the_night_and_in_the_row_after_it() -> None:
    who = specialist()
    check_proof(given(who), is_verified=True, how="写し", until=UNTIL, by=CLERK, at=AT)
    sheet = PublishedSheet.objects.select_related("text").get()
    day = date(2027, 4, 1)
    before = {cell.area: (cell.mark, cell.is_reference) for cell in mark_cells(sheet, today=day)}
    assert (before["A7"], is_proved(sheet.text.qualifications[0], today=day)) == ((AreaMark.CIRCLE, True), False)

    changed = let_proofs_lapse(by=SYSTEM, at=LATER)

    assert (changed, rows_of(who)["cisa"], audit_of(who)) == (1, SELF, (None, None, AreaMark.CIRCLE))
    assert let_proofs_lapse(by=SYSTEM, at=LATER) == 0


def test_on_its_last_day_a_proof_still_holds_at_night() -> None:
    who = specialist()
    check_proof(given(who), is_verified=True, how="写し", until=UNTIL, by=CLERK, at=AT)

    changed = let_proofs_lapse(by=SYSTEM, at=LATER - timedelta(days=1))

    assert (changed, audit_of(who)) == (0, (UNTIL, UNTIL, AreaMark.DOUBLE_CIRCLE))


def test_of_two_proofs_the_one_that_lapsed_falls_back_and_the_other_stays() -> None:
    who = specialist()
    check_proof(given(who), is_verified=True, how="写し", until=UNTIL, by=CLERK, at=AT)
    check_proof(given(who, "other", "見本資格"), is_verified=True, how="カード", until=None, by=CLERK, at=AT)

    let_proofs_lapse(by=SYSTEM, at=LATER)

    assert (rows_of(who)["cisa"], rows_of(who)["other"]["how"]) == (SELF, "カード")
    assert audit_of(who) == (date(9999, 12, 31), None, AreaMark.CIRCLE)


def test_a_newer_proof_takes_the_place_of_the_older() -> None:
    who = specialist()
    check_proof(given(who), is_verified=True, how="写し", until=UNTIL, by=CLERK, at=AT)

    check_proof(
        given(who), is_verified=True, how="新しい写し", until=date(2030, 3, 31), by=CLERK, at=AT + timedelta(days=1)
    )

    assert (rows_of(who)["cisa"]["until"], audit_of(who)[1]) == ("2030-03-31", date(2030, 3, 31))


def test_giving_checking_and_reading_are_journalled() -> None:
    proof = check_proof(given(specialist()), is_verified=True, how="写し", until=UNTIL, by=CLERK, at=AT)
    read_proof(proof, by=CLERK, at=AT)

    told = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert [verb for verb in told if verb.startswith(("proof", "file", "sheet.checks"))] == [
        "file.stored", "proof.given", "proof.checked", "sheet.checks_shown", "file.opened",
    ]  # fmt: skip


def test_the_nightly_job_lets_proofs_lapse_before_the_open_data_are_built() -> None:
    who = specialist()
    check_proof(given(who), is_verified=True, how="写し", until=UNTIL, by=CLERK, at=AT)
    run = SimpleNamespace(actor=SYSTEM, clock=lambda: LATER)

    result = end_lapsed_proofs(run)

    entry = REGISTRY.timetable["proofs_lapsed"]
    assert (REGISTRY.jobs[entry.kind].function, entry.due.at < REGISTRY.timetable["open_data"].due.at) == (
        end_lapsed_proofs, True,
    )  # fmt: skip
    assert (result, rows_of(who)["cisa"]) == ({"sheets": 1}, SELF)
