import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_what_the_desk_asks'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='draft',
            name='draft_once_a_form',
        ),
        migrations.AddField(
            model_name='draft',
            name='window',
            field=models.CharField(default='', max_length=22, verbose_name='klucz otwartego formularza'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('user', 'address', 'window'), name='draft_once_a_window', violation_error_message='Tekst tego okna jest już zachowany.'),
        ),
        migrations.CreateModel(
            name='SavedForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=200, verbose_name='adres formularza')),
                ('key', models.CharField(max_length=22, verbose_name='klucz otwartego formularza')),
                ('content_mark', models.CharField(max_length=64, verbose_name='znak treści')),
                ('leads_to', models.TextField(blank=True, verbose_name='adres zapisanego')),
                ('saved_at', models.DateTimeField(db_index=True, verbose_name='zapisano')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_forms', to=settings.AUTH_USER_MODEL, verbose_name='autor')),
            ],
            options={
                'verbose_name': 'zapisany formularz',
                'verbose_name_plural': 'zapisane formularze',
                'constraints': [models.UniqueConstraint(fields=('user', 'address', 'key'), name='saved_form_once', violation_error_message='Ten formularz jest już zapisany.')],
            },
        ),
    ]
