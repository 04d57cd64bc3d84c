import hashlib
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils.timezone import now

from tsunagu.accounts.models import Organisation, User
from tsunagu.base.errors import RuleBrokenError
from tsunagu.demo import season
from tsunagu.specialists.models import PublishedSheet, RegisterEntry, Specialist

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)
ROOMS = ("accounts", "specialists", "partners", "companies", "questionnaires", "journal", "account", "mfa")
NEVER_THE_SAME = {
    "password",
    "salt",
    "digest",
    "personal_digest",
    "stamp",
}  # salts, stamps; and the encrypted second factor


@pytest.fixture(autouse=True)
def _own_file(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def built(**arguments) -> str:
    """Build, take a digest over every row of every table, and undo it."""
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    with transaction.atomic():
        season.build(progress=False, **arguments)
        sums = hashlib.sha256()
        for model in models:
            kept = [field.attname for field in model._meta.concrete_fields if field.attname not in NEVER_THE_SAME]
            if model is Authenticator:
                kept.remove("data")
            for row in model.objects.order_by("pk").values_list(*kept):
                sums.update(repr((model._meta.label, row)).encode())
        transaction.set_rollback(True)
    return sums.hexdigest()


def test_same_number_seed_and_day_are_the_same_data() -> None:
    first = built(specialists=30, seed=7, as_of=DAY)

    assert built(specialists=30, seed=7, as_of=DAY) == first


@pytest.mark.parametrize("other", [{"seed": 8}, {"as_of": date(2026, 11, 22)}, {"specialists": 31}])
def test_another_seed_day_or_number_is_other_data(other) -> None:
    asked = {"specialists": 30, "seed": 7, "as_of": DAY}

    assert built(**(asked | other)) != built(**asked)


def test_a_second_demo_stands_beside_the_first() -> None:
    season.build(specialists=5, as_of=DAY, progress=False)

    season.build(specialists=5, as_of=DAY, progress=False)

    assert PublishedSheet.objects.count() == 10
    assert Specialist.objects.values("riss_no").distinct().count() == Specialist.objects.count()


def test_a_failure_leaves_nothing_behind(monkeypatch) -> None:
    def fail(*_):
        raise RuntimeError("broken off")

    monkeypatch.setattr(season, "fill_months", fail)

    with pytest.raises(RuntimeError, match="broken off"):
        season.build(specialists=3, as_of=DAY, progress=False)

    assert season.is_empty()


@pytest.mark.parametrize("number", [0, -1, 80_001])
def test_a_number_of_specialists_that_cannot_be_is_refused(number) -> None:
    with pytest.raises(RuleBrokenError, match="1 から 80000"):
        season.build(specialists=number, as_of=DAY, progress=False)

    assert season.is_empty()


def test_numbers_that_have_run_out_are_refused() -> None:
    RegisterEntry.objects.create(
        riss_no="999990", name="見本 花子", registered_on=DAY, valid_until=date(2029, 1, 1), extract_on=DAY
    )

    with pytest.raises(RuleBrokenError, match="足りません"):
        season.build(specialists=9, as_of=DAY, progress=False)


@pytest.mark.parametrize(
    "enter",
    [
        lambda: User.objects.create_user("a@mihon.example", name="見本 花子"),
        lambda: Organisation.objects.create(kind="company", name="見本商店", prefecture="13", created_at=now()),
        lambda: Specialist.objects.create(riss_no="900000", name="見本 花子", name_kana="", created_at=now()),
        lambda: RegisterEntry.objects.create(
            riss_no="900000",
            name="見本 花子",
            registered_on=DAY,
            valid_until=date(2029, 1, 1),
            extract_on=DAY,
        ),
    ],
)
def test_a_database_is_empty_until_somebody_is_entered(enter) -> None:
    assert season.is_empty()

    enter()

    assert not season.is_empty()
