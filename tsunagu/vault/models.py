"""Files kept: one row per file. Its bytes lie encrypted in the file store under a random key."""

from django.db import models
from django.db.models import Q

from tsunagu.vault.scope import ScopedRow
from tsunagu.vault.states import FileKind


class StoredFile(ScopedRow):
    """`sha256` and `size` are of the file as given. After erasure only kind, scope and times are left."""

    kind = models.CharField(max_length=20, choices=FileKind.choices())
    name = models.CharField("ファイル名", max_length=200, blank=True)
    content_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    storage_key = models.CharField(max_length=100, blank=True, help_text="empty once the bytes are gone")
    key_id = models.CharField(max_length=20)
    stored_at = models.DateTimeField()
    stored_by = models.CharField(max_length=100)
    retention_until = models.DateField(null=True, db_index=True)
    erased_at = models.DateTimeField(null=True)

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["storage_key"], condition=~Q(storage_key=""), name="vault_one_row_per_stored_file"
            ),
            models.CheckConstraint(condition=Q(size__gte=0), name="vault_size_is_not_negative"),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(name="", sha256=""), name="vault_an_erased_file_has_no_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk} ({self.scope})"
