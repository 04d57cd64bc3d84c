from django.db import migrations, models

from tsunagu.base.migrating import change_stamps

SHEETS = "specialists_publishedsheet"


class Migration(migrations.Migration):
    dependencies = [("specialists", "0007_silence_costs")]
    operations = [
        migrations.CreateModel(
            name="SheetStamp",
            fields=[
                ("stamp", models.BigIntegerField(primary_key=True, serialize=False)),
                ("block", models.BigIntegerField(db_index=True, help_text="the upper bits of the ids")),
            ],
        ),
        migrations.RemoveIndex(model_name="publishedsheet", name="specialists_searched"),
        change_stamps(SHEETS, "specialist_id", "specialists_sheetstamp", 8),
        # the sheets there are get their first stamps
        migrations.RunSQL(f"UPDATE {SHEETS} SET is_listed = is_listed", migrations.RunSQL.noop),  # noqa: S608
    ]
