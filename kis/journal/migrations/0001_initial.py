import django.db.models.deletion
import kis.lib.guards
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='kiedy')),
                ('act', models.CharField(max_length=40, verbose_name='czynność')),
                ('kind', models.CharField(max_length=40, verbose_name='rodzaj rzeczy')),
                ('number', models.PositiveBigIntegerField(null=True, verbose_name='numer rzeczy')),
                ('person_number', models.PositiveBigIntegerField(null=True, verbose_name='numer osoby')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
            ],
            options={
                'verbose_name': 'wpis dziennika dostępu',
                'verbose_name_plural': 'dziennik dostępu',
                'indexes': [models.Index(fields=['person_number', 'at'], name='journal_by_person'), models.Index(fields=['user', 'at'], name='journal_by_user')],
                'triggers': [pgtrigger.compiler.Trigger(name='journal_is_append_only', sql=kis.lib.guards.GuardSql(func="RAISE EXCEPTION 'journal_is_append_only' USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_is_append_only', DETAIL = jsonb_build_object('row', OLD.id)::text;", hash='4dc17a3f446e37636f2049b3d411283273235f72', operation='UPDATE OR DELETE', pgid='pgtrigger_journal_is_append_only_996d8', table='journal_accessentry', when='BEFORE'))],
            },
        ),
    ]
