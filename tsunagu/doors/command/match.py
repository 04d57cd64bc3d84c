"""`tsunagu match`: three ranked candidates for every need of a season, from files to a file."""

import argparse
from typing import TYPE_CHECKING

from tsunagu.doors.command.board import check_out, write
from tsunagu.doors.command.frame import FINE, BadInputError, Subparsers, add_verb, django_ready, read_text, say
from tsunagu.doors.command.serve import require_migrations

if TYPE_CHECKING:
    from tsunagu.matching.season.values import Batch, Plan


def add_to(subparsers: Subparsers) -> None:
    """Offer the verb."""
    parser = add_verb(subparsers, "match", run, help="Find candidates for every need of a season, with reasons.")
    parser.add_argument("--needs", metavar="F", help="who asks for what (docs/reference/match.md); - = stdin")
    parser.add_argument("--specialists", metavar="F", help="who could be proposed; - = stdin")
    parser.add_argument("--season", metavar="CODE", help="instead of files: the needs of a season in the database")
    parser.add_argument("--dry-run", action="store_true", help="with --season: show the plan, change nothing")
    parser.add_argument("--out", metavar="F", default="-", help="where the plan goes; - = stdout")
    parser.add_argument(
        "--what-if", nargs=2, metavar=("NEED", "SPECIALIST"), help="also tell what proposing this pair would cost"
    )


def run(args: argparse.Namespace) -> int:
    """Write the plan as JSON. Exit 2: a file that cannot be read or used, an unknown season, or an unknown pair."""
    from tsunagu.matching.season.files import plan_lines, reason

    check_words(args)
    check_out(args.out)
    batch, plan = of_season(args.season) if args.season else of_files(args.needs, args.specialists, args.what_if)
    pair = checked_pair(batch, args.what_if)
    write(args.out, plan_lines(batch, plan, what_if(batch, plan, pair) if pair else {}))
    without = sum(not row.candidates for row in plan.needs)
    say(f"{len(plan.needs)} needs, {without} without a candidate. {reason(plan)}")
    return FINE


def check_words(args: argparse.Namespace) -> None:
    """Two files, or a season that is only looked at; raises BadInputError."""
    files = [args.needs, args.specialists]
    if args.season and any(files):
        raise BadInputError("--season reads the database: leave --needs and --specialists out.")
    if args.season and not args.dry_run:
        raise BadInputError(
            "--season only shows a plan: add --dry-run. Candidates are sent from the secretariat's page."
        )
    if not args.season and not all(files):
        raise BadInputError("give --needs and --specialists, or --season with --dry-run.")


def of_files(needs: str, specialists: str, pair: list[str] | None) -> "tuple[Batch, Plan]":
    """The batch of two files and its plan; raises BadInputError, for the pair before the search."""
    from tsunagu.matching.season import solve

    batch = read_files(needs, specialists)
    checked_pair(batch, pair)
    return batch, solve(batch)


def of_season(code: str) -> "tuple[Batch, Plan]":
    """The open needs of a season and what would be proposed today; raises BadInputError for an unknown season."""
    django_ready()
    from django.utils import timezone

    from tsunagu.matching.season_plan import plan_of_season
    from tsunagu.seasons.queries import find_season

    require_migrations()
    season = find_season(code)
    if season is None:
        raise BadInputError(f"--season: there is no season {code!r}.")
    return plan_of_season(season, today=timezone.localdate())


def read_files(needs: str, specialists: str) -> "Batch":
    """The batch of two files; raises BadInputError."""
    from tsunagu.matching.season.files import MatchFileError, read_batch

    if needs == specialists == "-":
        raise BadInputError("--needs and --specialists cannot both be stdin.")
    try:
        return read_batch(read_text(needs), read_text(specialists))
    except MatchFileError as wrong:
        raise BadInputError(f"{needs if wrong.of == 'needs' else specialists}: {wrong}.") from None


def checked_pair(batch: "Batch", words: list[str] | None) -> tuple[str, str] | None:
    """The pair asked for; raises BadInputError when it is not in the files."""
    if words is None:
        return None
    need, specialist = words
    if need not in batch.need:
        raise BadInputError(f"--what-if: need {need!r} is not in the file.")
    if specialist not in batch.specialist:
        raise BadInputError(f"--what-if: specialist {specialist!r} is not in the file.")
    return need, specialist


def what_if(batch: "Batch", plan: "Plan", pair: tuple[str, str]) -> dict[str, object]:
    """What the answer says beside the plan when a pair was asked for."""
    from tsunagu.matching.season import force
    from tsunagu.matching.season.files import what_if_data

    return {"what_if": what_if_data(pair, force(batch, plan, pair))}
