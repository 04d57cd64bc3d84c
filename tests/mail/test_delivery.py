"""Carrying letters to a mail server of the test's own."""

import random
import signal
import subprocess
import sys
import textwrap
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.mail.post_office import post_office
from tests.service import service
from tsunagu.base.actor import SYSTEM
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.models import Entry
from tsunagu.mail.actions import post, try_again
from tsunagu.mail.carrier import smtp_settings
from tsunagu.mail.delivery import LEASE, Round, claim, deliver
from tsunagu.mail.letters import Text
from tsunagu.mail.models import Letter
from tsunagu.mail.states import LetterState, is_given_up, rest_after

AT = datetime(2026, 11, 21, 1, tzinfo=UTC)


def write(count: int = 1) -> list[Letter]:
    return [
        post(Text(f"件名{number}", "本文\n.行頭の点\n"), template="test", to="a@example.jp", at=AT, by=SYSTEM)
        for number in range(count)
    ]


def deliver_at(moment: datetime) -> Round:
    return deliver(clock=lambda: moment)


@pytest.mark.django_db
@pytest.mark.enable_socket
def test_a_letter_arrives_as_it_was_written(settings: Any) -> None:
    (letter,) = write()
    with post_office() as office:
        settings.EMAIL_URL = office.url
        assert deliver_at(AT) == Round(sent=1)
        assert deliver_at(AT) == Round()

    (message,) = office.taken
    letter.refresh_from_db()
    assert (letter.state, letter.sent_at, letter.attempts, letter.lease_until) == ("sent", AT, 1, None)
    assert office.envelopes == [("mail FROM:<no-reply@tsunagu.example>", ["a@example.jp"])]
    assert (message["Message-ID"], message["To"], message["Bcc"]) == (letter.message_id, "a@example.jp", None)
    assert message["Date"] == "Sat, 21 Nov 2026 01:00:00 +0000"


@pytest.mark.django_db
def test_without_a_mail_server_letters_stay(settings: Any) -> None:
    settings.EMAIL_URL = ""
    (letter,) = write()

    assert deliver_at(AT + timedelta(days=9)) == Round()

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("waiting", 0)


@pytest.mark.django_db
@pytest.mark.enable_socket
def test_a_refused_letter_rests_and_is_given_up_after_72_hours(settings: Any) -> None:
    (letter,) = write()
    with post_office(refuses=1) as office:
        settings.EMAIL_URL = office.url
        assert deliver_at(AT) == Round(put_off=1)
        assert deliver_at(AT + timedelta(seconds=59)) == Round()
        assert deliver_at(AT + timedelta(minutes=1)) == Round(put_off=1)
        assert deliver_at(AT + timedelta(hours=72)) == Round(failed=1)
        assert deliver_at(AT + timedelta(hours=80)) == Round()

    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.lease_until) == ("failed", 3, None)
    assert letter.last_error == "SMTPDataError: (451, b'try again later')"
    assert Entry.objects.filter(verb="letter.failed").get().facts == {"attempts": 3}


@pytest.mark.django_db
@pytest.mark.enable_socket
def test_a_dead_server_is_left_alone_after_three_troubles(settings: Any) -> None:
    write(5)
    settings.EMAIL_URL = "smtp://127.0.0.1:1"

    assert deliver_at(AT) == Round(put_off=3)
    assert Letter.objects.filter(attempts=0).count() == 2


@pytest.mark.django_db
def test_a_claimed_letter_is_in_one_pair_of_hands_until_the_lease_runs_out() -> None:
    (letter,) = write()

    assert claim(letter.pk, at=AT) is not None
    assert claim(letter.pk, at=AT + LEASE) is None
    taken_over = claim(letter.pk, at=AT + LEASE + timedelta(seconds=1))

    assert taken_over is not None
    assert taken_over.attempts == 2


