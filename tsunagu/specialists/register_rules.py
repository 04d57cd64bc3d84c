"""What an entry of the official register means for a number and for a listing. Plain functions."""

import re
import unicodedata
from datetime import date

from tsunagu.specialists.states import ListingState, RegisterStatus

_NUMBER = re.compile(r"(?:登録番号)?\s*[:：]?\s*(?:第|No\.?)?\s*([0-9]{1,6})\s*号?", re.IGNORECASE)


def riss_no(typed: str) -> str:
    """登録番号 as people write it (000123, 123, 第000123号, full width) → six digits.

    ValueError with a Japanese sentence for anything else. Source: reference 10, riss_no 数字6桁.
    """
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", typed).strip())
    if found is None or not int(found[1]):
        raise ValueError("6けたの数字で、000123 のように入れてください。")
    return found[1].zfill(6)


def is_riss_no(text: str) -> bool:
    """Whether it is a 登録番号 as stored: six plain digits."""
    return len(text) == 6 and text.isascii() and text.isdigit()


def standing_on(status: RegisterStatus, valid_until: date, *, today: date) -> RegisterStatus:
    """What the register says on a day: somebody valid has expired on the day after `valid_until`."""
    if status is RegisterStatus.VALID and valid_until < today:
        return RegisterStatus.EXPIRED
    return status


def listing_end(standing: RegisterStatus) -> ListingState | None:
    """Where a listing goes when the register says so; None = it may stand.

    Source: reference 10, listing_states_designed: 停止（資格停止・苦情等）, 資格失効による非公開. From every state
    after approval both are open (states.MOVES).
    """
    return _ENDS.get(standing)


_ENDS = {
    RegisterStatus.SUSPENDED: ListingState.SUSPENDED,
    RegisterStatus.REVOKED: ListingState.EXPIRED,
    RegisterStatus.EXPIRED: ListingState.EXPIRED,
}
