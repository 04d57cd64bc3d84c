"""The steps of an application, as data. Source: reference 10 (掲載項目), 02 (スキル調査), 16 (試験シラバス)."""

from functools import cache

from tsunagu.reference.listing import (
    affiliation_kinds,
    industries,
    periods,
    prefectures,
    qualifications,
    themes,
)
from tsunagu.reference.syllabus import syllabus
from tsunagu.reference.vocabulary import Vocabulary
from tsunagu.specialists.application.fees import fee_groups
from tsunagu.specialists.application.fields import Choice, Field, Group, Kind, Step
from tsunagu.specialists.application.survey import survey_steps

BOUND = "bound"
WAYS: tuple[Choice, ...] = (
    ("independent", "独立して仕事をしている"),
    ("side_job", "勤務先があり、副業・兼業ができる"),
    ("advising_firm", "勤務先が、中小企業の支援を仕事にしている"),
    (BOUND, "勤務先のためだけに働く決まりで、副業・兼業はできない"),
)
WITH_EMPLOYER = frozenset({"side_job", "advising_firm"})
NOT_YET = "not_yet"
BRIEFINGS: tuple[Choice, ...] = (
    ("attended", "説明会に出た"),
    ("watched", "録画を見た"),
    (NOT_YET, "まだ"),
)
INTRODUCTION_LETTERS = 1000
PHOTO = "photo"


def _choices(vocabulary: Vocabulary) -> tuple[Choice, ...]:
    return tuple(vocabulary.choices)


def _basics() -> Step:
    fields = (
        Field(key="riss_no", label="登録番号", kind=Kind.RISS_NO, is_needed=True, help="数字6桁です。例：017139"),
        Field(key="name", label="氏名", kind=Kind.TEXT, most=100, is_needed=True, help="登録簿と同じ氏名にします。"),
        Field(key="name_kana", label="よみ", kind=Kind.TEXT, most=100, is_needed=True, help="ひらがなで書きます。"),
        Field(
            key="residence", label="居住地（都道府県）", kind=Kind.CHOICE, is_needed=True,
            choices=_choices(prefectures()), help="公開するのは都道府県だけです。",
        ),
        Field(
            key="affiliation", label="働き方", kind=Kind.CHOICE, is_needed=True, choices=_choices(affiliation_kinds())
        ),
        Field(
            key="organisation", label="所属する組織の名前", kind=Kind.TEXT,
            help="個票に出ます。出したくないときは空のままにします。",
        ),
    )  # fmt: skip
    return Step(
        code="basics",
        title="基本のこと",
        why="氏名と番号は、事務局が登録簿と照らし合わせます。",
        groups=(Group(fields=fields),),
    )


def _eligibility() -> Step:
    employer = (
        Field(key="employer_agreed", label="勤務先は、掲載に同意していますか", kind=Kind.YES_NO),
        Field(
            key="employer_agreed_on", label="同意を得た日", kind=Kind.DAY, help="だいたいの日でかまいません。"
        ),
    )  # fmt: skip
    own = (
        Field(key="way", label="あなたに近いもの", kind=Kind.CHOICE, choices=WAYS, is_needed=True),
        Field(
            key="briefing", label="掲載のきまりの説明会", kind=Kind.CHOICE, choices=BRIEFINGS, is_needed=True,
            help="説明会に出るか、録画を見てから申請します。",
        ),
    )  # fmt: skip
    return Step(
        code="eligibility",
        title="支援できる立場か",
        why="アクティブリストには、中小企業を支援できる方が載ります。",
        groups=(
            Group(fields=own),
            Group(fields=employer, title="勤務先のある方", help="勤務先のある方だけ答えます。公開しません。"),
        ),
    )


def _themes() -> Step:
    able = Field(
        key="themes_able", label="対応できる指導テーマ", kind=Kind.CHOICES, is_needed=True, choices=_choices(themes())
    )
    delivered = Field(
        key="themes_delivered", label="支援した実績のある指導テーマ", kind=Kind.CHOICES, choices=_choices(themes()),
        help="実績がなければ空のままにします。",
    )  # fmt: skip
    return Step(
        code="themes",
        title="指導テーマ",
        why="「できる」と「実績がある」は、分けて出します。",
        groups=(Group(fields=(able, delivered)),),
    )


def _terms() -> Step:
    rest = (
        Field(
            key="periods", label="支援できる期間", kind=Kind.CHOICES, is_needed=True, choices=_choices(periods())
        ),
        Field(
            key="monthly_cap", label="ひと月に受ける問い合わせの数", kind=Kind.NUMBER, least=1, most=30, is_needed=True,
            help="この数に達した月は、一覧に出ません。翌月にまた出ます。",
        ),
    )  # fmt: skip
    return Step(
        code="terms",
        title="支援の形と料金",
        why="料金は、1回（2時間）あたりの円で書きます。無料・応相談は0円です。",
        groups=(*fee_groups(), Group(fields=rest, title="期間と数")),
    )