@pytest.mark.django_db
def test_a_failed_letter_may_be_tried_again_a_waiting_one_not() -> None:
    (letter,) = write()
    with pytest.raises(RuleBrokenError):
        try_again(letter, by=SYSTEM, at=AT)
    Letter.objects.update(state=LetterState.FAILED, first_attempt_at=AT)

    try_again(letter, by=SYSTEM, at=AT + timedelta(days=9))

    letter.refresh_from_db()
    assert (letter.state, letter.first_attempt_at, letter.next_attempt_at) == (
        "waiting", None, AT + timedelta(days=9),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 32), (7, 60), (8, 60), (500, 60)]
)
def test_rest_after_grows_to_an_hour(attempts: int, minutes: int) -> None:
    assert rest_after(attempts) == timedelta(minutes=minutes)


@pytest.mark.parametrize(("hours", "given_up"), [(71, False), (72, True)])
def test_is_given_up_after_72_hours(hours: int, *, given_up: bool) -> None:
    assert is_given_up(AT, at=AT + timedelta(hours=hours)) == given_up


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, "", "", False, False)),
        ("smtps://me:p%40ss@mail.example", ("mail.example", 465, "me", "p@ss", True, False)),
        ("smtp+tls://me%40x.example:pw@mail.example:2525", ("mail.example", 2525, "me@x.example", "pw", False, True)),
    ],
)
def test_smtp_settings(url: str, expected: tuple[object, ...]) -> None:
    found = smtp_settings(url)

    assert tuple(found[name] for name in ("host", "port", "username", "password", "use_ssl", "use_tls")) == expected


@pytest.mark.parametrize("url", ["http://x", "smtp://", "mail.example", ""])
def test_smtp_settings_refuses_anything_else(url: str) -> None:
    with pytest.raises(ValueError, match="EMAIL_URL"):
        smtp_settings(url)


DELIVERER = textwrap.dedent("""
    import django, sys
    from datetime import timedelta
    django.setup()
    from django.utils import timezone
    from tsunagu.mail.delivery import deliver
    ahead = timedelta(minutes=int(sys.argv[1]))
    print("ready", flush=True)
    while (done := deliver(clock=lambda: timezone.now() + ahead)).sent + done.put_off:
        pass
""")
WRITER = textwrap.dedent("""
    import django
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone
    from tsunagu.base.actor import SYSTEM
    from tsunagu.mail.actions import post
    from tsunagu.mail.letters import Text
    call_command("migrate", verbosity=0)
    for number in range(500):
        post(Text(f"No. {number}", "本文"), template="test", to=f"a{number}@example.jp", at=timezone.now(), by=SYSTEM)
""")
COUNTER = textwrap.dedent("""
    import django
    django.setup()
    from tsunagu.mail.models import Letter
    print(*Letter.objects.filter(state="sent").values_list("message_id", flat=True), sep="\\n")
""")


@pytest.mark.slow
@pytest.mark.enable_socket
@pytest.mark.timeout(600)
def test_500_letters_a_moody_server_and_20_kills_lose_none_and_double_at_most_20(tmp_path: Path) -> None:
    chance = random.Random(7)

    with post_office(refuses=0.05, hangs_up=0.05) as office, service(tmp_path) as made:
        environment = made.env | {"EMAIL_URL": office.url}

        def start(code: str, *words: str) -> subprocess.Popen[str]:
            return subprocess.Popen(
                [sys.executable, "-c", code, *words], env=environment, stdout=subprocess.PIPE, text=True
            )

        assert start(WRITER).wait() == 0
        kills = rounds = 0
        while len(office.ids()) < 500 or kills < 20:
            rounds += 1
            assert rounds < 120, f"{len(office.ids())} letters taken after {rounds} rounds"
            deliverer = start(DELIVERER, str(rounds * 61))  # rests and leases are over by the next round
            assert deliverer.stdout is not None
            deliverer.stdout.readline()
            if kills < 20:
                time.sleep(chance.uniform(0.005, 0.12))
                deliverer.send_signal(signal.SIGKILL)
                kills += deliverer.wait() == -signal.SIGKILL
            deliverer.wait()
        assert start(DELIVERER, str((rounds + 2) * 61)).wait() == 0

        counter = start(COUNTER)
        sent = counter.communicate()[0].split()
        arrived = office.ids()

    assert len(sent) == 500
    assert set(sent) == set(arrived)
    assert sum(arrived.values()) - 500 <= kills
