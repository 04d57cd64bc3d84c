from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('specialists', '0006_one_index_of_what_a_search_reads'),
    ]

    operations = [
        migrations.AlterField(
            model_name='listing',
            name='hidden_reason',
            field=models.CharField(blank=True, choices=[('no_skill_answer', 'スキル調査が未回答'), ('employer', '勤務先の都合'), ('declined', '掲載を希望しない'), ('own_wish', 'ご本人の希望'), ('not_confirmed', '内容の確認がない'), ('silent', '問い合わせに返事がない')], max_length=20),
        ),
        migrations.AlterField(
            model_name='listingreminder',
            name='kind',
            field=models.CharField(choices=[('asked', '内容の確認のお願い'), ('before_note', 'もうすぐ注意書きが付きます'), ('noted', '注意書きを付けました'), ('before_hiding', 'もうすぐ非公開になります'), ('hidden', '非公開にしました'), ('renewal', '登録の更新のときの確認'), ('silence_warned', '問い合わせに返事がないことのお知らせ'), ('silence_paused', '返事がないため一覧から下ろしました')], max_length=30),
        ),
    ]
