"""Writing letters: subject and body, no way to smuggle a header in."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction

from tsunagu.accounts.models import User
from tsunagu.base.actor import SYSTEM, VISITOR
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.models import Entry
from tsunagu.mail.access import is_proved
from tsunagu.mail.actions import (
    ask_for_proof,
    erase_old_letters,
    erase_unproved,
    post,
    prove_address,
    write_letter,
)
from tsunagu.mail.letters import Text
from tsunagu.mail.models import AddressProof, Letter
from tsunagu.mail.queries import OutboxRow, oldest_waiting_age, outbox_rows
from tsunagu.mail.states import LetterState
from tsunagu.vault.keys import add_key, make_keys
from tsunagu.vault.rotation import rotate_keys

AT = datetime(2026, 11, 21, 1, tzinfo=UTC)
PAGE = "https://tsunagu.example/mail/prove"
NEXT_JST_DAY = datetime(2026, 11, 21, 15, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def write(
    to: str = "a@example.jp", subject: str = "件名", body: str = "本文", at: datetime = AT, **more: Any
) -> Letter:
    return post(Text(subject, body), template="test", to=to, at=at, by=SYSTEM, **more)


def send(*messages: EmailMessage) -> int | None:
    return get_connection("tsunagu.mail.backend.OutboxBackend").send_messages(messages)


def test_write_letter_takes_the_first_paragraph_as_subject_and_escapes_nothing() -> None:
    letter = write_letter("confirm_address", to="a@example.jp", at=AT, by=SYSTEM, link="https://x.example/?a=1&b=2")

    letter.refresh_from_db()
    assert letter.subject == "【つなぐ】メールアドレスの確認"
    assert letter.body.startswith("このメールアドレスが、つなぐに入力されました。\n")
    assert "\nhttps://x.example/?a=1&b=2\n" in letter.body
    assert (letter.state, letter.attempts, letter.next_attempt_at) == ("waiting", 0, AT)
    assert Entry.objects.get().verb == "letter.written"


def test_a_letter_is_undone_with_its_reason() -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert Letter.objects.count() == 0


def test_the_body_is_not_readable_in_the_database() -> None:
    write(body="https://tsunagu.example/personal-link")

    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM mail_letter")
        assert "personal-link" not in cursor.fetchone()[0]


def test_message_ids_are_the_same_for_the_same_letter_and_differ_otherwise() -> None:
    first, same, other = write(), write(), write(body="別")

    assert first.message_id == same.message_id != other.message_id
    assert first.message_id.endswith("@tsunagu.example>")


@pytest.mark.parametrize("subject", ["a\r\nBcc: x@example.jp", "a\nb", "a\x00b", "a\u2028b"])
def test_a_subject_cannot_begin_another_header(subject: str) -> None:
    with pytest.raises(RuleBrokenError, match="件名"):
        write(subject=subject)

    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    "to",
    [
        "a@example.jp\r\nBcc: b@example.jp",
        "a@example.jp, b@example.jp",
        "A <a@example.jp>",
        "",
        "a",
        "a@example.jp\n",
    ],
)
def test_an_address_is_one_bare_address(to: str) -> None:
    with pytest.raises(RuleBrokenError, match="メールアドレス"):
        write(to=to)

    assert Letter.objects.count() == 0


def test_django_mails_become_letters_one_per_recipient() -> None:
    for address in ("a@example.jp", "b@example.jp"):
        AddressProof.objects.create(address=address, proved_at=AT)

    assert send(EmailMessage("件名", "本文", to=["a@example.jp"], bcc=["b@example.jp"])) == 1

    letters = [(letter.to, letter.subject, letter.body, letter.template) for letter in Letter.objects.order_by("to")]
    assert letters == [
        ("a@example.jp", "件名", "本文", "sign-in"),
        ("b@example.jp", "件名", "本文", "sign-in"),
    ]


def test_django_mails_with_attachments_are_refused() -> None:
    message = EmailMessage("件名", "本文", to=["a@example.jp"], attachments=[("a.txt", "a", "text/plain")])

    with pytest.raises(ValueError, match="no attachments"):
        send(message)


def test_an_unproved_address_gets_one_sign_in_mail_a_jst_day(time_machine_at: Any) -> None:
    for moment in (AT, AT + timedelta(hours=1), NEXT_JST_DAY):
        with time_machine_at(moment):
            send(EmailMessage("件名", "本文", to=["New@example.jp"]))

    assert list(Letter.objects.order_by("pk").values_list("written_at", flat=True)) == [AT, NEXT_JST_DAY]


def test_an_address_confirmed_at_sign_in_gets_every_mail() -> None:
    user = User.objects.create_user("a@example.jp", name="甲")
    EmailAddress.objects.create(user=user, email="a@example.jp", verified=True, primary=True)

    send(*(EmailMessage("件名", "本文", to=["A@example.jp"]) for _ in range(2)))

    assert Letter.objects.count() == 2


def test_ask_for_proof_writes_once_a_day_and_the_button_proves() -> None:
    first = ask_for_proof("A@example.jp", page=PAGE, by=VISITOR, at=AT)
    again = ask_for_proof("a@example.jp", page=PAGE, by=VISITOR, at=AT + timedelta(hours=1))
    tomorrow = ask_for_proof("a@example.jp", page=PAGE, by=VISITOR, at=NEXT_JST_DAY)

    assert first is not None
    assert (again, tomorrow is not None) == (None, True)
    token = first.body.split("?token=")[1].split()[0]
    assert not is_proved("a@example.jp")
    assert prove_address(token, by=VISITOR, at=AT) == "a@example.jp"
    assert is_proved("A@example.jp")
    assert ask_for_proof("a@example.jp", page=PAGE, by=VISITOR, at=AT + timedelta(days=9)) is None


@pytest.mark.parametrize("after", [timedelta(days=3, seconds=1), None])
def test_prove_address_refuses_old_and_made_up_links(after: timedelta | None) -> None:
    letter = ask_for_proof("a@example.jp", page=PAGE, by=VISITOR, at=AT)
    assert letter is not None
    token = letter.body.split("?token=")[1].split()[0] if after else "made-up"

    with pytest.raises(RuleBrokenError):
        prove_address(token, by=VISITOR, at=AT + (after or timedelta(0)))

    assert not is_proved("a@example.jp")


def test_outbox_rows_show_state_and_age_but_never_the_body(django_assert_num_queries: Any) -> None:
    late = write(at=AT - timedelta(hours=4), scope="company:3")
    write(to="b@example.jp")

    with django_assert_num_queries(1):
        rows = outbox_rows(at=AT)

    assert [(row.to, row.age, row.is_late) for row in rows] == [
        ("b@example.jp", timedelta(0), False),
        ("a@example.jp", timedelta(hours=4), True),
    ]
    assert rows[1] == OutboxRow(
        id=late.pk, to="a@example.jp", subject="件名", template="test", scope="company:3", state=LetterState.WAITING,
        attempts=0, written_at=late.written_at, next_attempt_at=late.written_at, sent_at=None, last_error="",
        age=timedelta(hours=4), is_late=True,
    )  # fmt: skip
    assert outbox_rows(at=AT, state=LetterState.SENT) == []


def test_oldest_waiting_age_counts_only_waiting_letters() -> None:
    assert oldest_waiting_age(at=AT) is None
    write(at=AT - timedelta(hours=2))
    Letter.objects.filter(pk=write(at=AT - timedelta(hours=9)).pk).update(state=LetterState.SENT, sent_at=AT)

    assert oldest_waiting_age(at=AT) == timedelta(hours=2)


def test_retention_deletes_old_letters_and_addresses_never_proved() -> None:
    write(at=datetime(2026, 11, 19, 14, 59, tzinfo=UTC))
    kept = write(at=datetime(2026, 11, 19, 15, tzinfo=UTC))
    for address, asked_on, proved_at in (("old", 18, None), ("new", 20, None), ("proved", 18, AT)):
        AddressProof.objects.create(address=address, asked_on=AT.replace(day=asked_on).date(), proved_at=proved_at)
    before = AT.replace(day=20).date()

    assert erase_old_letters(before=before, by=SYSTEM, at=AT) == 1
    assert erase_unproved(before=before, by=SYSTEM, at=AT) == 1

    assert list(Letter.objects.values_list("pk", flat=True)) == [kept.pk]
    assert list(AddressProof.objects.order_by("address").values_list("address", flat=True)) == [
        "new",
        "proved",
    ]


def test_rotate_keys_brings_bodies_under_the_new_key(tmp_path: Any, settings: Any) -> None:
    settings.TSUNAGU_KEYS = tmp_path / "keys"
    make_keys(settings.TSUNAGU_KEYS)
    letters = [write(body=f"本文{number}") for number in range(3)]
    add_key(settings.TSUNAGU_KEYS)
    letters.append(write(body="本文3"))

    assert (rotate_keys(by=SYSTEM, at=AT), rotate_keys(by=SYSTEM, at=AT)) == (3, 0)

    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM mail_letter")
        assert {body[:3] for (body,) in cursor.fetchall()} == {"k2:"}
    assert [letter.body for letter in Letter.objects.order_by("pk")] == ["本文0", "本文1", "本文2", "本文3"]
