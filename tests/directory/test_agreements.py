"""Business outside a programme: proposed by one, agreed by both, papers made and kept."""

import re
from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.db import connection

from tests.base.pdf_words import words_of
from tests.directory.asking import EMAIL, SPECIALIST
from tests.directory.talking import NOW, TERMS, accepted, anew, offer, posted
from tsunagu.base.actor import VISITOR
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.actions.agreements import (
    Terms,
    agree,
    propose_agreement,
    read_paper,
    withdraw_agreement,
)
from tsunagu.directory.actions.conversations import finish_talk
from tsunagu.directory.documents import pdf_of, read_word
from tsunagu.directory.models import Agreement, AgreementPaper
from tsunagu.directory.queries.talks import find_paper, talk_page
from tsunagu.directory.states import PaperKind, Side
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.vault.models import StoredFile

pytestmark = pytest.mark.django_db
THEIRS = "000001@people.example"
LATER = NOW + timedelta(days=1)


def papers_of(agreement: Agreement) -> list[str]:
    return list(AgreementPaper.objects.filter(agreement=agreement).order_by("pk").values_list("kind", flat=True))


def test_a_proposal_is_its_proposers_word_and_makes_a_quote() -> None:
    target = accepted()

    agreement = offer(target)

    assert (agreement.number, agreement.state, agreement.specialist_agreed_at, agreement.specialist_agreed_by) == (
        1, "proposed", NOW, "見本 一郎",
    )  # fmt: skip
    assert (agreement.company_agreed_at, papers_of(agreement)) == (None, ["quote"])
    assert posted() == [("agreement_proposed", EMAIL)]
    assert TERMS.work not in Letter.objects.get().body


def test_both_agree_each_with_moment_and_person_and_the_papers_are_made() -> None:
    agreement = offer(accepted())
    Letter.objects.all().delete()

    agree(agreement, Side.VISITOR, " 見本 花子 ", by=VISITOR, at=LATER)

    assert (agreement.state, agreement.company_agreed_at, agreement.company_agreed_by) == (
        "agreed", LATER, "見本 花子",
    )  # fmt: skip
    assert papers_of(agreement) == ["quote", "secrecy", "contract"]
    assert posted() == [("agreement_agreed", EMAIL), ("agreement_agreed", THEIRS)]
    assert Entry.objects.get(verb="agreement.agreed").facts == {"side": "visitor"}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"form": "none"}, "form"),
        ({"form": "x"}, "form"),
        ({"sessions": 0}, "sessions"),
        ({"sessions": 51}, "sessions"),
        ({"fee_yen": -1}, "fee_yen"),
        ({"fee_yen": 1_000_001}, "fee_yen"),
        ({"work": " "}, "work"),
    ],
)
def test_terms_that_cannot_be_are_refused(changed: dict[str, object], field: str) -> None:
    target = accepted()
    terms = Terms(**{"form": "long_term", "sessions": 1, "fee_yen": 0, "work": "見本"} | changed)

    with pytest.raises(RuleBrokenError) as refusal:
        offer(target, terms=terms)

    assert (refusal.value.field, Agreement.objects.count(), StoredFile.objects.count()) == (field, 0, 0)


def test_an_agreement_names_a_person() -> None:
    target = accepted()

    with pytest.raises(RuleBrokenError) as refusal:
        propose_agreement(target, Side.VISITOR, TERMS, " ", by=VISITOR, at=NOW)

    assert refusal.value.field == "person"


def test_nobody_agrees_to_their_own_proposal_or_to_one_that_gave_way() -> None:
    target = accepted()
    old = offer(target)

    with pytest.raises(RuleBrokenError, match="自分の提案"):
        agree(old, Side.SPECIALIST, "見本", by=SPECIALIST, at=NOW)
    new = offer(anew(target), Side.VISITOR)
    with pytest.raises(RuleBrokenError, match="取り下げられた"):
        agree(old, Side.VISITOR, "見本", by=VISITOR, at=NOW)

    old.refresh_from_db()
    assert (old.state, new.number, new.state) == ("withdrawn", 2, "proposed")


def test_a_proposal_is_withdrawn_but_what_both_agreed_to_stays() -> None:
    target = accepted()
    first, second = offer(target), None
    withdraw_agreement(first, Side.VISITOR, by=VISITOR, at=NOW)
    second = offer(anew(target))
    agree(second, Side.VISITOR, "見本", by=VISITOR, at=NOW)

    with pytest.raises(RuleBrokenError, match="合意しています"):
        withdraw_agreement(second, Side.SPECIALIST, by=SPECIALIST, at=NOW)

    assert list(Agreement.objects.order_by("number").values_list("state", flat=True)) == ["withdrawn", "agreed"]


