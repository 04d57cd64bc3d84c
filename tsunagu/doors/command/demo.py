"""`tsunagu demo`: fill an empty database with a fictitious season for trying everything."""

import argparse
from datetime import date

from tsunagu.doors.command.frame import FINE, BadInputError, Subparsers, add_verb, answer, django_ready, say

EARLIEST, LATEST = date(2020, 1, 1), date(2099, 12, 31)


def add_to(subparsers: Subparsers) -> None:
    """Offer the verb."""
    parser = add_verb(
        subparsers,
        "demo",
        run,
        help="Fill an empty database with a fictitious season: the same seed and date give the same data.",
    )
    parser.add_argument("--specialists", default="203", metavar="N", help="published specialists, 1 to 80000 (203)")
    parser.add_argument("--seed", default="1", metavar="S", help="any whole number (1)")
    parser.add_argument("--as-of", metavar="DATE", help="day the season opens, YYYY-MM-DD (today in Japan)")
    parser.add_argument(
        "--force", action="store_true", help="add the demo beside what is in the database; nothing is deleted"
    )


def run(args: argparse.Namespace) -> int:
    """Prints where the sign-ins are. Exit 2: not empty without --force, bad input, tables missing."""
    specialists = whole_number("--specialists", args.specialists)
    seed = whole_number("--seed", args.seed)
    given = day("--as-of", args.as_of) if args.as_of else None
    django_ready()
    from django.utils import timezone

    from tsunagu.demo import season
    from tsunagu.doors.command.migrate import one_at_a_time

    check_count(specialists, season.MOST)
    with one_at_a_time():
        check_database(force=args.force)
        season.build(
            specialists=specialists, seed=seed, as_of=given or timezone.localdate(), progress=True, is_at_work=True
        )
    say("Everybody in it is made up. Sign-ins are in this file:")
    answer(str(sign_ins_file()))
    return FINE


def whole_number(option: str, text: str) -> int:
    """The number typed; raises BadInputError."""
    try:
        return int(text)
    except ValueError:
        raise BadInputError(f"{option}: '{text}' is not a whole number.") from None


def day(option: str, text: str) -> date:
    """The date typed as YYYY-MM-DD, 2020 to 2099; raises BadInputError."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise BadInputError(f"{option}: '{text}' is not a date. Write it as YYYY-MM-DD, e.g. 2026-04-01.") from None
    if not EARLIEST <= found <= LATEST:
        raise BadInputError(f"{option}: {text} is out of range. Use a date from {EARLIEST} to {LATEST}.")
    return found


def check_count(specialists: int, most: int) -> None:
    """Refuse numbers of specialists that the six-digit register numbers cannot hold."""
    if not 1 <= specialists <= most:
        raise BadInputError(f"--specialists: {specialists} is out of range. Use 1 to {most}.")


def check_database(*, force: bool) -> None:
    """Refuse a database without its tables, and one that holds something unless forced."""
    from tsunagu.demo import season
    from tsunagu.upkeep.queries import missing_migrations

    if missing := missing_migrations():
        raise BadInputError(f"The database lacks {len(missing)} migrations. Run 'tsunagu migrate' first.")
    if not force and not season.is_empty():
        raise BadInputError("The database is not empty. With --force the demo is added beside what is there.")


def sign_ins_file() -> str:
    """Where the sign-ins were written."""
    from django.conf import settings

    from tsunagu.demo.sign_ins import FILE_NAME

    return str(settings.VAR_DIR / FILE_NAME)
