"""The cache all processes and machines share (limits, verification codes): Django's own table."""

from django.core.management import call_command
from django.db import migrations


def make(_apps, schema_editor):
    call_command("createcachetable", "upkeep_cache", database=schema_editor.connection.alias, verbosity=0)


def drop(_apps, schema_editor):
    schema_editor.execute("DROP TABLE upkeep_cache")


class Migration(migrations.Migration):
    dependencies = [("upkeep", "0001_first_tables")]
    operations = [migrations.RunPython(make, drop)]
