import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import kis.lib.guards
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('lib', '0001_extensions_and_fold'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='rodzaj')),
                ('name', models.CharField(max_length=120, verbose_name='nazwa pliku')),
                ('content_type', models.CharField(max_length=40, verbose_name='typ')),
                ('size', models.PositiveIntegerField(verbose_name='rozmiar w bajtach')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='zapisano')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zapisał(a)')),
            ],
            options={
                'verbose_name': 'pismo',
                'verbose_name_plural': 'pisma',
                'triggers': [pgtrigger.compiler.Trigger(name='document_is_kept', sql=kis.lib.guards.GuardSql(func="RAISE EXCEPTION 'document_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'document_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text;", hash='25ff56861590bb6427c46290f792df39b9b8883b', operation='UPDATE OR DELETE', pgid='pgtrigger_document_is_kept_1ecdb', table='documents_document', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='rodzaj')),
                ('year', models.PositiveSmallIntegerField(verbose_name='rok')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='ostatni numer')),
            ],
            options={
                'verbose_name': 'seria numerów',
                'verbose_name_plural': 'serie numerów',
                'constraints': [models.UniqueConstraint(fields=('kind', 'year'), name='number_series_once_a_year', violation_error_message='Ta seria numerów już jest.')],
                'triggers': [pgtrigger.compiler.Trigger(name='numbers_stay_used', sql=kis.lib.guards.GuardSql(func="\n    IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'numbers_stay_used' USING ERRCODE = 'check_violation', CONSTRAINT = 'numbers_stay_used', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n    IF (OLD.kind, OLD.year) IS DISTINCT FROM (NEW.kind, NEW.year) OR NEW.last < OLD.last THEN\n        RAISE EXCEPTION 'numbers_stay_used' USING ERRCODE = 'check_violation', CONSTRAINT = 'numbers_stay_used', DETAIL = jsonb_build_object('row', OLD.id)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='ed197355d2794e6432ec6f8e84bd144b919bc7a5', operation='UPDATE OR DELETE', pgid='pgtrigger_numbers_stay_used_9e5b1', table='documents_numberseries', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='PaperText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('key', models.SlugField(help_text='Stoi w szablonie pisma.', max_length=60, verbose_name='klucz')),
                ('title', models.CharField(max_length=200, verbose_name='co to jest')),
                ('text', models.TextField(verbose_name='treść')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='źródło')),
                ('valid_from', models.DateField(verbose_name='obowiązuje od')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='obowiązuje do')),
            ],
            options={
                'verbose_name': 'tekst na pismach',
                'verbose_name_plural': 'teksty na pismach',
                'ordering': ['key', '-valid_from'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='paper_text_ends_after_start', violation_error_message='Tekst nie może przestać obowiązywać przed początkiem.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('key', '='), (models.Func(models.F('valid_from'), models.F('valid_to'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='paper_text_one_a_day', violation_error_message='W tym czasie obowiązuje już inna treść tego tekstu.')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "documents_papertextevent" ("id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "text", "title", "valid_from", "valid_to", "version") VALUES (NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."text", NEW."title", NEW."valid_from", NEW."valid_to", NEW."version"); RETURN NULL;', hash='ecde51193e6f54fe0ccb70db7c8e26f74a65b9fd', operation='INSERT', pgid='pgtrigger_insert_insert_1902c', table='documents_papertext', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "documents_papertextevent" ("id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "text", "title", "valid_from", "valid_to", "version") VALUES (NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."text", NEW."title", NEW."valid_from", NEW."valid_to", NEW."version"); RETURN NULL;', hash='26d949d8d7655c5ae4cf6e60bcde537bc0f107a9', operation='UPDATE', pgid='pgtrigger_update_update_f7cd9', table='documents_papertext', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "documents_papertextevent" ("id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "text", "title", "valid_from", "valid_to", "version") VALUES (OLD."id", OLD."key", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."text", OLD."title", OLD."valid_from", OLD."valid_to", OLD."version"); RETURN NULL;', hash='b9bbe0f1c6b8b1978d9a6d8d4c1cc0faa1479640', operation='DELETE', pgid='pgtrigger_delete_delete_ed97d', table='documents_papertext', when='AFTER')), pgtrigger.compiler.Trigger(name='row_version', sql=kis.lib.guards.GuardSql(func="\n        IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'row_keeps_its_number' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_keeps_its_number', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        NEW.version = OLD.version + 1;\n        RETURN NEW;\n    ", hash='5694f845c39aa5e4bc37247c42566734ad721df4', operation='UPDATE', pgid='pgtrigger_row_version_7a3bb', table='documents_papertext', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='PaperTextEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('key', models.SlugField(db_index=False, help_text='Stoi w szablonie pisma.', max_length=60, verbose_name='klucz')),
                ('title', models.CharField(max_length=200, verbose_name='co to jest')),
                ('text', models.TextField(verbose_name='treść')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='źródło')),
                ('valid_from', models.DateField(verbose_name='obowiązuje od')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='obowiązuje do')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.papertext')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DocumentContent',
            fields=[
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='stored', serialize=False, to='documents.document', verbose_name='pismo')),
                ('content', models.BinaryField(verbose_name='treść')),
            ],
            options={
                'verbose_name': 'treść pisma',
                'verbose_name_plural': 'treści pism',
                'triggers': [pgtrigger.compiler.Trigger(name='document_is_kept', sql=kis.lib.guards.GuardSql(func="RAISE EXCEPTION 'document_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'document_is_kept', DETAIL = jsonb_build_object('row', OLD.document_id)::text;", hash='87c2ee34dd819425e88b89955db0ef64e9675aa7', operation='UPDATE OR DELETE', pgid='pgtrigger_document_is_kept_90dec', table='documents_documentcontent', when='BEFORE'))],
            },
        ),
    ]
