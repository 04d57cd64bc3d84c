"""A sheet's content in words, line by line, and which lines differ between two editions. Plain functions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tsunagu.base.calendar import day_words
from tsunagu.base.money import yen
from tsunagu.reference.listing import affiliation_kinds, industries, periods, prefectures, support_forms, themes
from tsunagu.specialists.application.steps import BRIEFINGS, WAYS
from tsunagu.specialists.content import Fee, SheetContent

NOT_SAID = "（なし）"


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One item: its label, how it reads now, and how it read in the edition before ("" = there was none)."""

    label: str
    value: str
    before: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether it reads otherwise than before."""
        return bool(self.before) and self.before != self.value


def content_lines(content: SheetContent, before: SheetContent | None = None) -> list[ContentLine]:
    """Every item in the order of the application; with `before`, how each read there."""
    was = _words(before) if before else {}
    return [ContentLine(label, value, was.get(label, "")) for label, value in _words(content).items()]


def _words(content: SheetContent) -> dict[str, str]:
    agreed = content.declared.employer_agreed_on
    found = {
        "氏名": content.name,
        "よみ": content.name_kana,
        "居住地": prefectures()[content.residence].name,
        "働き方": affiliation_kinds()[content.affiliation].name,
        "所属する組織": content.organisation,
        "支援できる立場": dict(WAYS).get(content.declared.way, ""),
        "勤務先の同意を得た日": day_words(agreed) if agreed else "",
        "掲載のきまりの説明会": dict(BRIEFINGS).get(content.declared.briefing, ""),
        "対応できる指導テーマ": _names(themes()[code].name for code in content.themes_able),
        "実績のある指導テーマ": _names(themes()[code].name for code in content.themes_delivered),
        "支援の形と料金": _names(_fee(fee) for fee in content.fees),
        "支援できる期間": _names(periods()[code].name for code in content.periods),
        "ひと月に受ける問い合わせ": f"{content.monthly_cap}件",
        "オンライン": _yes_no(said=content.online),
        "訪問できる都道府県": _names(prefectures()[code].name for code in content.prefectures),
        "得意とする業種": _names(industries()[code].name for code in content.industries),
        "実績のある業種": _names(industries()[code].name for code in content.industries_delivered),
        "ほかの資格": _names(item.name for item in content.qualifications),
        "実務の年数": f"{content.practice_years}年",
        "支援した件数": f"{content.cases_supported}件",
        "商工会議所などとのつながり": _yes_no(said=content.has_chamber_ties),
        "実績のある業務": _names(content.other_work),
        "支援の例": _names(content.track_record),
        "自己紹介": content.introduction,
        "公開する連絡先": _names(_contact(content)),
        "オープンデータ": _yes_no(said=content.open_data_agreed),
        "写真": _yes_no(said=content.photo is not None),
    }
    return {label: value or NOT_SAID for label, value in found.items()}


def _names(names: Iterable[str]) -> str:
    return "、".join(names)


def _yes_no(*, said: bool) -> str:
    return "はい" if said else "いいえ"


def _fee(fee: Fee) -> str:
    form = str(support_forms()[fee.form].facts["list_label"])
    until = yen(fee.max_yen) if fee.max_yen is not None else ""
    return f"{form} {yen(fee.min_yen)}〜{until}{'（初回無料）' if fee.first_free else ''}"


def _contact(content: SheetContent) -> Sequence[str]:
    told = content.contact
    return [one for one in (told.email, told.telephone, told.emergency_telephone) if one]
