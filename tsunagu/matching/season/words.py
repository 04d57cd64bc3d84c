"""Words of the season's matching: why two cannot be put together, why a need has fewer candidates than wished."""

from tsunagu.base.labels import LabelledEnum


class Barred(LabelledEnum):
    """Why a specialist is no candidate for a need."""

    THEME = "theme", "このテーマに対応できません"
    REGION = "region", "この地域へ訪問できません"
    APART = "apart", "利害関係や辞退などのため、提案しません"


class Lacking(LabelledEnum):
    """Why a need has nobody, or fewer candidates than wished. The first hurdle that nobody passes."""

    NOBODY = "nobody", "提案できる専門家が、ほかに登録されていません。"
    NO_THEME = "no_theme", "このテーマに対応できる専門家が、ほかにいません。"
    NO_REGION = "no_region", "このテーマの専門家で、この地域を支援できる方が、ほかにいません。"
    APART = "apart", "合う専門家とは、利害関係や辞退などがあり、提案できません。"
    FULL = "full", "合う専門家は、今月の受付がいっぱいです。"
    TAKEN = "taken", "合う専門家は、ほかの会社への提案でいっぱいです。"


class Seat(LabelledEnum):
    """How a candidate came into the plan."""

    ACCEPTED = "accepted", "引き受けました"
    FIXED = "fixed", "専門家が連れてきました"
    STANDS = "stands", "前から提案しています"
    NEW = "new", "今回の候補です"


class Broken(LabelledEnum):
    """A hard rule that a plan does not keep."""

    SETTLED = "settled", "決まった組み合わせが変わっています"
    BARRED = "barred", "候補になれない専門家が入っています"
    TWICE = "twice", "同じ専門家が二回入っています"
    TOO_MANY = "too_many", "候補が多すぎます"
    OVER_ROOM = "over_room", "専門家の受け入れられる数を超えます"
    MOVED = "moved", "提案中の専門家が外れています"
    COMPANION = "companion", "同行できない専門家が同行することになっています"
    NO_REASON = "no_reason", "候補が足りない理由がありません"
    LEFT_OUT = "left_out", "空きのある専門家がいるのに、候補がありません"
