"""Photos of sheets as bytes. A published one is public: reading it is not journalled."""

from tsunagu.specialists.application.steps import PHOTO
from tsunagu.specialists.models import PublishedSheet
from tsunagu.specialists.own_application import OwnApplication
from tsunagu.vault.actions import load_bytes
from tsunagu.vault.models import StoredFile
from tsunagu.vault.states import FileKind

Picture = tuple[bytes, str]


def photo_of_sheet(riss_no: str) -> Picture | None:
    """The photo of somebody on the list now: (bytes, content type); None without one."""
    sheet = PublishedSheet.objects.listed().filter(riss_no=riss_no).select_related("text").first()
    return _picture(sheet.text.photo, f"specialist:{sheet.pk}") if sheet else None


def photo_of_draft(application: OwnApplication) -> Picture | None:
    """The photo in a person's own draft."""
    said = application.content.get(PHOTO, {}).get(PHOTO)
    return _picture(str(said or ""), f"specialist:{application.specialist.pk}")


def _picture(key: str, scope: str) -> Picture | None:
    if not key.isdecimal():
        return None
    stored = StoredFile.objects.filter(pk=int(key), kind=FileKind.PHOTO, scope=scope, erased_at=None).first()
    return (load_bytes(stored.storage_key, stored.key_id), stored.content_type) if stored else None
