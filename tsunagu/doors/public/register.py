"""支援士検索: what the register says of a number."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.calendar import day_of, day_words
from tsunagu.doors.forms import KindForm
from tsunagu.doors.frame import address
from tsunagu.doors.limits import is_within
from tsunagu.reference.menus import display_columns
from tsunagu.specialists.queries import LookUp, look_up
from tsunagu.specialists.register_rules import riss_no
from tsunagu.specialists.states import AreaMark, RegisterStatus, Standing

RATE = "30/m"
WAIT_SECONDS = 60
NOT_SHOWN = "公開していません"


class NumberForm(KindForm):
    """One number, however it is written."""

    riss_no = forms.CharField(
        label="登録番号",
        max_length=40,
        help_text="例：000123（「123」や「第000123号」でもかまいません）",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "size": 16}),
    )

    def clean_riss_no(self) -> str:
        """Six digits."""
        try:
            return riss_no(self.cleaned_data["riss_no"])
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer in one line: the kind of notice, what is so, what to know about it."""

    kind: str
    title: str
    text: str


VERDICTS = {
    RegisterStatus.VALID: Verdict("success", "登録されています", "有効期限まで、登録セキスペとして登録されています。"),
    RegisterStatus.SUSPENDED: Verdict(
        "warning",
        "登録されていますが、名称の使用が止められています",
        "いまは「登録セキスペ」と名のれません。",
    ),
    RegisterStatus.REVOKED: Verdict("error", "いまは登録されていません", "登録が取り消されたか、消されています。"),
    RegisterStatus.EXPIRED: Verdict("error", "いまは登録されていません", "登録の期限が切れています。"),
}
UNKNOWN = Verdict(
    "warning",
    "この番号の登録は見つかりません",
    "番号を確かめて、もう一度入れてください。登録されたばかりの番号は、まだ入っていないことがあります。",
)
TOO_MANY = Verdict(
    "warning",
    "少し時間をおいてください",
    "短い時間に何度もしらべたため、いったん止めています。1分ほどたってから、もう一度ためしてください。",
)


@dataclass(frozen=True, slots=True)
class LookUpFact:
    """One line of the answer."""

    label: str
    value: str
    standing: Standing | None
    basis: str


@dataclass(frozen=True, slots=True)
class MarkLine:
    """The mark of one of the list's columns."""

    column: int
    name: str
    mark: AreaMark
    is_reference: bool


def register(request: HttpRequest) -> HttpResponse:
    """The form, and the answer for the number in the address. Too many look-ups of one address: 429."""
    form = NumberForm(request.GET if "riss_no" in request.GET else None)
    facts: dict[str, Any] = {"form": form, "number": "", "verdict": None, "found": None}
    if not form.is_valid():
        return render(request, "public/register.html", facts)
    if not is_within(request, "register", RATE):
        response = render(request, "public/register.html", facts | {"verdict": TOO_MANY}, status=429)
        response["Retry-After"] = str(WAIT_SECONDS)
        return response
    number = form.cleaned_data["riss_no"]
    found = look_up(number, today=day_of(timezone.now()))
    answer = answer_for(found) if found else {"verdict": UNKNOWN}
    return render(request, "public/register.html", facts | {"number": number} | answer)


def answer_for(found: LookUp) -> dict[str, Any]:
    """What the page says of a number on the register."""
    return {
        "verdict": VERDICTS[found.standing],
        "found": found,
        "facts": _facts(found),
        "marks": _marks(found),
        "derived": Standing.DERIVED,
        "sheet_url": address("public:sheet", found.riss_no) if found.is_listed else "",
    }


def _facts(found: LookUp) -> list[LookUpFact]:
    """Of a registration that was revoked or deleted only that it is gone: its old dates mean nothing any more."""
    basis = f"登録簿で確認（{day_words(found.extract_on)}時点）"
    verified = Standing.VERIFIED
    is_suspended = found.standing is RegisterStatus.SUSPENDED
    registered = LookUpFact("登録", "あり" if found.is_registered else "なし", verified, basis)
    name = LookUpFact("氏名", found.name or NOT_SHOWN, verified if found.name else None, "")
    until = LookUpFact("有効期限", day_words(found.valid_until), verified, "")
    suspended = LookUpFact("名称の使用停止", "あり" if is_suspended else "なし", verified, "")
    listed = LookUpFact("専門家の一覧への掲載", "あり" if found.is_listed else "なし", None, "")
    if found.is_registered:
        return [registered, name, until, suspended, listed]
    return [registered, *([until] if found.standing is RegisterStatus.EXPIRED else []), listed]


def _marks(found: LookUp) -> list[MarkLine]:
    known = {mark.area: mark for mark in found.marks}
    return [
        MarkLine(column.column, column.name, mark.mark, mark.is_reference)
        for column in display_columns()
        if (mark := known.get(column.area))
    ]
