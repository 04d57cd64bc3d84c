from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('specialists', '0003_register_may_say_expired'),
    ]

    operations = [
        migrations.AddField(
            model_name='publishedsheet',
            name='proof_until',
            field=models.DateField(null=True),
        ),
        migrations.RemoveField(
            model_name='publishedsheet',
            name='qualifications_verified',
        ),
    ]
