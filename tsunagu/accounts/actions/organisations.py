"""Organisations: opened by the rooms that hang on them, edited by their own people."""

from datetime import datetime

from django.db import transaction

from tsunagu.accounts.models import Organisation
from tsunagu.accounts.states import OrganisationKind
from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.reference.listing import prefectures


@transaction.atomic
def open_organisation(
    kind: OrganisationKind, name: str, name_kana: str, prefecture: str, *, by: Actor, at: datetime
) -> Organisation:
    """A new organisation; `prefecture` as JIS X 0401. Companies and partners call this from their rooms."""
    organisation = Organisation.objects.create(
        kind=kind, name=name, name_kana=name_kana, prefecture=prefecture, created_at=at
    )
    record("organisation.opened", on=organisation, by=by, at=at, kind=kind.value)
    return organisation


@transaction.atomic
def edit_organisation(
    organisation: Organisation, *, name: str, name_kana: str, prefecture: str, by: Actor, at: datetime
) -> None:
    """Other name, reading or place. Refuses an unknown prefecture and an empty name."""
    if prefecture not in prefectures():
        raise RuleBrokenError("都道府県を選んでください。", field="prefecture")
    if not name.strip():
        raise RuleBrokenError("名称を入力してください。", field="name")
    told = {"name": name.strip(), "name_kana": name_kana.strip(), "prefecture": prefecture}
    changed = sorted(field for field, value in told.items() if getattr(organisation, field) != value)
    if not changed:
        return
    for field in changed:
        setattr(organisation, field, told[field])
    organisation.save(update_fields=changed)
    record("organisation.edited", on=organisation, by=by, at=at, fields=changed)
