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