def test_nothing_is_agreed_after_the_end() -> None:
    target = accepted()
    agreement = offer(target)
    finish_talk(anew(target), Side.VISITOR, by=VISITOR, at=NOW)

    with pytest.raises(RuleBrokenError, match="終わっています"):
        agree(agreement, Side.VISITOR, "見本", by=VISITOR, at=NOW)


def test_what_was_typed_is_encrypted_in_the_database() -> None:
    offer(accepted())

    with connection.cursor() as cursor:
        cursor.execute("select work, specialist_agreed_by from directory_agreement")
        (row,) = cursor.fetchall()

    assert [value[:3] for value in row] == ["k1:", "k1:"]


def test_a_paper_opens_in_word_and_reads_as_it_was_made() -> None:
    target = accepted(organisation="見本\x0b製作所")
    agreement = offer(target, terms=Terms(form="long_term", sessions=4, fee_yen=25_000, work="一行目\n二行目"))
    agree(agreement, Side.VISITOR, "見本 花子", by=VISITOR, at=LATER)
    paper = find_paper(target, 1, "contract")

    stored, content = read_paper(paper, by=VISITOR, at=LATER)

    text = read_word(content)
    number = f"{target.enquiry_id}-{target.pk}-1"
    assert (stored.name, stored.kind, stored.scope) == (f"業務委託の契約書_{number}.docx", "paper", target.scope)
    assert docx.Document(BytesIO(content)).core_properties.author == "つなぐ"
    assert (text.title, text.rows) == (
        "業務委託の契約書",
        (
            ("番号", number), ("作成日", "2026年11月22日"), ("支援の形", "長期的支援（顧問契約等）"), ("回数", "4回"),
            ("料金（1回2時間）", "25,000円"), ("料金の合計", "100,000円"), ("内容", "一行目\n二行目"),
            ("会社側の合意", "見本 花子（2026年11月22日 12時00分に、つなぐの画面で合意）"),
            ("専門家側の合意", "見本 一郎（2026年11月21日 12時00分に、つなぐの画面で合意）"),
        ),
    )  # fmt: skip
    assert text.opening.startswith("見本製作所（以下「会社」）は、見本 000001（以下「専門家」）に、")
    assert (len(text.clauses), "弁護士" in text.note, "謝金もはらいません" in text.note) == (11, True, True)
    assert Entry.objects.filter(verb="file.opened").count() == 1


@pytest.mark.parametrize("kind", PaperKind)
def test_every_paper_has_its_words(kind: PaperKind) -> None:
    target = accepted()
    agreement = offer(target)
    agree(agreement, Side.VISITOR, "見本", by=VISITOR, at=NOW)

    text = read_word(read_paper(find_paper(target, 1, kind.value), by=VISITOR, at=NOW)[1])

    assert [part for part in (text.title, text.opening, *dict(text.rows), *sum(text.clauses, ())) if "{" in part] == []


@pytest.mark.parametrize("kind", PaperKind)
def test_every_paper_is_a_pdf_of_the_same_words(kind: PaperKind) -> None:
    target = accepted(organisation="#見本_製作所")
    agree(offer(target), Side.VISITOR, "見本 花子", by=VISITOR, at=NOW)
    text = read_word(read_paper(find_paper(target, 1, kind.value), by=VISITOR, at=NOW)[1])

    content = pdf_of(text, at=NOW)

    said = [text.title, text.opening, *sum(text.rows, ()), *sum(text.clauses, ()), "ご注意", text.note]
    shown = plain(words_of(content))
    assert [words for words in said if plain(words) not in shown] == []
    assert b"<pdfuaid:part>1<" in content


def plain(words: str) -> str:
    """Without what a line break may swallow, and without page numbers."""
    return re.sub(r"\s|\d / \d", "", words)


def test_a_page_shows_the_open_proposal_and_what_is_agreed() -> None:
    target = accepted()
    withdraw_agreement(offer(target), Side.SPECIALIST, by=SPECIALIST, at=NOW)
    offer(anew(target))

    (row,) = talk_page(anew(target), Side.VISITOR, at=NOW).agreements

    assert (row.number, row.is_own, row.total_words, row.agreed, row.papers) == (
        2, False, "90,000円", (("登録セキスペ", "見本 一郎", NOW),), (PaperKind.QUOTE,),
    )  # fmt: skip
