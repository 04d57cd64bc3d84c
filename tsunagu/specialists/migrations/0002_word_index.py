from django.db import migrations

from tsunagu.base.migrating import word_index


class Migration(migrations.Migration):
    dependencies = [("specialists", "0001_first_tables")]
    operations = [word_index("specialists_sheettext", "grams", "sheet_id")]
