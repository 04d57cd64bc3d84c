"""Every item of a sheet with what it rests on: verified, system record, self-declared or derived (reference 10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tsunagu.base.calendar import day_words, years_between
from tsunagu.directory.rows import form_fees, is_proved
from tsunagu.directory.wording import places_words
from tsunagu.reference.listing import (
    affiliation_kinds,
    availability_states,
    industries,
    periods,
    prefectures,
    themes,
)
from tsunagu.specialists.models import PublishedSheet
from tsunagu.specialists.states import Standing

NOT_SAID = "記載なし"


@dataclass(frozen=True, slots=True)
class Fact:
    """One item: label, words, standing, and for verified ones by whom, how, when and until."""

    label: str
    value: str
    standing: Standing
    basis: str = ""


def facts_of(sheet: PublishedSheet, *, today: date) -> dict[str, list[Fact]]:
    """The items of a sheet (with its text loaded) in groups, as they stand on a JST day."""
    return {
        "基本のこと": _basics(sheet, today),
        "できること": _abilities(sheet),
        "ほかの資格": _qualifications(sheet, today),
        "支援の条件": _terms(sheet),
        "経験と実績": _experience(sheet),
    }


def basis_words(checked: Mapping[str, Any]) -> str:
    """事務局が証明書の写しで確認（2026年10月1日、2027年9月30日まで）."""
    until = f"、{day_words(date.fromisoformat(checked['until']))}まで" if checked["until"] else ""
    return f"{checked['by']}：{checked['how']}（{day_words(date.fromisoformat(checked['on']))}{until}）"


def _basics(sheet: PublishedSheet, today: date) -> list[Fact]:
    years = years_between(sheet.registered_on, today)
    verified = {
        "name": ("氏名", f"{sheet.name}（{sheet.name_kana}）"),
        "riss_no": ("登録番号", f"第{sheet.riss_no}号"),
        "registered_on": ("登録した日", f"{day_words(sheet.registered_on)}（{years}年）"),
        "register_valid_until": ("登録の期限", day_words(sheet.register_valid_until)),
    }
    found = [_checked(sheet.text.standings.get(item), *words, today=today) for item, words in verified.items()]
    kind = affiliation_kinds().terms[sheet.affiliation].name
    return [
        *found,
        _told("働き方", f"{kind}（{sheet.organisation}）" if sheet.organisation else kind),
        _told("居住地", prefectures()[sheet.residence].name),
    ]


def _checked(checked: Mapping[str, Any] | None, label: str, value: str, *, today: date) -> Fact:
    """An item somebody checked; it is self-declared again when that check has run out."""
    if checked is None:
        return _told(label, value)
    if checked["until"] and checked["until"] < today.isoformat():
        return Fact(label, value, Standing.SELF, f"{checked['by']}が確認した内容は{_ended(checked)}に期限が切れました")
    return Fact(label, value, Standing(checked["standing"]), basis_words(checked))


def _ended(checked: Mapping[str, Any]) -> str:
    return day_words(date.fromisoformat(checked["until"]))


def _told(label: str, value: str) -> Fact:
    return Fact(label, value or NOT_SAID, Standing.SELF)


def _listed(names: Iterable[str]) -> str:
    return "、".join(names)


def _abilities(sheet: PublishedSheet) -> list[Fact]:
    return [
        _told("対応できる指導テーマ", _listed(themes().names_in(sheet.themes_able))),
        _told("支援実績のある指導テーマ", _listed(themes().names_in(sheet.themes_delivered))),
        _told("得意とする業種", _listed(industries().names_in(sheet.industries))),
        _told("支援実績のある業種", _listed(industries().names_in(sheet.industries_delivered))),
    ]


def _qualifications(sheet: PublishedSheet, today: date) -> list[Fact]:
    return [_qualification(held, today) for held in sheet.text.qualifications]


def _qualification(held: Mapping[str, Any], today: date) -> Fact:
    if not held["verified_on"]:
        return Fact(held["name"], "あり", Standing.SELF)
    if not is_proved(held, today=today):
        return Fact(held["name"], "あり", Standing.SELF, f"確認した証明は{_ended(held)}に期限が切れました")
    checked = {"by": held["verified_by"], "how": held["how"], "on": held["verified_on"], "until": held["until"]}
    return Fact(held["name"], "あり", Standing.VERIFIED, basis_words(checked))


def _terms(sheet: PublishedSheet) -> list[Fact]:
    fees = [
        _told(f"{form.name}（1回2時間）", f"{form.fee}（初回無料）" if form.is_first_free else form.fee)
        for form in form_fees(sheet)
    ]
    return [
        *fees,
        _told("訪問できる地域", places_words(sheet.prefectures)),
        _told("オンライン", "できます" if sheet.online else "できません"),
        _told("支援できる期間", _listed(periods().names_in(sheet.periods))),
        _told("対応状況", availability_states().terms[sheet.availability].name),
    ]


def _experience(sheet: PublishedSheet) -> list[Fact]:
    return [
        _told("情報セキュリティの実務", f"{sheet.practice_years}年"),
        _told("中小企業を支援した件数", f"{sheet.cases_supported}件"),
        _told("商工会議所などとのつながり", "あり" if sheet.has_chamber_ties else "なし"),
        Fact("内容を確認した日", day_words(sheet.confirmed_on), Standing.SYSTEM),
    ]