def _places() -> Step:
    fields = (
        Field(key="online", label="オンラインで支援できますか", kind=Kind.YES_NO, is_needed=True),
        Field(key="prefectures", label="訪問できる都道府県", kind=Kind.CHOICES, choices=_choices(prefectures())),
    )
    return Step(
        code="places",
        title="支援できる地域",
        why="会社は、まず地域から専門家をさがします。",
        groups=(Group(fields=fields),),
    )


def _industries() -> Step:
    fields = (
        Field(
            key="industries", label="得意とする業種", kind=Kind.CHOICES, is_needed=True,
            choices=_choices(industries()), help="なければ「該当なし」を選びます。",
        ),
        Field(
            key="industries_delivered", label="支援した実績のある業種", kind=Kind.CHOICES,
            choices=_choices(industries()),
        ),
    )  # fmt: skip
    return Step(
        code="industries",
        title="業種",
        why="業種のことばが分かる専門家は、安心して話せます。",
        groups=(Group(fields=fields),),
    )


def _qualifications() -> Step:
    fields = (
        Field(
            key="held", label="持っている資格", kind=Kind.CHOICES,
            choices=tuple(choice for choice in qualifications().choices if choice[0] != "other"),
        ),
        Field(
            key="others", label="そのほかの資格", kind=Kind.LINES, most=100, lines=10,
            help="1行に1つずつ書きます。なければ空のままにします。",
        ),
    )  # fmt: skip
    return Step(
        code="qualifications",
        title="ほかの資格",
        why="証明書を確認するまでは「本人申告」と出ます。",
        groups=(Group(fields=fields),),
    )


def _experience() -> Step:
    numbers = (
        Field(key="practice_years", label="情報セキュリティの実務の年数", kind=Kind.NUMBER, most=60, is_needed=True),
        Field(key="cases_supported", label="中小企業を支援した件数", kind=Kind.NUMBER, most=9999, is_needed=True),
        Field(
            key="has_chamber_ties", label="商工会議所・商工会とのつながりがありますか", kind=Kind.YES_NO, is_needed=True
        ),
    )
    record = (
        Field(
            key="work_items", label="実績のある業務", kind=Kind.CHOICES, help="試験の出題範囲の項目です。",
            choices=tuple((item.code, f"{item.code} {item.name}") for item in syllabus().items),
        ),
        Field(
            key="cases", label="支援の例", kind=Kind.LINES, most=200, lines=10,
            help="1行に1つずつ書きます。会社の名前や、会社が分かることは書きません。例：ISMS認証取得支援",
        ),
    )  # fmt: skip
    return Step(
        code="experience",
        title="経験と実績",
        why="数が少なくても、順位は下がりません。",
        groups=(Group(fields=numbers), Group(fields=record, title="実績")),
    )


def _introduction() -> Step:
    field = Field(
        key="introduction", label="自己紹介", kind=Kind.LONG, most=INTRODUCTION_LETTERS, is_needed=True,
        help=f"{INTRODUCTION_LETTERS}文字まで。どんな会社の、どんな困りごとに役立てるかを書きます。",
    )  # fmt: skip
    return Step(
        code="introduction",
        title="自己紹介",
        why="会社の方が読んで分かることばで書きます。",
        groups=(Group(fields=(field,)),),
    )


def _photo() -> Step:
    return Step(code=PHOTO, title="写真", why="なくても申請できます。顔が分かると、会社は安心します。", groups=())


def _contact() -> Step:
    fields = (
        Field(
            key="email", label="公開するメールアドレス", kind=Kind.EMAIL, most=254,
            help="アカウントの設定で確かめたアドレスだけ使えます。空なら、問い合わせはこのサービスが取りつぎます。",
        ),
        Field(key="telephone", label="公開する電話番号", kind=Kind.PHONE),
        Field(
            key="emergency_telephone", label="緊急のときの電話番号", kind=Kind.PHONE,
            help="緊急対応を受ける方だけ。だれでも見られます。",
        ),
        Field(
            key="open_data_agreed", label="オープンデータに含めてよいですか", kind=Kind.YES_NO, is_needed=True,
            help="オープンデータは、だれでも使えるように公開する表です。連絡先は含みません。",
        ),
    )  # fmt: skip
    return Step(
        code="contact",
        title="連絡先と公開",
        why="連絡先は、ご本人と支援機関などの担当者に見えます。",
        groups=(Group(fields=fields),),
    )


@cache
def steps() -> dict[str, Step]:
    """Every step by its code, in order."""
    found = (
        _basics(), _eligibility(), *survey_steps(), _themes(), _terms(), _places(), _industries(), _qualifications(),
        _experience(), _introduction(), _photo(), _contact(),
    )  # fmt: skip
    return {step.code: step for step in found}
