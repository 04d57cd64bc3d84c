"""What decides about conversations, meetings and agreements after an accepted enquiry. Plain functions. Issue 3 §5."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.states import MeetingWay, Side

LONGEST_MESSAGE = 2000
LONGEST_PLACE = 300
MOST_TIMES = 3  # issue 3 §5: propose up to three times
MINUTES = (30, 60, 90, 120)
SOONEST = timedelta(hours=1)
LATEST = timedelta(days=180)
LETTER_RESTS = timedelta(hours=1)  # several messages in a row are told by one letter
MOST_SESSIONS = 50
MOST_YEN = 1_000_000  # for one session; more is a slip of the finger
FEWEST_ANSWERS = 5  # below that an average says more about chance than about a person
TWO_SIDES = (Side.VISITOR, Side.SPECIALIST)
AGREED_BY = {Side.VISITOR: "company_agreed", Side.SPECIALIST: "specialist_agreed"}  # columns _at and _by of Agreement


def other(side: Side) -> Side:
    """The one spoken with."""
    return Side.SPECIALIST if side is Side.VISITOR else Side.VISITOR


def checked_words(text: str, *, longest: int, field: str) -> str:
    """Trimmed words. RuleBrokenError: nothing said, or too much."""
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise RuleBrokenError("入力してください。", field=field)
    if len(words) > longest:
        raise RuleBrokenError(f"{longest}文字までにしてください（今 {len(words)}文字）。", field=field)
    return words


def checked_times(times: Sequence[datetime], *, at: datetime) -> list[datetime]:
    """One to three different moments, each from an hour to half a year ahead, in order."""
    wanted = sorted(set(times))
    if not wanted:
        raise RuleBrokenError("日時をひとつ以上入れてください。", field="first")
    if len(wanted) > MOST_TIMES:
        raise RuleBrokenError(f"日時は{MOST_TIMES}つまでにしてください。", field="first")
    if wanted[0] < at + SOONEST:
        raise RuleBrokenError("1時間より先の日時にしてください。", field="first")
    if wanted[-1] > at + LATEST:
        raise RuleBrokenError("半年より前の日時にしてください。", field="first")
    return wanted


def checked_place(place: str, way: MeetingWay) -> str:
    """Where or by which link or number; may be empty while only proposed. A link is one that browsers open safely."""
    words = place.strip()
    if len(words) > LONGEST_PLACE:
        raise RuleBrokenError(f"{LONGEST_PLACE}文字までにしてください。", field="place")
    if not words.isprintable():
        raise RuleBrokenError("1行で書いてください。", field="place")
    if way is MeetingWay.ONLINE and words and (not words.startswith("https://") or " " in words):
        raise RuleBrokenError("オンラインのときは、https:// で始まるリンクを入れてください。", field="place")
    return words
