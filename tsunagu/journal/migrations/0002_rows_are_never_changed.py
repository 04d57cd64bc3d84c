from django.db import migrations

from tsunagu.base.migrating import append_only

FIXED = ("id", "at", "actor_code", "verb", "subject_kind", "subject_code", "facts", "personal_digest", "digest")
ERASABLE = ("actor_name", "reason", "salt")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_first_tables")]
    operations = [append_only("journal_entry", fixed=FIXED, erasable=ERASABLE), append_only("journal_seal")]
