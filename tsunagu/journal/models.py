"""Who did what to what, when, why. Rows are added, never changed: the database refuses (migration 0002)."""

from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """One line of the journal. Holds codes and names as they were, no foreign keys; times in UTC.

    `actor_name` and `reason` are the personal part: they and `salt` can be emptied (actions.erase_personal),
    nothing else ever changes. `facts` holds codes, counts and dates, never names or free text.
    """

    at = models.DateTimeField(db_index=True)
    actor_code = models.CharField(max_length=100)
    actor_name = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=100)
    subject_kind = models.CharField(max_length=100)
    subject_code = models.CharField(max_length=100)
    facts = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    salt = models.CharField(max_length=32, blank=True)
    personal_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_code"], name="journal_by_subject"),
            models.Index(fields=["verb", "id"], name="journal_by_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_code} {self.verb} {self.subject_kind}:{self.subject_code}"


class Seal(models.Model):
    """A link of the hash chain over committed entries. Positions run 1, 2, 3 … in the order of sealing."""

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    chain = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(position__gte=1), name="journal_chain_begins_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.entry_id} {self.chain[:12]}"
