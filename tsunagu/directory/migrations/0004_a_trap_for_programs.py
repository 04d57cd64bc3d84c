from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0003_after_an_enquiry'),
    ]

    operations = [
        migrations.AlterField(
            model_name='enquiry',
            name='hold_reason',
            field=models.CharField(blank=True, choices=[('sender', '同じ方からの問い合わせが続いています'), ('duplicate', '同じ文の問い合わせがあります'), ('target', '同じ専門家への問い合わせが続いています'), ('flood', '全体の問い合わせが急に増えています'), ('spam', '宣伝のような文があります'), ('trap', '人には見えない欄に、書きこみがあります（自動の送信かもしれません）')], max_length=20),
        ),
    ]
