"""Columns for confidential values: text and JSON, encrypted per value. No search, no sorting by them."""

import json
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.db import models

from tsunagu.vault.cipher import decrypt, encrypt

if TYPE_CHECKING:
    TextColumn = models.TextField[Any, Any]
else:
    TextColumn = models.TextField


class EncryptedTextField(TextColumn):
    """A text nobody reads in the database, in a backup or in a log."""

    description = "encrypted text"
    is_stored_encrypted = True  # backups and rotation copy what stands in the column

    @property
    def where(self) -> str:
        """What binds a value to its column: "app.model.field"."""
        return f"{self.model._meta.label_lower}.{self.name}"  # noqa: SLF001  (Django's own way to a model's name)

    def to_text(self, value: Any) -> str:
        """Value → the text that is encrypted."""
        return str(value)

    def from_text(self, text: str) -> Any:
        """The reverse of `to_text`."""
        return text

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value is None or hasattr(value, "resolve_expression"):
            return super().get_db_prep_save(value, connection)
        return encrypt(self.to_text(value), where=self.where)

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> Any:
        return None if value is None else self.from_text(decrypt(value, where=self.where))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.where} is encrypted and cannot be searched.")


class EncryptedJSONField(EncryptedTextField):
    """The same for a document of plain values."""

    description = "encrypted JSON"

    def to_text(self, value: Any) -> str:
        """Value → canonical JSON."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def from_text(self, text: str) -> Any:
        """The reverse of `to_text`."""
        return json.loads(text)

    def to_python(self, value: Any) -> Any:
        """A document as it is; TextField would make a text of it."""
        return value
