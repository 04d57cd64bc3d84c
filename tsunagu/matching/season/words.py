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
