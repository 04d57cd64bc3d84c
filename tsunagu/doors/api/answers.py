"""What the API answers, field by field. Strict: a field too many, too few or of another type is a bug."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from tsunagu.specialists.states import Standing

Count = Annotated[int, Field(ge=0)]
RissNo = Annotated[str, Field(pattern=r"^[0-9]{6}$", description="登録番号（6けた）")]


class Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Problem(Answer):
    field: str = Field(description="直してほしい項目の名前。全体のときは空")
    message: str = Field(description="何が起きたか、どうすればよいか")


class Problems(Answer):
    """Every answer of 400 and above."""

    errors: list[Problem]


class Coded(Answer):
    code: str
    name: str


class Qualification(Answer):
    code: str | None = Field(description="コード表にない資格のときは null")
    name: str
    is_verified: bool


class FormFee(Answer):
    code: str
    name: str
    fee: str = Field(description="1回2時間あたりの料金")
    is_first_free: bool


class Mark(Answer):
    column: Annotated[int, Field(ge=0, le=7)]
    area: str
    name: str
    mark: Annotated[str, Field(pattern="^[○◎]?$")]
    is_reference: bool = Field(description="true のときは参考（監査の証明を確認していない）")


class Points(Answer):
    label: str
    points: Count
    most: Count
    because: str
    is_asked: bool = Field(description="この検索の条件による点数か")


class Row(Answer):
    riss_no: RissNo
    name: str
    organisation: str
    affiliation: Coded
    residence: Coded
    places: str = Field(description="訪問できる地域")
    online: bool
    themes_able: list[Coded]
    themes_delivered: list[Coded]
    track_record: list[str]
    industries: list[Coded]
    forms: list[FormFee]
    periods: list[Coded]
    first_free: bool
    qualifications: list[Qualification]
    marks: list[Mark]
    register_years: Count
    practice_years: Count
    cases_supported: Count
    has_chamber_ties: bool
    is_emergency_capable: bool
    availability: Coded
    absence: Coded | None = Field(description="いま受け付けていない理由。受け付けていれば null")
    confirmed_on: date
    is_stale: bool = Field(description="内容の確認から日がたっているか")
    points: Annotated[int, Field(ge=0, le=100)]
    lines: list[Points] = Field(description="点数の内訳")
    reasons: list[str]


class Absent(Answer):
    full: Count
    paused: Count
    unavailable: Count


class Chip(Answer):
    parameter: str
    label: str
    words: str
    gain: int = Field(description="この条件をはずすと増える人数。減るときは負の数")
    query: str = Field(description="この条件をはずした検索")


class Way(Answer):
    words: str
    gain: Count
    query: str


class Page(Answer):
    total: Count
    position: Count = Field(description="このページより前の人数")
    rows: list[Row]
    next: str | None = Field(description="続きの cursor。最後のページでは null")
    absent: Absent = Field(description="いま受け付けていないため載せていない人数")
    conditions: list[Chip]
    ways: list[Way] = Field(description="人数が少ないときの広げ方")


class Fact(Answer):
    label: str
    value: str
    standing: Standing
    basis: str = Field(description="だれが、どのように、いつ確認したか")


class Facts(Answer):
    group: str
    items: list[Fact]


class Sheet(Answer):
    row: Row
    facts: list[Facts]
    introduction: str
    other_work: list[str]


class Entry(Answer):
    code: str
    name: str
    group: str | None = Field(description="親のコード（needs では menus のコード）")
    note: str
    is_condition: bool = Field(description="検索の条件に使えるか")
    is_retired: bool


class CodeList(Answer):
    code: str
    name: str
    parameters: list[str] = Field(description="このコードを使う検索の条件")


class CodeLists(Answer):
    vocabularies: list[CodeList]


class Codes(CodeList):
    entries: list[Entry]
