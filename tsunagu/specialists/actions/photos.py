"""The photo of a sheet: in through the gate, out again."""

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.photos import checked_photo
from tsunagu.specialists.actions.drafts import save_steps
from tsunagu.specialists.application.steps import PHOTO
from tsunagu.specialists.models import Draft
from tsunagu.vault.actions import store_file
from tsunagu.vault.states import FileKind


@transaction.atomic
def give_photo(draft: Draft, content: bytes, *, name: str, seen: int, by: Actor, at: datetime) -> Draft:
    """Take a photo into the draft: PNG or JPEG, only the picture. Refuses anything else (field "photo").

    The former photo stays with the editions that show it; retention erases it in its time.
    """
    photo = checked_photo(content, name=name)
    stored = store_file(
        photo.content,
        name=photo.name,
        kind=FileKind.PHOTO,
        scope=draft.scope,
        content_type=photo.content_type,
        by=by,
        at=at,
    )
    return save_steps(draft, {PHOTO: {PHOTO: stored.pk}}, seen=seen, by=by, at=at)


@transaction.atomic
def take_photo_out(draft: Draft, *, seen: int, by: Actor, at: datetime) -> Draft:
    """No photo in the draft any more. Refuses a draft without one."""
    if not draft.content.get(PHOTO):
        raise RuleBrokenError("写真は入っていません。")
    return save_steps(draft, {PHOTO: {}}, seen=seen, by=by, at=at)
