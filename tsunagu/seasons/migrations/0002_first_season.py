"""The season of fiscal year 2026 (令和8年度) with its published listing criteria."""

from datetime import date

from django.db import migrations

CODE = "2026"
REPORT = "文書000「令和6年度 セキュリティ人材活用促進実証 成果報告」"
FINAL = "文書001「サイバーセキュリティ人材の育成促進に向けた検討会 最終取りまとめ」"

CRITERIA = (
    (
        "registration_valid",
        "登録セキスペの登録が有効なこと。登録の取消しや名称の使用停止を受けている間は載せません。",
        f"{FINAL} 基本設計案（登録セキスペの資格を持つ者）、登録停止・取消の表示 l.621",
    ),
    (
        "supports_small_companies",
        "中小企業などのセキュリティ支援ができること。独立、副業・兼業、所属組織の業務のどれでもかまいません。",
        f"{FINAL} 基本設計案 l.940",
    ),
    (
        "not_bound_to_employer",
        "勤務先のためだけに働く決まりで、副業・兼業もできない方は載せません。",
        f"{FINAL} l.940 ※、{REPORT} l.1522（勤務先の都合による掲載不可10名）",
    ),
    (
        "courses_done",
        "受ける義務のある講習を期限までに受けていること。",
        f"{FINAL} l.621、l.406-413（義務講習の受講状況）。掲載の条件とするのは設計",
    ),
    (
        "survey_complete",
        "スキル調査に答えていること。全問が未回答の方は載せません。",
        f"{REPORT} l.1522（未回答による掲載不可5名）",
    ),
    (
        "briefing_attended",
        "掲載のきまりの説明会に出るか、その録画を見ていること。",
        "設計（文書002「成果報告書（概要版）」の説明会にならう）",
    ),
    (
        "agrees_to_listing",
        "ご本人が掲載に同意していること。",
        f"{REPORT} l.1217-1220、l.1522（掲載を希望しない3名）",
    ),
)


def make_first_season(apps, schema_editor):
    database = schema_editor.connection.alias
    season = apps.get_model("seasons", "Season").objects.using(database).create(
        code=CODE,
        name="令和8年度",
        fiscal_year=2026,
        starts_on=date(2026, 4, 1),
        ends_on=date(2027, 3, 31),
        source="事業年度（4月から翌年3月）。掲載の条件は文書000・001の基本設計案による",
    )
    criterion = apps.get_model("seasons", "ListingCriterion")
    criterion.objects.using(database).bulk_create(
        criterion(season=season, code=code, version=1, sentence=sentence, source=source)
        for code, sentence, source in CRITERIA
    )


def take_it_back(apps, schema_editor):
    seasons = apps.get_model("seasons", "Season").objects.using(schema_editor.connection.alias)
    seasons.filter(code=CODE).delete()


class Migration(migrations.Migration):
    dependencies = [("seasons", "0001_first_tables")]
    operations = [migrations.RunPython(make_first_season, take_it_back)]
