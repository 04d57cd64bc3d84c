"""Words of the board: where two meet, how a search for a timetable ended, why somebody has no place."""

from tsunagu.base.labels import LabelledEnum


class Way(LabelledEnum):
    """How two can meet."""

    ROOM = "room", "会場"
    ONLINE = "online", "オンライン"


class SolveStatus(LabelledEnum):
    """How the search ended."""

    OPTIMAL = "optimal", "これが一番よい組み合わせです"
    STOPPED = "stopped", "時間の上限で止めました"
    IMPOSSIBLE = "impossible", "条件をすべて守る組み合わせがありません"


class Blocked(LabelledEnum):
    """Why two cannot be put together at all."""

    CONFLICT = "conflict", "利害関係があります"
    FORBIDDEN = "forbidden", "この組み合わせは「しない」と決めてあります"
    THEME = "theme", "希望のテーマに対応できません"
    WAY = "way", "会場とオンラインの希望が合いません"
    TIME = "time", "二人とも都合のよい時間がありません"


class Unplaced(LabelledEnum):
    """Why a company has fewer consultations than it asked for."""

    NO_THEME = "no_theme", "希望のテーマに対応できる専門家がいません。"
    CONFLICT = "conflict", "テーマの合う専門家とは、利害関係があるか、組み合わせをしない決まりがあります。"
    NO_WAY = "no_way", "会場とオンラインの希望が、専門家と合いません。"
    NO_TIME = "no_time", "テーマの合う専門家と、都合の合う時間がありません。"
    FULL = "full", "都合の合う時間は、ほかの会社の相談でうまりました。"
    OPEN = "open", "まだ入れていません。あいている時間があります。"
    NOT_FOUND = "not_found", "時間の上限までに、入る場所が見つかりませんでした。"


class Broken(LabelledEnum):
    """A hard rule that a timetable does not keep."""

    COMPANY_AWAY = "company_away", "会社の都合が悪い時間です"
    ADVISER_AWAY = "adviser_away", "専門家の都合が悪い時間です"
    CONFLICT = "conflict", "利害関係があります"
    FORBIDDEN = "forbidden", "この組み合わせは「しない」と決めてあります"
    THEME = "theme", "希望のテーマに対応できません"
    WAY = "way", "会場とオンラインの希望が合いません"
    COMPANY_TWICE = "company_twice", "会社が同じ時間に二つの相談に入っています"
    ADVISER_TWICE = "adviser_twice", "専門家が同じ時間に二つの相談に入っています"
    SAME_PAIR = "same_pair", "同じ組み合わせが二回あります"
    COMPANY_MOST = "company_most", "会社の相談の数が上限を超えます"
    ADVISER_MOST = "adviser_most", "専門家の相談の数が上限を超えます"
    NO_BREAK = "no_break", "専門家に休みがありません"
    NO_ROOM = "no_room", "会場の席が足りません"
    PIN = "pin", "固定した組み合わせと合いません"
    UNKNOWN = "unknown", "会社、専門家、時間のどれかが、この日の名簿にありません"


class BoardState(LabelledEnum):
    """Where the board of a consultation day stands."""

    DRAFT = "draft", "これから組む"
    SOLVING = "solving", "計算しています"
    READY = "ready", "案ができました"
    PUBLISHED = "published", "公表しました"


_B = BoardState
# After publishing a change makes it a proposal again; who was told keeps what was told until the next publishing.
MOVES: dict[BoardState, frozenset[BoardState]] = {
    _B.DRAFT: frozenset({_B.SOLVING, _B.READY}),
    _B.SOLVING: frozenset({_B.DRAFT, _B.READY}),
    _B.READY: frozenset({_B.SOLVING, _B.READY, _B.PUBLISHED}),
    _B.PUBLISHED: frozenset({_B.SOLVING, _B.READY}),
}


class ChangeVerb(LabelledEnum):
    """What a change of the board did."""

    SOLVED = "solved", "自動で組みました"
    PLACED = "placed", "組み合わせを動かしました"
    REMOVED = "removed", "組み合わせを外しました"
    PINNED = "pinned", "固定しました"
    UNPINNED = "unpinned", "固定を外しました"
    FORBIDDEN = "forbidden", "組み合わせを「しない」にしました"
    ALLOWED = "allowed", "「しない」を取り消しました"
    WISHES = "wishes", "組み方を変えました"
    PUBLISHED = "published", "公表しました"
