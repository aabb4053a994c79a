import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.manager
import kis.lib.guards
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from kis.lib.migrating import all_at_once


class Migration(migrations.Migration):

    replaces = [('contracts', '0015_merged_files'), ('contracts', '0016_voided_stays_and_notes'), ('contracts', '0017_papers_of_the_club'), ('contracts', '0018_breach_without_a_voided_note'), ('contracts', '0019_stays_without_a_contract')]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('contracts', '0001_squashed_0014_signatures_under_annexes'),
        ('documents', '0005_many_at_once'),
        ('participants', '0001_squashed_0007_merged_once'),
        ('participants', '0015_voided_stays_and_notes'),
        ('participants', '0016_commissioned_stays'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = all_at_once([
        migrations.CreateModel(
            name='ContractingPerson',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('participants.person',),
        ),
        migrations.CreateModel(
            name='ClubPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='unieważniono')),
                ('void_reason', models.TextField(blank=True, editable=False, verbose_name='powód unieważnienia')),
                ('kind', models.CharField(choices=[('application', 'zgłoszenie do KIS'), ('declaration', 'deklaracja uczestnictwa'), ('rules', 'regulamin KIS'), ('clause', 'klauzula informacyjna RODO'), ('card', 'karta uczestnika'), ('resignation', 'rezygnacja z udziału'), ('bring', 'co proszę przynieść'), ('dates', 'moje terminy')], max_length=11, verbose_name='rodzaj')),
                ('made_on', models.DateField(verbose_name='sporządzono dnia')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='pismo')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sporządził(a)')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='club_papers', to='participants.person', verbose_name='osoba')),
                ('text', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.papertext', verbose_name='brzmienie')),
                ('voided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='unieważnił(a)')),
            ],
            options={
                'verbose_name': 'pismo klubu',
                'verbose_name_plural': 'pisma klubu',
                'ordering': ['-made_on', '-pk'],
                'abstract': False,
                'base_manager_name': 'with_voided',
                'triggers': [pgtrigger.compiler.Trigger(name='row_version', sql=kis.lib.guards.GuardSql(func="\n        IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'row_keeps_its_number' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_keeps_its_number', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        NEW.version = OLD.version + 1;\n        RETURN NEW;\n    ", hash='4e3d6105eedc4650f04eaf66b0fa3423b892c449', operation='UPDATE', pgid='pgtrigger_row_version_8caa3', table='contracts_clubpaper', when='BEFORE')), pgtrigger.compiler.Trigger(name='voided_stays', sql=kis.lib.guards.GuardSql(condition='WHEN (OLD."voided_at" IS NOT NULL)', func="RAISE EXCEPTION 'voided_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'voided_stays', DETAIL = jsonb_build_object('row', OLD.id)::text;", hash='f84841f9fbe94a806b4f662b1e3a2d3e8d3945f3', operation='UPDATE', pgid='pgtrigger_voided_stays_98fd3', table='contracts_clubpaper', when='BEFORE')), pgtrigger.compiler.Trigger(name='row_is_kept', sql=kis.lib.guards.GuardSql(func="\n        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        IF OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.kind IS DISTINCT FROM NEW.kind OR OLD.text_id IS DISTINCT FROM NEW.text_id OR OLD.document_id IS DISTINCT FROM NEW.document_id OR OLD.made_on IS DISTINCT FROM NEW.made_on OR OLD.made_by_id IS DISTINCT FROM NEW.made_by_id THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        RETURN NEW;\n        ", hash='a6c9ddd31216a016b58a58ecc4a85aa8ff7665e9', operation='UPDATE OR DELETE', pgid='pgtrigger_row_is_kept_9066b', table='contracts_clubpaper', when='BEFORE')), pgtrigger.compiler.Trigger(name='not_to_a_merged_file', sql=kis.lib.guards.GuardSql(func="\n    IF EXISTS (SELECT 1 FROM participants_person p\n            WHERE p.id = NEW.person_id AND p.merged_into_id IS NOT NULL) THEN\n        RAISE EXCEPTION 'merged_takes_no_rows' USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_takes_no_rows', DETAIL = jsonb_build_object('person', NEW.person_id)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='854daba42ba67c5951bd8302bdff479a00be74a7', operation='INSERT', pgid='pgtrigger_not_to_a_merged_file_2c276', table='contracts_clubpaper', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "contracts_clubpaperevent" ("document_id", "id", "kind", "made_by_id", "made_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_id", "version", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."document_id", NEW."id", NEW."kind", NEW."made_by_id", NEW."made_on", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text_id", NEW."version", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;', hash='95b40f8c214c63cafba87019133d59d16bac1baf', operation='INSERT', pgid='pgtrigger_insert_insert_22f10', table='contracts_clubpaper', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contracts_clubpaperevent" ("document_id", "id", "kind", "made_by_id", "made_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_id", "version", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."document_id", NEW."id", NEW."kind", NEW."made_by_id", NEW."made_on", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text_id", NEW."version", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;', hash='69f5e5ecfb4f8d9177ac86b365e6b2e277060659', operation='UPDATE', pgid='pgtrigger_update_update_5bf8f', table='contracts_clubpaper', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "contracts_clubpaperevent" ("document_id", "id", "kind", "made_by_id", "made_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_id", "version", "void_reason", "voided_at", "voided_by_id") VALUES (OLD."document_id", OLD."id", OLD."kind", OLD."made_by_id", OLD."made_on", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text_id", OLD."version", OLD."void_reason", OLD."voided_at", OLD."voided_by_id"); RETURN NULL;', hash='79a6e6a69912d2a0be8f0feff4ec6b43aa67b8b3', operation='DELETE', pgid='pgtrigger_delete_delete_d952a', table='contracts_clubpaper', when='AFTER'))],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('with_voided', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ClubPaperEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='unieważniono')),
                ('void_reason', models.TextField(blank=True, editable=False, verbose_name='powód unieważnienia')),
                ('kind', models.CharField(choices=[('application', 'zgłoszenie do KIS'), ('declaration', 'deklaracja uczestnictwa'), ('rules', 'regulamin KIS'), ('clause', 'klauzula informacyjna RODO'), ('card', 'karta uczestnika'), ('resignation', 'rezygnacja z udziału'), ('bring', 'co proszę przynieść'), ('dates', 'moje terminy')], max_length=11, verbose_name='rodzaj')),
                ('made_on', models.DateField(verbose_name='sporządzono dnia')),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document', verbose_name='pismo')),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sporządził(a)')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.person', verbose_name='osoba')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.clubpaper')),
                ('text', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.papertext', verbose_name='brzmienie')),
                ('voided_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='unieważnił(a)')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='coveredparticipation',
            name='participation_start_covered',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='socialcontract',
            name='participation_stays_covered',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='socialcontract',
            name='contract_breach_has_note',
        ),
        migrations.AddConstraint(
            model_name='clubpaper',
            constraint=models.UniqueConstraint(fields=('document', 'kind'), name='club_paper_once_a_document', violation_error_message='To pismo jest już w tym pliku.'),
        ),
        migrations.AddConstraint(
            model_name='clubpaper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['declaration', 'rules', 'clause']), ('text__isnull', False)), models.Q(models.Q(('kind__in', ['declaration', 'rules', 'clause']), _negated=True), ('text', None)), _connector='OR'), name='club_paper_in_its_wording', violation_error_message='Deklaracja, regulamin i klauzula mają brzmienie z dnia, a inne pisma nie.'),
        ),
        migrations.AddConstraint(
            model_name='clubpaper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True), models.Q(('voided_by', models.F('made_by')), _negated=True)), _connector='OR'), name='club_paper_voided_whole', violation_error_message='Wpis unieważnia druga osoba i podaje powód.'),
        ),
        migrations.AddIndex(
            model_name='clubpaperevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='contracts_c_pgh_cre_e17c5e_brin'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coveredparticipation',
            trigger=pgtrigger.compiler.Trigger(name='participation_start_covered', sql=kis.lib.guards.GuardSql(condition='WHEN (NEW."kind" = \'contract\')', declare='DECLARE files BIGINT[];', func="\n        \n    files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) ORDER BY f.id);\n    PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    -- A merge that was waited for brought another file.\n    IF files <> ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) ORDER BY f.id) THEN\n        files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) ORDER BY f.id);\n        PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    END IF;\n    \n        IF NOT EXISTS (\n            SELECT 1 FROM contracts_socialcontract contract\n            WHERE contract.person_id = ANY(files)\n              AND contract.state IN ('signed', 'ended') AND contract.voided_at IS NULL\n              AND NEW.starts_on BETWEEN contract.signed_on\n                  AND COALESCE(contract.ended_on, contract.ends_on)\n        ) THEN\n            RAISE EXCEPTION 'participation_start_covered' USING ERRCODE = 'check_violation', CONSTRAINT = 'participation_start_covered', DETAIL = jsonb_build_object('day', NEW.starts_on)::text;\n        END IF;\n        RETURN NEW;\n    ", hash='5a42fa49fc157560833edeb8c5d28a3df1f67042', operation='INSERT OR UPDATE OF "starts_on", "person_id"', pgid='pgtrigger_participation_start_covered_cffa4', table='participants_participation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='socialcontract',
            trigger=pgtrigger.compiler.Trigger(name='participation_stays_covered', sql=kis.lib.guards.GuardSql(constraint='CONSTRAINT', declare='DECLARE bare_day date; files BIGINT[];', func="\n        IF OLD.state NOT IN ('signed', 'ended') THEN RETURN NULL; END IF;\n        \n    files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = OLD.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = OLD.person_id) ORDER BY f.id);\n    PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    -- A merge that was waited for brought another file.\n    IF files <> ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = OLD.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = OLD.person_id) ORDER BY f.id) THEN\n        files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = OLD.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = OLD.person_id) ORDER BY f.id);\n        PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    END IF;\n    \n        SELECT min(stay.starts_on) INTO bare_day FROM participants_participation stay\n        WHERE stay.person_id = ANY(files) AND stay.voided_at IS NULL AND stay.kind = 'contract'\n          AND stay.starts_on BETWEEN OLD.signed_on AND COALESCE(OLD.ended_on, OLD.ends_on)\n          AND NOT EXISTS (\n            SELECT 1 FROM contracts_socialcontract contract\n            WHERE contract.person_id = ANY(files)\n              AND contract.state IN ('signed', 'ended') AND contract.voided_at IS NULL\n              AND stay.starts_on BETWEEN contract.signed_on\n                  AND COALESCE(contract.ended_on, contract.ends_on)\n          );\n        IF bare_day IS NOT NULL THEN\n            RAISE EXCEPTION 'participation_stays_covered' USING ERRCODE = 'check_violation', CONSTRAINT = 'participation_stays_covered', DETAIL = jsonb_build_object('day', bare_day)::text;\n        END IF;\n        RETURN NULL;\n    ", hash='cf027470dd27fa56b9e1c639d0613145dc97c582', operation='UPDATE', pgid='pgtrigger_participation_stays_covered_34b56', table='contracts_socialcontract', timing='DEFERRABLE INITIALLY IMMEDIATE', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='socialcontract',
            trigger=pgtrigger.compiler.Trigger(name='not_to_a_merged_file', sql=kis.lib.guards.GuardSql(func="\n    IF EXISTS (SELECT 1 FROM participants_person p\n            WHERE p.id = NEW.person_id AND p.merged_into_id IS NOT NULL) THEN\n        RAISE EXCEPTION 'merged_takes_no_rows' USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_takes_no_rows', DETAIL = jsonb_build_object('person', NEW.person_id)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='fc850ef93808e7046414f8b91154f10d5edef5e9', operation='INSERT', pgid='pgtrigger_not_to_a_merged_file_229c4', table='contracts_socialcontract', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='socialcontract',
            trigger=pgtrigger.compiler.Trigger(name='contracts_of_files_apart', sql=kis.lib.guards.GuardSql(declare='DECLARE found RECORD; files BIGINT[];', func="\n        IF NOT (NEW.state IN ('signed', 'ended') AND NEW.voided_at IS NULL) THEN RETURN NULL; END IF;\n        \n    files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) ORDER BY f.id);\n    PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    -- A merge that was waited for brought another file.\n    IF files <> ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) ORDER BY f.id) THEN\n        files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) ORDER BY f.id);\n        PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    END IF;\n    \n        SELECT other.type, GREATEST(other.signed_on, NEW.signed_on) AS day INTO found\n        FROM contracts_socialcontract other\n        WHERE other.person_id = ANY(files) AND other.person_id <> NEW.person_id\n          AND other.type = NEW.type AND other.state IN ('signed', 'ended') AND other.voided_at IS NULL\n          AND daterange(other.signed_on, COALESCE(other.ended_on, other.ends_on), '[]') && daterange(NEW.signed_on, COALESCE(NEW.ended_on, NEW.ends_on), '[]')\n        ORDER BY day LIMIT 1;\n        IF found.day IS NOT NULL THEN\n            RAISE EXCEPTION 'other_file_contract' USING ERRCODE = 'check_violation', CONSTRAINT = 'other_file_contract', DETAIL = jsonb_build_object('contract', NEW.id, 'day', found.day, 'type', found.type)::text;\n        END IF;\n        RETURN NULL;\n    ", hash='b04aa34d9f4e0421985b1ff996df8b2ad2acc4e0', operation='INSERT OR UPDATE OF "state", "signed_on", "ended_on", "ends_on"', pgid='pgtrigger_contracts_of_files_apart_91dfc', table='contracts_socialcontract', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contractingperson',
            trigger=pgtrigger.compiler.Trigger(name='merged_contracts_apart', sql=kis.lib.guards.GuardSql(declare='DECLARE found RECORD; files BIGINT[];', func="\n        IF NEW.merged_into_id IS NULL THEN RETURN NULL; END IF;\n        \n    files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.id) ORDER BY f.id);\n    PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    -- A merge that was waited for brought another file.\n    IF files <> ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.id) ORDER BY f.id) THEN\n        files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.id) ORDER BY f.id);\n        PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    END IF;\n    \n        SELECT one.type, GREATEST(one.signed_on, two.signed_on) AS day INTO found\n        FROM contracts_socialcontract one\n        JOIN contracts_socialcontract two ON one.person_id < two.person_id AND one.type = two.type\n        WHERE one.person_id = ANY(files) AND two.person_id = ANY(files)\n          AND one.state IN ('signed', 'ended') AND one.voided_at IS NULL AND two.state IN ('signed', 'ended') AND two.voided_at IS NULL\n          AND daterange(one.signed_on, COALESCE(one.ended_on, one.ends_on), '[]') && daterange(two.signed_on, COALESCE(two.ended_on, two.ends_on), '[]')\n        ORDER BY day LIMIT 1;\n        IF found.day IS NOT NULL THEN\n            RAISE EXCEPTION 'merged_contracts_overlap' USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_contracts_overlap', DETAIL = jsonb_build_object('person', NEW.id, 'day', found.day, 'type', found.type)::text;\n        END IF;\n        RETURN NULL;\n    ", hash='1c618f7abf14e4a90f741a05c11bea17aed8c52d', operation='UPDATE OF "merged_into_id"', pgid='pgtrigger_merged_contracts_apart_5e1f6', table='participants_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contractingperson',
            trigger=pgtrigger.compiler.Trigger(name='unmerged_stays_covered', sql=kis.lib.guards.GuardSql(declare='DECLARE bare_day date; files BIGINT[];', func="\n        IF OLD.merged_into_id IS NULL THEN RETURN NULL; END IF;\n        files := ARRAY[OLD.id, OLD.merged_into_id];\n        PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n        SELECT min(stay.starts_on) INTO bare_day FROM participants_participation stay\n        WHERE stay.person_id = ANY(files) AND stay.voided_at IS NULL AND stay.kind = 'contract'\n          AND NOT EXISTS (\n            SELECT 1 FROM contracts_socialcontract contract\n            JOIN participants_person whose ON whose.id = contract.person_id\n            JOIN participants_person stayed ON stayed.id = stay.person_id\n            WHERE COALESCE(whose.merged_into_id, whose.id) = COALESCE(stayed.merged_into_id, stayed.id)\n              AND contract.state IN ('signed', 'ended') AND contract.voided_at IS NULL\n              AND stay.starts_on BETWEEN contract.signed_on\n                  AND COALESCE(contract.ended_on, contract.ends_on)\n        );\n        IF bare_day IS NOT NULL THEN\n            RAISE EXCEPTION 'unmerged_stay_covered' USING ERRCODE = 'check_violation', CONSTRAINT = 'unmerged_stay_covered', DETAIL = jsonb_build_object('day', bare_day)::text;\n        END IF;\n        RETURN NULL;\n    ", hash='8dd296beb59b691548f062919ed05c9b0478a715', operation='UPDATE OF "merged_into_id"', pgid='pgtrigger_unmerged_stays_covered_84e92', table='participants_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='socialcontract',
            trigger=pgtrigger.compiler.Trigger(name='contract_breach_has_note', sql=kis.lib.guards.GuardSql(condition='WHEN (NEW."end_reason" = \'broken\' AND NEW."state" = \'ended\' AND OLD."state" = \'signed\')', func="\n        IF NEW.breach_note_id IS NULL THEN\n            RAISE EXCEPTION 'contract_breach_has_note' USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_breach_has_note', DETAIL = jsonb_build_object('contract', OLD.id)::text;\n        END IF;\n        PERFORM 1 FROM participants_note note\n        WHERE note.id = NEW.breach_note_id AND note.person_id = NEW.person_id AND note.kind <> 'institution'\n          AND note.voided_at IS NULL\n          AND (note.at AT TIME ZONE 'Europe/Warsaw')::date BETWEEN NEW.signed_on AND NEW.ended_on\n        FOR SHARE;\n        IF NOT FOUND THEN\n            RAISE EXCEPTION 'contract_breach_note_fits' USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_breach_note_fits', DETAIL = jsonb_build_object('contract', OLD.id)::text;\n        END IF;\n        RETURN NEW;\n    ", hash='166ee93d668308d91af80fbfb225e170b62e524b', operation='UPDATE', pgid='pgtrigger_contract_breach_has_note_21187', table='contracts_socialcontract', when='BEFORE')),
        ),
    ])
