import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.manager
import kis.lib.guards
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from kis.lib.migrating import all_at_once


class Migration(migrations.Migration):

    replaces = [('participants', '0008_decisions_on_applications'), ('participants', '0009_what_belongs_to_a_stay'), ('participants', '0010_merged_files'), ('participants', '0011_both_of_a_person'), ('participants', '0012_accepted_evidence'), ('participants', '0013_jobs_and_household'), ('participants', '0014_contact_with_the_labour_office'), ('participants', '0015_voided_stays_and_notes'), ('participants', '0016_commissioned_stays')]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('documents', '0005_many_at_once'),
        ('participants', '0001_squashed_0007_merged_once'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = all_at_once([
        migrations.CreateModel(
            name='Admission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='unieważniono')),
                ('void_reason', models.TextField(blank=True, editable=False, verbose_name='powód unieważnienia')),
                ('what', models.CharField(choices=[('admitted', 'przyjęto'), ('refused', 'odmówiono'), ('resigned', 'osoba zrezygnowała'), ('no_contact', 'brak kontaktu')], max_length=10, verbose_name='decyzja')),
                ('decided_on', models.DateField(verbose_name='dzień decyzji')),
                ('reason', models.TextField(blank=True, verbose_name='powód')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='admissions', to='participants.area', verbose_name='zgłoszenie')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zdecydował(a)')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='admissions', to='participants.person', verbose_name='osoba')),
                ('voided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='unieważnił(a)')),
            ],
            options={
                'verbose_name': 'decyzja o zgłoszeniu',
                'verbose_name_plural': 'decyzje o zgłoszeniach',
                'ordering': ['-decided_on', '-pk'],
                'abstract': False,
                'base_manager_name': 'with_voided',
                'triggers': [pgtrigger.compiler.Trigger(name='row_version', sql=kis.lib.guards.GuardSql(func="\n        IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'row_keeps_its_number' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_keeps_its_number', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        NEW.version = OLD.version + 1;\n        RETURN NEW;\n    ", hash='29d8418fd661de2019c497f086213a4ee7d8b93f', operation='UPDATE', pgid='pgtrigger_row_version_b9e49', table='participants_admission', when='BEFORE')), pgtrigger.compiler.Trigger(name='voided_stays', sql=kis.lib.guards.GuardSql(condition='WHEN (OLD."voided_at" IS NOT NULL)', func="RAISE EXCEPTION 'voided_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'voided_stays', DETAIL = jsonb_build_object('row', OLD.id)::text;", hash='00c60681b39d30995cca7d4e1d122a7ab9cd74bc', operation='UPDATE', pgid='pgtrigger_voided_stays_a9800', table='participants_admission', when='BEFORE')), pgtrigger.compiler.Trigger(name='row_is_kept', sql=kis.lib.guards.GuardSql(func="\n        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        IF OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.area_id IS DISTINCT FROM NEW.area_id OR OLD.what IS DISTINCT FROM NEW.what OR OLD.decided_on IS DISTINCT FROM NEW.decided_on OR OLD.decided_by_id IS DISTINCT FROM NEW.decided_by_id OR OLD.reason IS DISTINCT FROM NEW.reason THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        RETURN NEW;\n        ", hash='dd3e6cd8d449cbfba5771f4bd7aac3edd03c4ccd', operation='UPDATE OR DELETE', pgid='pgtrigger_row_is_kept_4d2bf', table='participants_admission', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_admissionevent" ("area_id", "decided_by_id", "decided_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version", "void_reason", "voided_at", "voided_by_id", "what") VALUES (NEW."area_id", NEW."decided_by_id", NEW."decided_on", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."version", NEW."void_reason", NEW."voided_at", NEW."voided_by_id", NEW."what"); RETURN NULL;', hash='fd51aef660149ad972297c64331fec7210eb95c1', operation='INSERT', pgid='pgtrigger_insert_insert_4787d', table='participants_admission', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "participants_admissionevent" ("area_id", "decided_by_id", "decided_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version", "void_reason", "voided_at", "voided_by_id", "what") VALUES (NEW."area_id", NEW."decided_by_id", NEW."decided_on", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."version", NEW."void_reason", NEW."voided_at", NEW."voided_by_id", NEW."what"); RETURN NULL;', hash='a821470e7667aca3afc2d4090d66479c0a1d2416', operation='UPDATE', pgid='pgtrigger_update_update_0f9a6', table='participants_admission', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_admissionevent" ("area_id", "decided_by_id", "decided_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version", "void_reason", "voided_at", "voided_by_id", "what") VALUES (OLD."area_id", OLD."decided_by_id", OLD."decided_on", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."version", OLD."void_reason", OLD."voided_at", OLD."voided_by_id", OLD."what"); RETURN NULL;', hash='14767f3fa89d7e63697766080914f84e29c095a5', operation='DELETE', pgid='pgtrigger_delete_delete_a1ff9', table='participants_admission', when='AFTER')), pgtrigger.compiler.Trigger(name='not_to_a_merged_file', sql=kis.lib.guards.GuardSql(func="\n    IF EXISTS (SELECT 1 FROM participants_person p\n            WHERE p.id = NEW.person_id AND p.merged_into_id IS NOT NULL) THEN\n        RAISE EXCEPTION 'merged_takes_no_rows' USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_takes_no_rows', DETAIL = jsonb_build_object('person', NEW.person_id)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='7899d50c9a9a5deecd78a4cd4f40a7230558f8a9', operation='INSERT', pgid='pgtrigger_not_to_a_merged_file_8e4ef', table='participants_admission', when='BEFORE'))],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('with_voided', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='AdmissionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='unieważniono')),
                ('void_reason', models.TextField(blank=True, editable=False, verbose_name='powód unieważnienia')),
                ('what', models.CharField(choices=[('admitted', 'przyjęto'), ('refused', 'odmówiono'), ('resigned', 'osoba zrezygnowała'), ('no_contact', 'brak kontaktu')], max_length=10, verbose_name='decyzja')),
                ('decided_on', models.DateField(verbose_name='dzień decyzji')),
                ('reason', models.TextField(blank=True, verbose_name='powód')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.area', verbose_name='zgłoszenie')),
                ('decided_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zdecydował(a)')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.person', verbose_name='osoba')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.admission')),
                ('voided_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='unieważnił(a)')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Break',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='unieważniono')),
                ('void_reason', models.TextField(blank=True, editable=False, verbose_name='powód unieważnienia')),
                ('starts_on', models.DateField(verbose_name='od')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='do')),
                ('reason', models.CharField(choices=[('illness', 'choroba lub leczenie'), ('care', 'opieka nad bliską osobą'), ('work', 'praca dorywcza lub sezonowa'), ('away', 'wyjazd'), ('family', 'sprawy rodzinne'), ('other', 'inny powód')], max_length=10, verbose_name='powód')),
                ('note', models.TextField(blank=True, max_length=500, verbose_name='uwagi')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wpisał(a)')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='breaks', to='participants.participation', verbose_name='udział')),
                ('voided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='unieważnił(a)')),
            ],
            options={
                'verbose_name': 'przerwa w udziale',
                'verbose_name_plural': 'przerwy w udziale',
                'ordering': ['starts_on', 'pk'],
                'abstract': False,
                'base_manager_name': 'with_voided',
                'triggers': [pgtrigger.compiler.Trigger(name='row_version', sql=kis.lib.guards.GuardSql(func="\n        IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'row_keeps_its_number' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_keeps_its_number', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        NEW.version = OLD.version + 1;\n        RETURN NEW;\n    ", hash='31fc35cedcdc3f1afce1db4ab341cc58ad950130', operation='UPDATE', pgid='pgtrigger_row_version_4709e', table='participants_break', when='BEFORE')), pgtrigger.compiler.Trigger(name='row_is_kept', sql=kis.lib.guards.GuardSql(func="\n        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        IF OLD.participation_id IS DISTINCT FROM NEW.participation_id OR OLD.made_by_id IS DISTINCT FROM NEW.made_by_id THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        RETURN NEW;\n        ", hash='6648dd8590a32192bc4cce6028a78e16abc873ae', operation='UPDATE OR DELETE', pgid='pgtrigger_row_is_kept_f4dfd', table='participants_break', when='BEFORE')), pgtrigger.compiler.Trigger(name='voided_stays', sql=kis.lib.guards.GuardSql(condition='WHEN (OLD."voided_at" IS NOT NULL)', func="RAISE EXCEPTION 'voided_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'voided_stays', DETAIL = jsonb_build_object('row', OLD.id)::text;", hash='7e1fdd6b6bc16885dd4c23c3d8ed24a87e91e629', operation='UPDATE', pgid='pgtrigger_voided_stays_7d8bd', table='participants_break', when='BEFORE')), pgtrigger.compiler.Trigger(name='break_within_stay', sql=kis.lib.guards.GuardSql(declare='DECLARE stay RECORD;', func="\n    SELECT p.starts_on, p.ends_on INTO stay FROM participants_participation p\n        WHERE p.id = NEW.participation_id FOR NO KEY UPDATE;\n    IF NEW.starts_on < stay.starts_on\n            OR COALESCE(NEW.ends_on, 'infinity') > COALESCE(stay.ends_on, 'infinity') THEN RAISE EXCEPTION 'break_within_stay' USING ERRCODE = 'check_violation', CONSTRAINT = 'break_within_stay', DETAIL = jsonb_build_object('first', stay.starts_on, 'last', stay.ends_on)::text; END IF;\n    RETURN NEW;\n    ", hash='8f9e7f066ba3d7472937f9906f29a4d2bb05597c', operation='INSERT OR UPDATE OF "starts_on", "ends_on"', pgid='pgtrigger_break_within_stay_5b445', table='participants_break', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_breakevent" ("ends_on", "id", "made_by_id", "note", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "version", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."ends_on", NEW."id", NEW."made_by_id", NEW."note", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."starts_on", NEW."version", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;', hash='e0f56b30e850c98cba2753eee6ac79482513c5a6', operation='INSERT', pgid='pgtrigger_insert_insert_726cd', table='participants_break', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "participants_breakevent" ("ends_on", "id", "made_by_id", "note", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "version", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."ends_on", NEW."id", NEW."made_by_id", NEW."note", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."starts_on", NEW."version", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;', hash='490f6404425a02b9881e182a7ff0714deea061b2', operation='UPDATE', pgid='pgtrigger_update_update_5beed', table='participants_break', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_breakevent" ("ends_on", "id", "made_by_id", "note", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "version", "void_reason", "voided_at", "voided_by_id") VALUES (OLD."ends_on", OLD."id", OLD."made_by_id", OLD."note", OLD."participation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."starts_on", OLD."version", OLD."void_reason", OLD."voided_at", OLD."voided_by_id"); RETURN NULL;', hash='5dcc520b20f48e5bb64b472155e1b8248f181cfc', operation='DELETE', pgid='pgtrigger_delete_delete_ab637', table='participants_break', when='AFTER')), pgtrigger.compiler.Trigger(name='of_stay_that_counts', sql=kis.lib.guards.GuardSql(declare='DECLARE voided TIMESTAMPTZ;', func="\n    SELECT p.voided_at INTO voided FROM participants_participation p\n        WHERE p.id = NEW.participation_id FOR NO KEY UPDATE;\n    IF voided IS NOT NULL THEN RAISE EXCEPTION 'stay_is_voided' USING ERRCODE = 'check_violation', CONSTRAINT = 'stay_is_voided', DETAIL = jsonb_build_object('stay', NEW.participation_id)::text; END IF;\n    RETURN NEW;\n    ", hash='d1c9509fea90dc748719e6a45c49b8ae37de8296', operation='INSERT OR UPDATE', pgid='pgtrigger_of_stay_that_counts_32a30', table='participants_break', when='BEFORE'))],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('with_voided', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='BreakEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='unieważniono')),
                ('void_reason', models.TextField(blank=True, editable=False, verbose_name='powód unieważnienia')),
                ('starts_on', models.DateField(verbose_name='od')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='do')),
                ('reason', models.CharField(choices=[('illness', 'choroba lub leczenie'), ('care', 'opieka nad bliską osobą'), ('work', 'praca dorywcza lub sezonowa'), ('away', 'wyjazd'), ('family', 'sprawy rodzinne'), ('other', 'inny powód')], max_length=10, verbose_name='powód')),
                ('note', models.TextField(blank=True, max_length=500, verbose_name='uwagi')),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wpisał(a)')),
                ('participation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.participation', verbose_name='udział')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.break')),
                ('voided_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='unieważnił(a)')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='unieważniono')),
                ('void_reason', models.TextField(blank=True, editable=False, verbose_name='powód unieważnienia')),
                ('year', models.PositiveSmallIntegerField(verbose_name='rok numeru')),
                ('number', models.PositiveIntegerField(verbose_name='numer w roku')),
                ('facts', models.JSONField(verbose_name='treść')),
                ('issued_on', models.DateField(verbose_name='wystawiono dnia')),
                ('document', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='pismo')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wystawił(a)')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='participants.participation', verbose_name='udział')),
                ('voided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='unieważnił(a)')),
            ],
            options={
                'verbose_name': 'zaświadczenie KIS',
                'verbose_name_plural': 'zaświadczenia KIS',
                'ordering': ['-issued_on', '-pk'],
                'abstract': False,
                'base_manager_name': 'with_voided',
                'triggers': [pgtrigger.compiler.Trigger(name='row_version', sql=kis.lib.guards.GuardSql(func="\n        IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'row_keeps_its_number' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_keeps_its_number', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        NEW.version = OLD.version + 1;\n        RETURN NEW;\n    ", hash='bce282c46ae05d98a4f8a055246076398725b9e7', operation='UPDATE', pgid='pgtrigger_row_version_3f20a', table='participants_certificate', when='BEFORE')), pgtrigger.compiler.Trigger(name='voided_stays', sql=kis.lib.guards.GuardSql(condition='WHEN (OLD."voided_at" IS NOT NULL)', func="RAISE EXCEPTION 'voided_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'voided_stays', DETAIL = jsonb_build_object('row', OLD.id)::text;", hash='fdd5d9d6c46839a9affa6fe304735a97a1f292bc', operation='UPDATE', pgid='pgtrigger_voided_stays_dbd63', table='participants_certificate', when='BEFORE')), pgtrigger.compiler.Trigger(name='certificate_of_ended_stay', sql=kis.lib.guards.GuardSql(declare='DECLARE stay RECORD;', func="\n    SELECT p.ends_on, p.leaving_reason INTO stay FROM participants_participation p\n        WHERE p.id = NEW.participation_id FOR NO KEY UPDATE;\n    IF stay.leaving_reason = 'death' THEN\n        RAISE EXCEPTION 'certificate_not_after_death' USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_not_after_death', DETAIL = jsonb_build_object('stay', NEW.participation_id)::text;\n    END IF;\n    IF stay.ends_on IS NULL OR NEW.issued_on < stay.ends_on THEN\n        RAISE EXCEPTION 'certificate_of_ended_stay' USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_of_ended_stay', DETAIL = jsonb_build_object('stay', NEW.participation_id)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='e7ff74a29b82e35ee47e737173861222a6c05477', operation='INSERT', pgid='pgtrigger_certificate_of_ended_stay_8eaa0', table='participants_certificate', when='BEFORE')), pgtrigger.compiler.Trigger(name='certificate_is_kept', sql=kis.lib.guards.GuardSql(func="\n    IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'certificate_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_is_kept', DETAIL = jsonb_build_object('certificate', OLD.id)::text; END IF;\n    IF to_jsonb(OLD) - '{version,document_id,voided_at,voided_by_id,void_reason}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{version,document_id,voided_at,voided_by_id,void_reason}'::text[]\n        OR OLD.document_id IS NOT NULL AND OLD.document_id IS DISTINCT FROM NEW.document_id THEN\n        RAISE EXCEPTION 'certificate_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_is_kept', DETAIL = jsonb_build_object('certificate', OLD.id)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='db72320ac91c5618b9c052f6ea0fa8ab84db2f76', operation='UPDATE OR DELETE', pgid='pgtrigger_certificate_is_kept_f22ef', table='participants_certificate', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_certificateevent" ("document_id", "id", "issued_by_id", "issued_on", "number", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "void_reason", "voided_at", "voided_by_id", "year") VALUES (NEW."document_id", NEW."id", NEW."issued_by_id", NEW."issued_on", NEW."number", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version", NEW."void_reason", NEW."voided_at", NEW."voided_by_id", NEW."year"); RETURN NULL;', hash='0013e0185141d3884eb5802bdf9db8946985b2a0', operation='INSERT', pgid='pgtrigger_insert_insert_fb24a', table='participants_certificate', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_by_id" IS DISTINCT FROM (NEW."issued_by_id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."participation_id" IS DISTINCT FROM (NEW."participation_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."void_reason" IS DISTINCT FROM (NEW."void_reason") OR OLD."voided_at" IS DISTINCT FROM (NEW."voided_at") OR OLD."voided_by_id" IS DISTINCT FROM (NEW."voided_by_id") OR OLD."year" IS DISTINCT FROM (NEW."year"))', func='INSERT INTO "participants_certificateevent" ("document_id", "id", "issued_by_id", "issued_on", "number", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "void_reason", "voided_at", "voided_by_id", "year") VALUES (NEW."document_id", NEW."id", NEW."issued_by_id", NEW."issued_on", NEW."number", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version", NEW."void_reason", NEW."voided_at", NEW."voided_by_id", NEW."year"); RETURN NULL;', hash='225643c5cef760932d5b5933978a8d998b6daf60', operation='UPDATE', pgid='pgtrigger_update_update_652d8', table='participants_certificate', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_certificateevent" ("document_id", "id", "issued_by_id", "issued_on", "number", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "void_reason", "voided_at", "voided_by_id", "year") VALUES (OLD."document_id", OLD."id", OLD."issued_by_id", OLD."issued_on", OLD."number", OLD."participation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."version", OLD."void_reason", OLD."voided_at", OLD."voided_by_id", OLD."year"); RETURN NULL;', hash='3965aafd5333f884fb7505c0ef100fa2f0211a24', operation='DELETE', pgid='pgtrigger_delete_delete_7d2ae', table='participants_certificate', when='AFTER')), pgtrigger.compiler.Trigger(name='of_stay_that_counts', sql=kis.lib.guards.GuardSql(declare='DECLARE voided TIMESTAMPTZ;', func="\n    SELECT p.voided_at INTO voided FROM participants_participation p\n        WHERE p.id = NEW.participation_id FOR NO KEY UPDATE;\n    IF voided IS NOT NULL THEN RAISE EXCEPTION 'stay_is_voided' USING ERRCODE = 'check_violation', CONSTRAINT = 'stay_is_voided', DETAIL = jsonb_build_object('stay', NEW.participation_id)::text; END IF;\n    RETURN NEW;\n    ", hash='af61d77747f14fc0c8da72f427bd327f6671f269', operation='INSERT OR UPDATE', pgid='pgtrigger_of_stay_that_counts_ac817', table='participants_certificate', when='BEFORE'))],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('with_voided', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='CertificateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='unieważniono')),
                ('void_reason', models.TextField(blank=True, editable=False, verbose_name='powód unieważnienia')),
                ('year', models.PositiveSmallIntegerField(verbose_name='rok numeru')),
                ('number', models.PositiveIntegerField(verbose_name='numer w roku')),
                ('issued_on', models.DateField(verbose_name='wystawiono dnia')),
                ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document', verbose_name='pismo')),
                ('issued_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wystawił(a)')),
                ('participation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.participation', verbose_name='udział')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.certificate')),
                ('voided_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='unieważnił(a)')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('months', models.PositiveSmallIntegerField(verbose_name='po ilu miesiącach')),
                ('due_on', models.DateField(verbose_name='zapytać dnia')),
                ('settled_on', models.DateField(blank=True, null=True, verbose_name='dzień')),
                ('way', models.CharField(blank=True, choices=[('call', 'telefon'), ('meeting', 'spotkanie'), ('institution', 'od instytucji'), ('failed', 'nie udało się')], max_length=12, verbose_name='jak')),
                ('what_next', models.CharField(blank=True, choices=[('open_market', 'podjęcie pracy na otwartym rynku'), ('business', 'własna działalność'), ('cooperative', 'spółdzielnia socjalna'), ('psu', 'prace społecznie użyteczne'), ('public_works', 'roboty publiczne lub prace interwencyjne'), ('traineeship', 'staż'), ('training', 'szkolenie lub nauka'), ('cis', 'centrum integracji społecznej'), ('sheltered', 'ZAZ lub WTZ'), ('pension', 'nabycie emerytury lub renty'), ('further_help', 'dalsze wsparcie ośrodka'), ('nothing', 'brak efektu'), ('unknown', 'nieznane')], max_length=20, verbose_name='co robi osoba')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='uwagi')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='participants.participation', verbose_name='udział')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zapytał(a)')),
            ],
            options={
                'verbose_name': 'pytanie o losy po udziale',
                'verbose_name_plural': 'pytania o losy po udziale',
                'ordering': ['due_on', 'pk'],
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='row_version', sql=kis.lib.guards.GuardSql(func="\n        IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'row_keeps_its_number' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_keeps_its_number', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        NEW.version = OLD.version + 1;\n        RETURN NEW;\n    ", hash='f2828843e66d17b0af82af5da66691cfabf00866', operation='UPDATE', pgid='pgtrigger_row_version_4ce23', table='participants_followup', when='BEFORE')), pgtrigger.compiler.Trigger(name='row_is_kept', sql=kis.lib.guards.GuardSql(func="\n        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        IF OLD.participation_id IS DISTINCT FROM NEW.participation_id OR OLD.months IS DISTINCT FROM NEW.months OR OLD.due_on IS DISTINCT FROM NEW.due_on THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        RETURN NEW;\n        ", hash='32f0ad262bf31c9fe242afe08742c1ed4b1b35ac', operation='UPDATE OR DELETE', pgid='pgtrigger_row_is_kept_903e0', table='participants_followup', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_followupevent" ("due_on", "id", "months", "note", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_by_id", "settled_on", "version", "way", "what_next") VALUES (NEW."due_on", NEW."id", NEW."months", NEW."note", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."settled_by_id", NEW."settled_on", NEW."version", NEW."way", NEW."what_next"); RETURN NULL;', hash='818f78cb00dcc6111d4c6c6c388682868f77b351', operation='INSERT', pgid='pgtrigger_insert_insert_0d4df', table='participants_followup', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "participants_followupevent" ("due_on", "id", "months", "note", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_by_id", "settled_on", "version", "way", "what_next") VALUES (NEW."due_on", NEW."id", NEW."months", NEW."note", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."settled_by_id", NEW."settled_on", NEW."version", NEW."way", NEW."what_next"); RETURN NULL;', hash='37ea30fab204c440d0fc41c6c75bdf0f39b9c9b1', operation='UPDATE', pgid='pgtrigger_update_update_9e5e7', table='participants_followup', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_followupevent" ("due_on", "id", "months", "note", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_by_id", "settled_on", "version", "way", "what_next") VALUES (OLD."due_on", OLD."id", OLD."months", OLD."note", OLD."participation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."settled_by_id", OLD."settled_on", OLD."version", OLD."way", OLD."what_next"); RETURN NULL;', hash='b97f9eb58a1fa692378c4d6a521e33fd0524cf97', operation='DELETE', pgid='pgtrigger_delete_delete_e81a7', table='participants_followup', when='AFTER')), pgtrigger.compiler.Trigger(name='of_stay_that_counts', sql=kis.lib.guards.GuardSql(declare='DECLARE voided TIMESTAMPTZ;', func="\n    SELECT p.voided_at INTO voided FROM participants_participation p\n        WHERE p.id = NEW.participation_id FOR NO KEY UPDATE;\n    IF voided IS NOT NULL THEN RAISE EXCEPTION 'stay_is_voided' USING ERRCODE = 'check_violation', CONSTRAINT = 'stay_is_voided', DETAIL = jsonb_build_object('stay', NEW.participation_id)::text; END IF;\n    RETURN NEW;\n    ", hash='6ca13d75c89a051c11489f363d4330f02791e27e', operation='INSERT OR UPDATE', pgid='pgtrigger_of_stay_that_counts_59a9a', table='participants_followup', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='FollowUpEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('months', models.PositiveSmallIntegerField(verbose_name='po ilu miesiącach')),
                ('due_on', models.DateField(verbose_name='zapytać dnia')),
                ('settled_on', models.DateField(blank=True, null=True, verbose_name='dzień')),
                ('way', models.CharField(blank=True, choices=[('call', 'telefon'), ('meeting', 'spotkanie'), ('institution', 'od instytucji'), ('failed', 'nie udało się')], max_length=12, verbose_name='jak')),
                ('what_next', models.CharField(blank=True, choices=[('open_market', 'podjęcie pracy na otwartym rynku'), ('business', 'własna działalność'), ('cooperative', 'spółdzielnia socjalna'), ('psu', 'prace społecznie użyteczne'), ('public_works', 'roboty publiczne lub prace interwencyjne'), ('traineeship', 'staż'), ('training', 'szkolenie lub nauka'), ('cis', 'centrum integracji społecznej'), ('sheltered', 'ZAZ lub WTZ'), ('pension', 'nabycie emerytury lub renty'), ('further_help', 'dalsze wsparcie ośrodka'), ('nothing', 'brak efektu'), ('unknown', 'nieznane')], max_length=20, verbose_name='co robi osoba')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='uwagi')),
                ('participation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.participation', verbose_name='udział')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.followup')),
                ('settled_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zapytał(a)')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Prolongation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('planned_before', models.DateField(verbose_name='dotychczasowy planowany koniec')),
                ('planned_end_on', models.DateField(verbose_name='nowy planowany koniec')),
                ('reason', models.TextField(max_length=500, verbose_name='powód')),
                ('made_on', models.DateField(verbose_name='przedłużono dnia')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='przedłużył(a)')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prolongations', to='participants.participation', verbose_name='udział')),
            ],
            options={
                'verbose_name': 'przedłużenie udziału',
                'verbose_name_plural': 'przedłużenia udziału',
                'ordering': ['pk'],
                'triggers': [pgtrigger.compiler.Trigger(name='prolongation_is_kept', sql=kis.lib.guards.GuardSql(func="RAISE EXCEPTION 'prolongation_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'prolongation_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text;", hash='4e528d40da1a069715aa2206cf2689f66a1ce6fe', operation='UPDATE OR DELETE', pgid='pgtrigger_prolongation_is_kept_d54cc', table='participants_prolongation', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_prolongationevent" ("id", "made_by_id", "made_on", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_before", "planned_end_on", "reason") VALUES (NEW."id", NEW."made_by_id", NEW."made_on", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_before", NEW."planned_end_on", NEW."reason"); RETURN NULL;', hash='b04a56b653b95e1687bf38b55c87ffcf321b394d', operation='INSERT', pgid='pgtrigger_insert_insert_1304c', table='participants_prolongation', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "participants_prolongationevent" ("id", "made_by_id", "made_on", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_before", "planned_end_on", "reason") VALUES (NEW."id", NEW."made_by_id", NEW."made_on", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_before", NEW."planned_end_on", NEW."reason"); RETURN NULL;', hash='13248b4d452732b447fab95856ee07a1537f84bd', operation='UPDATE', pgid='pgtrigger_update_update_9575f', table='participants_prolongation', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_prolongationevent" ("id", "made_by_id", "made_on", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_before", "planned_end_on", "reason") VALUES (OLD."id", OLD."made_by_id", OLD."made_on", OLD."participation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_before", OLD."planned_end_on", OLD."reason"); RETURN NULL;', hash='6cd05335d26dfa73d47fe6b6bebf3ac2e32b9664', operation='DELETE', pgid='pgtrigger_delete_delete_b8ac0', table='participants_prolongation', when='AFTER')), pgtrigger.compiler.Trigger(name='of_stay_that_counts', sql=kis.lib.guards.GuardSql(declare='DECLARE voided TIMESTAMPTZ;', func="\n    SELECT p.voided_at INTO voided FROM participants_participation p\n        WHERE p.id = NEW.participation_id FOR NO KEY UPDATE;\n    IF voided IS NOT NULL THEN RAISE EXCEPTION 'stay_is_voided' USING ERRCODE = 'check_violation', CONSTRAINT = 'stay_is_voided', DETAIL = jsonb_build_object('stay', NEW.participation_id)::text; END IF;\n    RETURN NEW;\n    ", hash='046a932e4d12522fd6000e7dde2fe71cb073425b', operation='INSERT OR UPDATE', pgid='pgtrigger_of_stay_that_counts_8012c', table='participants_prolongation', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='ProlongationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('planned_before', models.DateField(verbose_name='dotychczasowy planowany koniec')),
                ('planned_end_on', models.DateField(verbose_name='nowy planowany koniec')),
                ('reason', models.TextField(max_length=500, verbose_name='powód')),
                ('made_on', models.DateField(verbose_name='przedłużono dnia')),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='przedłużył(a)')),
                ('participation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.participation', verbose_name='udział')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.prolongation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('moment', models.CharField(choices=[('start', 'na początku'), ('end', 'na końcu')], max_length=5, verbose_name='kiedy')),
                ('independence', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – bardzo słabo'), (2, '2 – słabo'), (3, '3 – średnio'), (4, '4 – dobrze'), (5, '5 – bardzo dobrze')], null=True, verbose_name='samodzielność w codziennych sprawach')),
                ('relations', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – bardzo słabo'), (2, '2 – słabo'), (3, '3 – średnio'), (4, '4 – dobrze'), (5, '5 – bardzo dobrze')], null=True, verbose_name='relacje z ludźmi')),
                ('formalities', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – bardzo słabo'), (2, '2 – słabo'), (3, '3 – średnio'), (4, '4 – dobrze'), (5, '5 – bardzo dobrze')], null=True, verbose_name='załatwianie spraw urzędowych')),
                ('community', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – bardzo słabo'), (2, '2 – słabo'), (3, '3 – średnio'), (4, '4 – dobrze'), (5, '5 – bardzo dobrze')], null=True, verbose_name='udział w życiu społeczności')),
                ('work', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – bardzo słabo'), (2, '2 – słabo'), (3, '3 – średnio'), (4, '4 – dobrze'), (5, '5 – bardzo dobrze')], null=True, verbose_name='aktywność zawodowa')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='participants.participation', verbose_name='udział')),
                ('rated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ocenił(a)')),
            ],
            options={
                'verbose_name': 'ocena funkcjonowania',
                'verbose_name_plural': 'oceny funkcjonowania',
                'ordering': ['pk'],
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='row_version', sql=kis.lib.guards.GuardSql(func="\n        IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'row_keeps_its_number' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_keeps_its_number', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        NEW.version = OLD.version + 1;\n        RETURN NEW;\n    ", hash='dafef274fac0f171e4dd63f85c5fa1bfb91d2f88', operation='UPDATE', pgid='pgtrigger_row_version_5716f', table='participants_rating', when='BEFORE')), pgtrigger.compiler.Trigger(name='row_is_kept', sql=kis.lib.guards.GuardSql(func="\n        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        IF OLD.participation_id IS DISTINCT FROM NEW.participation_id OR OLD.moment IS DISTINCT FROM NEW.moment THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        RETURN NEW;\n        ", hash='77a9c96bed43ae08d0bc4e2b99bd357554ffd7bb', operation='UPDATE OR DELETE', pgid='pgtrigger_row_is_kept_1be9f', table='participants_rating', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_ratingevent" ("community", "formalities", "id", "independence", "moment", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_by_id", "relations", "version", "work") VALUES (NEW."community", NEW."formalities", NEW."id", NEW."independence", NEW."moment", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rated_by_id", NEW."relations", NEW."version", NEW."work"); RETURN NULL;', hash='53a1b4e8df1e51d301736f98f8883452c375e6d4', operation='INSERT', pgid='pgtrigger_insert_insert_588ad', table='participants_rating', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "participants_ratingevent" ("community", "formalities", "id", "independence", "moment", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_by_id", "relations", "version", "work") VALUES (NEW."community", NEW."formalities", NEW."id", NEW."independence", NEW."moment", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rated_by_id", NEW."relations", NEW."version", NEW."work"); RETURN NULL;', hash='e7b9eadefc56516ab54e11288acd95f5f1b99217', operation='UPDATE', pgid='pgtrigger_update_update_41d4a', table='participants_rating', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_ratingevent" ("community", "formalities", "id", "independence", "moment", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_by_id", "relations", "version", "work") VALUES (OLD."community", OLD."formalities", OLD."id", OLD."independence", OLD."moment", OLD."participation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rated_by_id", OLD."relations", OLD."version", OLD."work"); RETURN NULL;', hash='209269a78cbd03207c585e29b2393e5b5ad60242', operation='DELETE', pgid='pgtrigger_delete_delete_69647', table='participants_rating', when='AFTER')), pgtrigger.compiler.Trigger(name='of_stay_that_counts', sql=kis.lib.guards.GuardSql(declare='DECLARE voided TIMESTAMPTZ;', func="\n    SELECT p.voided_at INTO voided FROM participants_participation p\n        WHERE p.id = NEW.participation_id FOR NO KEY UPDATE;\n    IF voided IS NOT NULL THEN RAISE EXCEPTION 'stay_is_voided' USING ERRCODE = 'check_violation', CONSTRAINT = 'stay_is_voided', DETAIL = jsonb_build_object('stay', NEW.participation_id)::text; END IF;\n    RETURN NEW;\n    ", hash='2df290219168f54081b12a4fa319a7b94b55422f', operation='INSERT OR UPDATE', pgid='pgtrigger_of_stay_that_counts_c14f8', table='participants_rating', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='RatingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('moment', models.CharField(choices=[('start', 'na początku'), ('end', 'na końcu')], max_length=5, verbose_name='kiedy')),
                ('independence', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – bardzo słabo'), (2, '2 – słabo'), (3, '3 – średnio'), (4, '4 – dobrze'), (5, '5 – bardzo dobrze')], null=True, verbose_name='samodzielność w codziennych sprawach')),
                ('relations', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – bardzo słabo'), (2, '2 – słabo'), (3, '3 – średnio'), (4, '4 – dobrze'), (5, '5 – bardzo dobrze')], null=True, verbose_name='relacje z ludźmi')),
                ('formalities', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – bardzo słabo'), (2, '2 – słabo'), (3, '3 – średnio'), (4, '4 – dobrze'), (5, '5 – bardzo dobrze')], null=True, verbose_name='załatwianie spraw urzędowych')),
                ('community', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – bardzo słabo'), (2, '2 – słabo'), (3, '3 – średnio'), (4, '4 – dobrze'), (5, '5 – bardzo dobrze')], null=True, verbose_name='udział w życiu społeczności')),
                ('work', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – bardzo słabo'), (2, '2 – słabo'), (3, '3 – średnio'), (4, '4 – dobrze'), (5, '5 – bardzo dobrze')], null=True, verbose_name='aktywność zawodowa')),
                ('participation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.participation', verbose_name='udział')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.rating')),
                ('rated_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ocenił(a)')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('reason', models.CharField(max_length=300, verbose_name='powód połączenia')),
                ('merged_at', models.DateTimeField(auto_now_add=True, verbose_name='połączono')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='rozłączono')),
                ('undone_reason', models.CharField(blank=True, max_length=300, verbose_name='powód rozłączenia')),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participants.person', verbose_name='karta, która zostaje')),
                ('merged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='połączył(a)')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='participants.person', verbose_name='karta dołączona')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='rozłączył(a)')),
            ],
            options={
                'verbose_name': 'połączenie kart',
                'verbose_name_plural': 'połączenia kart',
                'ordering': ['-merged_at', '-pk'],
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='row_version', sql=kis.lib.guards.GuardSql(func="\n        IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'row_keeps_its_number' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_keeps_its_number', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        NEW.version = OLD.version + 1;\n        RETURN NEW;\n    ", hash='b5169c95e4576c28279a7626f814e43cb1c68a50', operation='UPDATE', pgid='pgtrigger_row_version_73a7b', table='participants_merge', when='BEFORE')), pgtrigger.compiler.Trigger(name='row_is_kept', sql=kis.lib.guards.GuardSql(func="\n        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        IF OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.into_id IS DISTINCT FROM NEW.into_id OR OLD.merged_by_id IS DISTINCT FROM NEW.merged_by_id THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        RETURN NEW;\n        ", hash='718db53d5efa011a27feac4d819596801cfc1a4b', operation='UPDATE OR DELETE', pgid='pgtrigger_row_is_kept_f5be1', table='participants_merge', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_mergeevent" ("id", "into_id", "merged_at", "merged_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "undone_at", "undone_by_id", "undone_reason", "version") VALUES (NEW."id", NEW."into_id", NEW."merged_at", NEW."merged_by_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."undone_at", NEW."undone_by_id", NEW."undone_reason", NEW."version"); RETURN NULL;', hash='f3c8684adbc33be5f194fbc25a9807385537a355', operation='INSERT', pgid='pgtrigger_insert_insert_b9eb2', table='participants_merge', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "participants_mergeevent" ("id", "into_id", "merged_at", "merged_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "undone_at", "undone_by_id", "undone_reason", "version") VALUES (NEW."id", NEW."into_id", NEW."merged_at", NEW."merged_by_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."undone_at", NEW."undone_by_id", NEW."undone_reason", NEW."version"); RETURN NULL;', hash='b471924f8c1a52cf2c73d79c987e50bc7cd1926f', operation='UPDATE', pgid='pgtrigger_update_update_12eaf', table='participants_merge', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_mergeevent" ("id", "into_id", "merged_at", "merged_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "undone_at", "undone_by_id", "undone_reason", "version") VALUES (OLD."id", OLD."into_id", OLD."merged_at", OLD."merged_by_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."undone_at", OLD."undone_by_id", OLD."undone_reason", OLD."version"); RETURN NULL;', hash='60665a4d210aa7cf21b0d34d1f0d2a1a528595c1', operation='DELETE', pgid='pgtrigger_delete_delete_8f466', table='participants_merge', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='MergeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('reason', models.CharField(max_length=300, verbose_name='powód połączenia')),
                ('merged_at', models.DateTimeField(auto_now_add=True, verbose_name='połączono')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='rozłączono')),
                ('undone_reason', models.CharField(blank=True, max_length=300, verbose_name='powód rozłączenia')),
                ('into', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.person', verbose_name='karta, która zostaje')),
                ('merged_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='połączył(a)')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.person', verbose_name='karta dołączona')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.merge')),
                ('undone_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='rozłączył(a)')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ToldApart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('reason', models.CharField(max_length=300, verbose_name='po czym poznać, że to różne osoby')),
                ('told_at', models.DateTimeField(auto_now_add=True, verbose_name='zapisano')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='cofnięto')),
                ('undone_reason', models.CharField(blank=True, max_length=300, verbose_name='powód cofnięcia')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participants.person', verbose_name='jedna karta')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participants.person', verbose_name='druga karta')),
                ('told_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zapisał(a)')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='cofnął(-ęła)')),
            ],
            options={
                'verbose_name': 'różne osoby',
                'verbose_name_plural': 'różne osoby',
                'ordering': ['-told_at', '-pk'],
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='row_version', sql=kis.lib.guards.GuardSql(func="\n        IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'row_keeps_its_number' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_keeps_its_number', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        NEW.version = OLD.version + 1;\n        RETURN NEW;\n    ", hash='a90b47883737efc5de52dcd46664f3f391514adb', operation='UPDATE', pgid='pgtrigger_row_version_fbd92', table='participants_toldapart', when='BEFORE')), pgtrigger.compiler.Trigger(name='row_is_kept', sql=kis.lib.guards.GuardSql(func="\n        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        IF OLD.first_id IS DISTINCT FROM NEW.first_id OR OLD.second_id IS DISTINCT FROM NEW.second_id OR OLD.told_by_id IS DISTINCT FROM NEW.told_by_id THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        RETURN NEW;\n        ", hash='1f406674b7a83ccf0abc9b50293e49bc73bacc0d', operation='UPDATE OR DELETE', pgid='pgtrigger_row_is_kept_39703', table='participants_toldapart', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_toldapartevent" ("first_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "second_id", "told_at", "told_by_id", "undone_at", "undone_by_id", "undone_reason", "version") VALUES (NEW."first_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."second_id", NEW."told_at", NEW."told_by_id", NEW."undone_at", NEW."undone_by_id", NEW."undone_reason", NEW."version"); RETURN NULL;', hash='58b35b78bae0e43d22bf9e4b45b9cb191cfd4b2c', operation='INSERT', pgid='pgtrigger_insert_insert_df68f', table='participants_toldapart', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "participants_toldapartevent" ("first_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "second_id", "told_at", "told_by_id", "undone_at", "undone_by_id", "undone_reason", "version") VALUES (NEW."first_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."second_id", NEW."told_at", NEW."told_by_id", NEW."undone_at", NEW."undone_by_id", NEW."undone_reason", NEW."version"); RETURN NULL;', hash='e98fd6f2ce66393a9b3d549d9dbb430f72210894', operation='UPDATE', pgid='pgtrigger_update_update_833b4', table='participants_toldapart', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_toldapartevent" ("first_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "second_id", "told_at", "told_by_id", "undone_at", "undone_by_id", "undone_reason", "version") VALUES (OLD."first_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."second_id", OLD."told_at", OLD."told_by_id", OLD."undone_at", OLD."undone_by_id", OLD."undone_reason", OLD."version"); RETURN NULL;', hash='9743b1268ff6390f07e973362690172c137855b8', operation='DELETE', pgid='pgtrigger_delete_delete_e1ecc', table='participants_toldapart', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='ToldApartEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('reason', models.CharField(max_length=300, verbose_name='po czym poznać, że to różne osoby')),
                ('told_at', models.DateTimeField(auto_now_add=True, verbose_name='zapisano')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='cofnięto')),
                ('undone_reason', models.CharField(blank=True, max_length=300, verbose_name='powód cofnięcia')),
                ('first', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.person', verbose_name='jedna karta')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.toldapart')),
                ('second', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.person', verbose_name='druga karta')),
                ('told_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zapisał(a)')),
                ('undone_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='cofnął(-ęła)')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AcceptedEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('code', models.PositiveSmallIntegerField(verbose_name='numer grupy')),
                ('kind', models.CharField(choices=[('certificate', 'zaświadczenie'), ('ruling', 'orzeczenie'), ('decision', 'decyzja'), ('programme', 'program indywidualny'), ('discharge', 'karta wypisu lub świadectwo zwolnienia'), ('statement', 'oświadczenie'), ('sepi', 'sprawdzono w SEPI'), ('other', 'inny dokument')], max_length=12, verbose_name='rodzaj dokumentu')),
                ('longest_months', models.PositiveSmallIntegerField(blank=True, help_text='Liczona od dnia wystawienia. Puste: prawo jej nie ogranicza.', null=True, verbose_name='najdłuższa ważność w miesiącach według prawa')),
                ('source', models.CharField(max_length=300, verbose_name='skąd to wiadomo')),
                ('valid_from', models.DateField(verbose_name='obowiązuje od')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='obowiązuje do')),
            ],
            options={
                'verbose_name': 'dokument przyjmowany',
                'verbose_name_plural': 'dokumenty przyjmowane',
                'ordering': ['code', 'kind', '-valid_from'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='accepted_evidence_ends_after_start', violation_error_message='Wpis nie może przestać obowiązywać przed początkiem.'), models.CheckConstraint(condition=models.Q(('longest_months__gte', 1)), name='accepted_evidence_lasts', violation_error_message='Najdłuższa ważność to co najmniej 1 miesiąc.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('code', '='), ('kind', '='), (models.Func(models.F('valid_from'), models.F('valid_to'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='accepted_evidence_one_a_day', violation_error_message='W tym czasie ten rodzaj dokumentu ma już wpis przy tej grupie.')],
                'triggers': [pgtrigger.compiler.Trigger(name='row_version', sql=kis.lib.guards.GuardSql(func="\n        IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'row_keeps_its_number' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_keeps_its_number', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        NEW.version = OLD.version + 1;\n        RETURN NEW;\n    ", hash='2b785753a05fe3bd918860a5bf44ad99b6ad5535', operation='UPDATE', pgid='pgtrigger_row_version_352f5', table='participants_acceptedevidence', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_acceptedevidenceevent" ("code", "id", "kind", "longest_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to", "version") VALUES (NEW."code", NEW."id", NEW."kind", NEW."longest_months", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."valid_from", NEW."valid_to", NEW."version"); RETURN NULL;', hash='3c7f408e016ee72bcc15bc9c3875da8012b926e9', operation='INSERT', pgid='pgtrigger_insert_insert_e62dc', table='participants_acceptedevidence', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "participants_acceptedevidenceevent" ("code", "id", "kind", "longest_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to", "version") VALUES (NEW."code", NEW."id", NEW."kind", NEW."longest_months", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."valid_from", NEW."valid_to", NEW."version"); RETURN NULL;', hash='a4608d28f4d02c5796ea52b7aefb7e4c8d3e1f41', operation='UPDATE', pgid='pgtrigger_update_update_3cd3b', table='participants_acceptedevidence', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_acceptedevidenceevent" ("code", "id", "kind", "longest_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to", "version") VALUES (OLD."code", OLD."id", OLD."kind", OLD."longest_months", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."valid_from", OLD."valid_to", OLD."version"); RETURN NULL;', hash='05b4d46d6bdfbe0608fb32d6f4fde31514308e88', operation='DELETE', pgid='pgtrigger_delete_delete_c548d', table='participants_acceptedevidence', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='AcceptedEvidenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('code', models.PositiveSmallIntegerField(verbose_name='numer grupy')),
                ('kind', models.CharField(choices=[('certificate', 'zaświadczenie'), ('ruling', 'orzeczenie'), ('decision', 'decyzja'), ('programme', 'program indywidualny'), ('discharge', 'karta wypisu lub świadectwo zwolnienia'), ('statement', 'oświadczenie'), ('sepi', 'sprawdzono w SEPI'), ('other', 'inny dokument')], max_length=12, verbose_name='rodzaj dokumentu')),
                ('longest_months', models.PositiveSmallIntegerField(blank=True, help_text='Liczona od dnia wystawienia. Puste: prawo jej nie ogranicza.', null=True, verbose_name='najdłuższa ważność w miesiącach według prawa')),
                ('source', models.CharField(max_length=300, verbose_name='skąd to wiadomo')),
                ('valid_from', models.DateField(verbose_name='obowiązuje od')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='obowiązuje do')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.acceptedevidence')),
            ],
            options={
                'abstract': False,
                'indexes': [django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='participant_pgh_cre_6a2358_brin')],
            },
        ),
        migrations.CreateModel(
            name='HouseholdMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('relation', models.CharField(choices=[('spouse', 'mąż lub żona'), ('partner', 'partner lub partnerka'), ('child', 'dziecko'), ('parent', 'matka lub ojciec'), ('sibling', 'siostra lub brat'), ('grandparent', 'babcia lub dziadek'), ('other', 'inna osoba')], max_length=12, verbose_name='kim jest dla osoby')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='imię (i nazwisko)')),
                ('born_in', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='rok urodzenia')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='uwagi')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='w gospodarstwie do')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='household_members', to='participants.person', verbose_name='osoba')),
            ],
            options={
                'verbose_name': 'osoba w gospodarstwie',
                'verbose_name_plural': 'osoby w gospodarstwie',
                'ordering': ['pk'],
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='row_version', sql=kis.lib.guards.GuardSql(func="\n        IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'row_keeps_its_number' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_keeps_its_number', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        NEW.version = OLD.version + 1;\n        RETURN NEW;\n    ", hash='2b43ec8b6cdb209a17879933c1bd3bb0673137e7', operation='UPDATE', pgid='pgtrigger_row_version_7e0d1', table='participants_householdmember', when='BEFORE')), pgtrigger.compiler.Trigger(name='row_is_kept', sql=kis.lib.guards.GuardSql(func="\n        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        IF OLD.person_id IS DISTINCT FROM NEW.person_id THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        RETURN NEW;\n        ", hash='15733675ad3c60ab85a6c4be79a1929bab20717a', operation='UPDATE OR DELETE', pgid='pgtrigger_row_is_kept_1f3d0', table='participants_householdmember', when='BEFORE')), pgtrigger.compiler.Trigger(name='not_to_a_merged_file', sql=kis.lib.guards.GuardSql(func="\n    IF EXISTS (SELECT 1 FROM participants_person p\n            WHERE p.id = NEW.person_id AND p.merged_into_id IS NOT NULL) THEN\n        RAISE EXCEPTION 'merged_takes_no_rows' USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_takes_no_rows', DETAIL = jsonb_build_object('person', NEW.person_id)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='3dda6609bbce419735b44d5f41bfee2a97eb856e', operation='INSERT', pgid='pgtrigger_not_to_a_merged_file_29234', table='participants_householdmember', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_householdmemberevent" ("born_in", "id", "left_on", "name", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "version") VALUES (NEW."born_in", NEW."id", NEW."left_on", NEW."name", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."relation", NEW."version"); RETURN NULL;', hash='1684715af47ad373b54c0c8c798b9a019163adcc', operation='INSERT', pgid='pgtrigger_insert_insert_a49ce', table='participants_householdmember', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "participants_householdmemberevent" ("born_in", "id", "left_on", "name", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "version") VALUES (NEW."born_in", NEW."id", NEW."left_on", NEW."name", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."relation", NEW."version"); RETURN NULL;', hash='968bc008c5b315a5a9a618db855b9adc273d8179', operation='UPDATE', pgid='pgtrigger_update_update_b8fd4', table='participants_householdmember', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_householdmemberevent" ("born_in", "id", "left_on", "name", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "version") VALUES (OLD."born_in", OLD."id", OLD."left_on", OLD."name", OLD."note", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."relation", OLD."version"); RETURN NULL;', hash='83cbadc06a39603c1c3fa22e648c5bd73c7bec96', operation='DELETE', pgid='pgtrigger_delete_delete_5977a', table='participants_householdmember', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='HouseholdMemberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('relation', models.CharField(choices=[('spouse', 'mąż lub żona'), ('partner', 'partner lub partnerka'), ('child', 'dziecko'), ('parent', 'matka lub ojciec'), ('sibling', 'siostra lub brat'), ('grandparent', 'babcia lub dziadek'), ('other', 'inna osoba')], max_length=12, verbose_name='kim jest dla osoby')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='imię (i nazwisko)')),
                ('born_in', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='rok urodzenia')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='uwagi')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='w gospodarstwie do')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.person', verbose_name='osoba')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.householdmember')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('starts_on', models.DateField(verbose_name='od')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='do')),
                ('position', models.CharField(max_length=120, verbose_name='stanowisko')),
                ('employer', models.CharField(blank=True, max_length=150, verbose_name='pracodawca')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to='participants.person', verbose_name='osoba')),
            ],
            options={
                'verbose_name': 'praca',
                'verbose_name_plural': 'prace',
                'ordering': ['-starts_on', '-pk'],
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='row_version', sql=kis.lib.guards.GuardSql(func="\n        IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'row_keeps_its_number' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_keeps_its_number', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        NEW.version = OLD.version + 1;\n        RETURN NEW;\n    ", hash='a1ea75f19efced465741f6d7d1de1dbca7d117d0', operation='UPDATE', pgid='pgtrigger_row_version_6b178', table='participants_job', when='BEFORE')), pgtrigger.compiler.Trigger(name='row_is_kept', sql=kis.lib.guards.GuardSql(func="\n        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        IF OLD.person_id IS DISTINCT FROM NEW.person_id THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        RETURN NEW;\n        ", hash='8bcf27a82bab27b0b7a6eebf46434f8608d26891', operation='UPDATE OR DELETE', pgid='pgtrigger_row_is_kept_3adc1', table='participants_job', when='BEFORE')), pgtrigger.compiler.Trigger(name='not_to_a_merged_file', sql=kis.lib.guards.GuardSql(func="\n    IF EXISTS (SELECT 1 FROM participants_person p\n            WHERE p.id = NEW.person_id AND p.merged_into_id IS NOT NULL) THEN\n        RAISE EXCEPTION 'merged_takes_no_rows' USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_takes_no_rows', DETAIL = jsonb_build_object('person', NEW.person_id)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='5445f62a7bdfda3589513fd04e23fd2205dd6f11', operation='INSERT', pgid='pgtrigger_not_to_a_merged_file_386c9', table='participants_job', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_jobevent" ("employer", "ends_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "starts_on", "version") VALUES (NEW."employer", NEW."ends_on", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."starts_on", NEW."version"); RETURN NULL;', hash='5918cfdbd804d8e2b8eaa30ed5fcc250e72aa11a', operation='INSERT', pgid='pgtrigger_insert_insert_346ae', table='participants_job', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "participants_jobevent" ("employer", "ends_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "starts_on", "version") VALUES (NEW."employer", NEW."ends_on", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."starts_on", NEW."version"); RETURN NULL;', hash='dae839ea48adea96676db21b17f663a918d3124f', operation='UPDATE', pgid='pgtrigger_update_update_4aadd', table='participants_job', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_jobevent" ("employer", "ends_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "starts_on", "version") VALUES (OLD."employer", OLD."ends_on", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."starts_on", OLD."version"); RETURN NULL;', hash='87ac92e603c034129598f3bb034f511003d2b2cc', operation='DELETE', pgid='pgtrigger_delete_delete_7d04c', table='participants_job', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='JobEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('starts_on', models.DateField(verbose_name='od')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='do')),
                ('position', models.CharField(max_length=120, verbose_name='stanowisko')),
                ('employer', models.CharField(blank=True, max_length=150, verbose_name='pracodawca')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.person', verbose_name='osoba')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.job')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegisterLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('longest_months', models.PositiveSmallIntegerField(verbose_name='status trwa najwyżej miesięcy')),
                ('contact_days', models.PositiveSmallIntegerField(verbose_name='kontakt z PUP co najmniej raz na dni')),
                ('again_after_days', models.PositiveSmallIntegerField(verbose_name='ponowna rejestracja po dniach')),
                ('source', models.CharField(max_length=300, verbose_name='źródło')),
                ('valid_from', models.DateField(verbose_name='obowiązuje od')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='obowiązuje do')),
            ],
            options={
                'verbose_name': 'granice rejestracji w PUP',
                'verbose_name_plural': 'granice rejestracji w PUP',
                'ordering': ['-valid_from'],
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='row_version', sql=kis.lib.guards.GuardSql(func="\n        IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'row_keeps_its_number' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_keeps_its_number', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        NEW.version = OLD.version + 1;\n        RETURN NEW;\n    ", hash='80aa1e9c832ed35e816a77ea05e6712db96d0de7', operation='UPDATE', pgid='pgtrigger_row_version_e94d9', table='participants_registerlimit', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_registerlimitevent" ("again_after_days", "contact_days", "id", "longest_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to", "version") VALUES (NEW."again_after_days", NEW."contact_days", NEW."id", NEW."longest_months", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."valid_from", NEW."valid_to", NEW."version"); RETURN NULL;', hash='992ba173cf865fac9c3a6a45e59f88f7eb862839', operation='INSERT', pgid='pgtrigger_insert_insert_7b06c', table='participants_registerlimit', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "participants_registerlimitevent" ("again_after_days", "contact_days", "id", "longest_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to", "version") VALUES (NEW."again_after_days", NEW."contact_days", NEW."id", NEW."longest_months", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."valid_from", NEW."valid_to", NEW."version"); RETURN NULL;', hash='3aa43effda7d6250fc0d2b9bec6eefafa5b4231b', operation='UPDATE', pgid='pgtrigger_update_update_c16af', table='participants_registerlimit', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_registerlimitevent" ("again_after_days", "contact_days", "id", "longest_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to", "version") VALUES (OLD."again_after_days", OLD."contact_days", OLD."id", OLD."longest_months", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."valid_from", OLD."valid_to", OLD."version"); RETURN NULL;', hash='9ce53022ab1776dbfa64ef30cb3e86e600d3de6b', operation='DELETE', pgid='pgtrigger_delete_delete_878a3', table='participants_registerlimit', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='RegisterLimitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('longest_months', models.PositiveSmallIntegerField(verbose_name='status trwa najwyżej miesięcy')),
                ('contact_days', models.PositiveSmallIntegerField(verbose_name='kontakt z PUP co najmniej raz na dni')),
                ('again_after_days', models.PositiveSmallIntegerField(verbose_name='ponowna rejestracja po dniach')),
                ('source', models.CharField(max_length=300, verbose_name='źródło')),
                ('valid_from', models.DateField(verbose_name='obowiązuje od')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='obowiązuje do')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CommissionLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('source', models.CharField(max_length=300, verbose_name='źródło')),
                ('valid_from', models.DateField(verbose_name='obowiązuje od')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='obowiązuje do')),
                ('longest_months', models.PositiveSmallIntegerField(verbose_name='udział trwa najwyżej miesięcy')),
                ('hours_a_day', models.PositiveSmallIntegerField(verbose_name='godzin dziennie')),
            ],
            options={
                'verbose_name': 'granice udziału z art. 200',
                'verbose_name_plural': 'granice udziału z art. 200',
                'ordering': ['-valid_from'],
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='row_version', sql=kis.lib.guards.GuardSql(func="\n        IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'row_keeps_its_number' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_keeps_its_number', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        NEW.version = OLD.version + 1;\n        RETURN NEW;\n    ", hash='f9565cbe5330032884bf90d23fde9ea247d688fd', operation='UPDATE', pgid='pgtrigger_row_version_96357', table='participants_commissionlimit', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_commissionlimitevent" ("hours_a_day", "id", "longest_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to", "version") VALUES (NEW."hours_a_day", NEW."id", NEW."longest_months", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."valid_from", NEW."valid_to", NEW."version"); RETURN NULL;', hash='b53096798056e9875325b91e6dc10e923aefa437', operation='INSERT', pgid='pgtrigger_insert_insert_a5e8c', table='participants_commissionlimit', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "participants_commissionlimitevent" ("hours_a_day", "id", "longest_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to", "version") VALUES (NEW."hours_a_day", NEW."id", NEW."longest_months", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."valid_from", NEW."valid_to", NEW."version"); RETURN NULL;', hash='8471d7bb5ffe4cf385ef3bb377503116ad1cb0bb', operation='UPDATE', pgid='pgtrigger_update_update_b8752', table='participants_commissionlimit', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_commissionlimitevent" ("hours_a_day", "id", "longest_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to", "version") VALUES (OLD."hours_a_day", OLD."id", OLD."longest_months", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."valid_from", OLD."valid_to", OLD."version"); RETURN NULL;', hash='d8e0d5c8260413c72ee62d725bda7c67a3be9b1b', operation='DELETE', pgid='pgtrigger_delete_delete_9535d', table='participants_commissionlimit', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='CommissionLimitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('source', models.CharField(max_length=300, verbose_name='źródło')),
                ('valid_from', models.DateField(verbose_name='obowiązuje od')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='obowiązuje do')),
                ('longest_months', models.PositiveSmallIntegerField(verbose_name='udział trwa najwyżej miesięcy')),
                ('hours_a_day', models.PositiveSmallIntegerField(verbose_name='godzin dziennie')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProjectDefinition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('source', models.CharField(max_length=300, verbose_name='źródło')),
                ('valid_from', models.DateField(verbose_name='obowiązuje od')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='obowiązuje do')),
                ('more_than_months', models.PositiveSmallIntegerField(verbose_name='bez przerwy ponad miesięcy')),
                ('young_below', models.PositiveSmallIntegerField(blank=True, help_text='Puste: granica jest jedna dla wszystkich.', null=True, verbose_name='osoby młodsze niż (lat)')),
                ('young_more_than_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='dla młodszych bez przerwy ponad miesięcy')),
            ],
            options={
                'verbose_name': 'definicja projektów UE',
                'verbose_name_plural': 'definicje projektów UE',
                'ordering': ['-valid_from'],
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='row_version', sql=kis.lib.guards.GuardSql(func="\n        IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'row_keeps_its_number' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_keeps_its_number', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        NEW.version = OLD.version + 1;\n        RETURN NEW;\n    ", hash='055a120269a2dea021203d1d150a0fa0d4d40ef6', operation='UPDATE', pgid='pgtrigger_row_version_44c91', table='participants_projectdefinition', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_projectdefinitionevent" ("id", "more_than_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to", "version", "young_below", "young_more_than_months") VALUES (NEW."id", NEW."more_than_months", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."valid_from", NEW."valid_to", NEW."version", NEW."young_below", NEW."young_more_than_months"); RETURN NULL;', hash='c3e84d3e8c35d5f0efe5d9185c4b68f06252cdd0', operation='INSERT', pgid='pgtrigger_insert_insert_8a02e', table='participants_projectdefinition', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "participants_projectdefinitionevent" ("id", "more_than_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to", "version", "young_below", "young_more_than_months") VALUES (NEW."id", NEW."more_than_months", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."valid_from", NEW."valid_to", NEW."version", NEW."young_below", NEW."young_more_than_months"); RETURN NULL;', hash='2e47580bb00ce05bbc9f42362b0a5b846778a73d', operation='UPDATE', pgid='pgtrigger_update_update_e3b4c', table='participants_projectdefinition', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_projectdefinitionevent" ("id", "more_than_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to", "version", "young_below", "young_more_than_months") VALUES (OLD."id", OLD."more_than_months", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."valid_from", OLD."valid_to", OLD."version", OLD."young_below", OLD."young_more_than_months"); RETURN NULL;', hash='2279bd0f9695493378be9caf54116a53c7ebfea4', operation='DELETE', pgid='pgtrigger_delete_delete_2add8', table='participants_projectdefinition', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='ProjectDefinitionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wersja')),
                ('source', models.CharField(max_length=300, verbose_name='źródło')),
                ('valid_from', models.DateField(verbose_name='obowiązuje od')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='obowiązuje do')),
                ('more_than_months', models.PositiveSmallIntegerField(verbose_name='bez przerwy ponad miesięcy')),
                ('young_below', models.PositiveSmallIntegerField(blank=True, help_text='Puste: granica jest jedna dla wszystkich.', null=True, verbose_name='osoby młodsze niż (lat)')),
                ('young_more_than_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='dla młodszych bez przerwy ponad miesięcy')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='labourofficeperiod',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='labourofficeperiod',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='labourofficeperiod',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='note',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='note',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='note',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='participation',
            name='row_is_kept',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='participation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='participation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='participation',
            name='delete_delete',
        ),
        migrations.AddConstraint(
            model_name='admission',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None), ('what', 'admitted')), fields=('area',), name='admission_once', violation_error_message='Osobę już przyjęto.'),
        ),
        migrations.AddConstraint(
            model_name='admission',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('what', 'admitted'), _negated=True), ('voided_at', None)), fields=('area',), name='admission_closed_once', violation_error_message='To zgłoszenie jest już zamknięte.'),
        ),
        migrations.AddConstraint(
            model_name='admission',
            constraint=models.CheckConstraint(condition=models.Q(('what', 'admitted'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='admission_refused_for_a_reason', violation_error_message='Napisz, dlaczego.'),
        ),
        migrations.AddConstraint(
            model_name='admission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True), models.Q(('voided_by', models.F('decided_by')), _negated=True)), _connector='OR'), name='admission_voided_whole', violation_error_message='Wpis unieważnia druga osoba i podaje powód.'),
        ),
        migrations.AddIndex(
            model_name='admissionevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='participant_pgh_cre_be6275_brin'),
        ),
        migrations.AddConstraint(
            model_name='break',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='break_ends_after_start', violation_error_message='Przerwa nie może się skończyć, zanim się zaczęła.'),
        ),
        migrations.AddConstraint(
            model_name='break',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', 'other'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='break_other_reason_is_told', violation_error_message='Przy innym powodzie napisz w uwagach, jaki to powód.'),
        ),
        migrations.AddConstraint(
            model_name='break',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('voided_at', None)), expressions=[('participation', '='), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='break_one_at_a_time', violation_error_message='W tym czasie jest już przerwa. Zmień dni albo zakończ tamtą.'),
        ),
        migrations.AddConstraint(
            model_name='break',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True), models.Q(('voided_by', models.F('made_by')), _negated=True)), _connector='OR'), name='break_voided_whole', violation_error_message='Wpis unieważnia druga osoba i podaje powód.'),
        ),
        migrations.AddIndex(
            model_name='breakevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='participant_pgh_cre_1267a5_brin'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(fields=('year', 'number'), name='certificate_number_once', violation_error_message='Ten numer zaświadczenia jest już użyty.'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('participation',), name='certificate_one_counts', violation_error_message='Ten udział ma już ważne zaświadczenie.'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True), models.Q(('voided_by', models.F('issued_by')), _negated=True)), _connector='OR'), name='certificate_voided_whole', violation_error_message='Wpis unieważnia druga osoba i podaje powód.'),
        ),
        migrations.AddIndex(
            model_name='certificateevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='participant_pgh_cre_09ac91_brin'),
        ),
        migrations.AddIndex(
            model_name='followup',
            index=models.Index(condition=models.Q(('settled_on', None)), fields=['due_on'], name='follow_up_by_day'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.UniqueConstraint(fields=('participation', 'months'), name='follow_up_once_a_term', violation_error_message='To pytanie już zaplanowano.'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('note', ''), ('settled_by', None), ('settled_on', None), ('way', ''), ('what_next', '')), models.Q(('settled_by__isnull', False), ('settled_on__isnull', False), models.Q(('way', ''), _negated=True), models.Q(('what_next', ''), _negated=True)), _connector='OR'), name='follow_up_settled_whole', violation_error_message='Podaj dzień, jak zapytano i co robi osoba.'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('way', 'failed'), _negated=True), ('what_next', 'unknown'), _connector='OR'), name='follow_up_failed_knows_nothing', violation_error_message='Gdy nie udało się zapytać, dalszy los jest nieznany.'),
        ),
        migrations.AddIndex(
            model_name='followupevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='participant_pgh_cre_353685_brin'),
        ),
        migrations.AddConstraint(
            model_name='prolongation',
            constraint=models.CheckConstraint(condition=models.Q(('planned_end_on__gt', models.F('planned_before'))), name='prolongation_is_later', violation_error_message='Nowy planowany koniec musi być później niż dotychczasowy.'),
        ),
        migrations.AddConstraint(
            model_name='prolongation',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='prolongation_has_reason', violation_error_message='Podaj powód przedłużenia.'),
        ),
        migrations.AddIndex(
            model_name='prolongationevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='participant_pgh_cre_301a86_brin'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.UniqueConstraint(fields=('participation', 'moment'), name='rating_once_a_moment', violation_error_message='Tę ocenę już zapisano. Otwórz ją i popraw.'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('independence', None), ('independence__range', (1, 5)), _connector='OR'), models.Q(('relations', None), ('relations__range', (1, 5)), _connector='OR'), models.Q(('formalities', None), ('formalities__range', (1, 5)), _connector='OR'), models.Q(('community', None), ('community__range', (1, 5)), _connector='OR'), models.Q(('work', None), ('work__range', (1, 5)), _connector='OR')), name='rating_from_one_to_five', violation_error_message='Ocena to liczba od 1 do 5.'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('community', None), ('formalities', None), ('independence', None), ('relations', None), ('work', None), _negated=True), name='rating_of_something', violation_error_message='Oceń choć jedną dziedzinę.'),
        ),
        migrations.AddIndex(
            model_name='ratingevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='participant_pgh_cre_d36e2a_brin'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('person',), name='merge_once', violation_error_message='Ta karta jest już połączona z inną.'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None), ('undone_reason', '')), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False), models.Q(('undone_reason', ''), _negated=True)), _connector='OR'), name='merge_undone_whole', violation_error_message='Rozłączenie ma dzień, osobę, która rozłącza, i powód.'),
        ),
        migrations.AddIndex(
            model_name='mergeevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='participant_pgh_cre_65ce94_brin'),
        ),
        migrations.AddConstraint(
            model_name='toldapart',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='told_apart_in_order', violation_error_message='To jest jedna i ta sama karta.'),
        ),
        migrations.AddConstraint(
            model_name='toldapart',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('first', 'second'), name='told_apart_once', violation_error_message='Te karty oznaczono już jako różne osoby.'),
        ),
        migrations.AddConstraint(
            model_name='toldapart',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None), ('undone_reason', '')), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False), models.Q(('undone_reason', ''), _negated=True)), _connector='OR'), name='told_apart_undone_whole', violation_error_message='Cofnięcie ma dzień, osobę i powód.'),
        ),
        migrations.AddIndex(
            model_name='toldapartevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='participant_pgh_cre_c48182_brin'),
        ),
        migrations.AlterField(
            model_name='person',
            name='household',
            field=models.TextField(blank=True, verbose_name='gospodarstwo domowe – uwagi'),
        ),
        migrations.AlterField(
            model_name='person',
            name='work_history',
            field=models.TextField(blank=True, verbose_name='praca dotychczas – uwagi'),
        ),
        migrations.AlterField(
            model_name='personevent',
            name='household',
            field=models.TextField(blank=True, verbose_name='gospodarstwo domowe – uwagi'),
        ),
        migrations.AlterField(
            model_name='personevent',
            name='work_history',
            field=models.TextField(blank=True, verbose_name='praca dotychczas – uwagi'),
        ),
        migrations.AddConstraint(
            model_name='householdmember',
            constraint=models.CheckConstraint(condition=models.Q(('born_in__range', (1900, 2199))), name='household_member_born_in_a_likely_year', violation_error_message='Sprawdź rok urodzenia: od 1900.'),
        ),
        migrations.AddIndex(
            model_name='householdmemberevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='participant_pgh_cre_a43fac_brin'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='job_ends_after_start', violation_error_message='Praca nie może się skończyć przed początkiem.'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(('position', ''), _negated=True), name='job_has_a_position', violation_error_message='Wpisz stanowisko.'),
        ),
        migrations.AddIndex(
            model_name='jobevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='participant_pgh_cre_41835c_brin'),
        ),
        migrations.AddField(
            model_name='labourofficeperiod',
            name='last_contact_on',
            field=models.DateField(blank=True, null=True, verbose_name='ostatni kontakt z PUP'),
        ),
        migrations.AddField(
            model_name='labourofficeperiod',
            name='prolonged_until',
            field=models.DateField(blank=True, null=True, verbose_name='przedłużony formą pomocy do'),
        ),
        migrations.AddField(
            model_name='labourofficeperiodevent',
            name='last_contact_on',
            field=models.DateField(blank=True, null=True, verbose_name='ostatni kontakt z PUP'),
        ),
        migrations.AddField(
            model_name='labourofficeperiodevent',
            name='prolonged_until',
            field=models.DateField(blank=True, null=True, verbose_name='przedłużony formą pomocy do'),
        ),
        migrations.AddConstraint(
            model_name='labourofficeperiod',
            constraint=models.CheckConstraint(condition=models.Q(('last_contact_on__gte', models.F('starts_on'))), name='labour_period_contact_after_start', violation_error_message='Kontakt nie może być przed początkiem okresu.'),
        ),
        migrations.AddConstraint(
            model_name='registerlimit',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='register_limit_ends_after_start', violation_error_message='Wpis nie może przestać obowiązywać przed początkiem.'),
        ),
        migrations.AddConstraint(
            model_name='registerlimit',
            constraint=models.CheckConstraint(condition=models.Q(('contact_days__gte', 1), ('longest_months__gte', 1)), name='register_limit_positive', violation_error_message='Miesiące i dni muszą być większe od 0.'),
        ),
        migrations.AddConstraint(
            model_name='registerlimit',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('valid_from'), models.F('valid_to'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='register_limit_one_a_day', violation_error_message='W tym czasie obowiązuje już inny wpis.'),
        ),
        migrations.AddField(
            model_name='registerlimitevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='registerlimitevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.registerlimit'),
        ),
        migrations.AddIndex(
            model_name='registerlimitevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='participant_pgh_cre_cb5962_brin'),
        ),
        migrations.AlterModelOptions(
            name='note',
            options={'base_manager_name': 'with_voided', 'ordering': ['-at', '-pk'], 'verbose_name': 'notatka', 'verbose_name_plural': 'notatki'},
        ),
        migrations.AlterModelOptions(
            name='participation',
            options={'base_manager_name': 'with_voided', 'ordering': ['-starts_on', '-pk'], 'verbose_name': 'udział w KIS', 'verbose_name_plural': 'udziały w KIS'},
        ),
        migrations.AlterModelManagers(
            name='note',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('with_voided', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AlterModelManagers(
            name='participation',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('with_voided', django.db.models.manager.Manager()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='participation',
            name='participation_one_at_a_time',
        ),
        migrations.AddField(
            model_name='note',
            name='void_reason',
            field=models.TextField(blank=True, editable=False, verbose_name='powód unieważnienia'),
        ),
        migrations.AddField(
            model_name='note',
            name='voided_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='unieważniono'),
        ),
        migrations.AddField(
            model_name='note',
            name='voided_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='unieważnił(a)'),
        ),
        migrations.AddField(
            model_name='noteevent',
            name='void_reason',
            field=models.TextField(blank=True, editable=False, verbose_name='powód unieważnienia'),
        ),
        migrations.AddField(
            model_name='noteevent',
            name='voided_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='unieważniono'),
        ),
        migrations.AddField(
            model_name='noteevent',
            name='voided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='unieważnił(a)'),
        ),
        migrations.AddField(
            model_name='participation',
            name='void_reason',
            field=models.TextField(blank=True, editable=False, verbose_name='powód unieważnienia'),
        ),
        migrations.AddField(
            model_name='participation',
            name='voided_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='unieważniono'),
        ),
        migrations.AddField(
            model_name='participation',
            name='voided_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='unieważnił(a)'),
        ),
        migrations.AddField(
            model_name='participationevent',
            name='void_reason',
            field=models.TextField(blank=True, editable=False, verbose_name='powód unieważnienia'),
        ),
        migrations.AddField(
            model_name='participationevent',
            name='voided_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='unieważniono'),
        ),
        migrations.AddField(
            model_name='participationevent',
            name='voided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='unieważnił(a)'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True), models.Q(('voided_by', models.F('author')), _negated=True)), _connector='OR'), name='note_voided_whole', violation_error_message='Wpis unieważnia druga osoba i podaje powód.'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('voided_at', None)), expressions=[(django.db.models.functions.comparison.Cast('person', models.TextField()), '='), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='participation_one_at_a_time', violation_error_message='W tym czasie osoba już uczestniczy w KIS.'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True), models.Q(('voided_by', models.F('begun_by')), _negated=True)), _connector='OR'), name='participation_voided_whole', violation_error_message='Wpis unieważnia druga osoba i podaje powód.'),
        ),
        migrations.RemoveConstraint(
            model_name='participation',
            name='participation_ended_whole',
        ),
        migrations.AddField(
            model_name='participation',
            name='agreement_number',
            field=models.CharField(blank=True, max_length=60, verbose_name='umowa z PUP – numer'),
        ),
        migrations.AddField(
            model_name='participation',
            name='agreement_on',
            field=models.DateField(blank=True, null=True, verbose_name='umowa z PUP – dzień zawarcia'),
        ),
        migrations.AddField(
            model_name='participation',
            name='kind',
            field=models.CharField(choices=[('contract', 'z kontraktem'), ('commissioned', 'grupa z art. 200 (bez kontraktu)')], default='contract', max_length=12, verbose_name='rodzaj udziału'),
        ),
        migrations.AddField(
            model_name='participation',
            name='referral_number',
            field=models.CharField(blank=True, max_length=60, verbose_name='skierowanie – numer'),
        ),
        migrations.AddField(
            model_name='participation',
            name='referral_on',
            field=models.DateField(blank=True, null=True, verbose_name='skierowanie – dzień'),
        ),
        migrations.AddField(
            model_name='participationevent',
            name='agreement_number',
            field=models.CharField(blank=True, max_length=60, verbose_name='umowa z PUP – numer'),
        ),
        migrations.AddField(
            model_name='participationevent',
            name='agreement_on',
            field=models.DateField(blank=True, null=True, verbose_name='umowa z PUP – dzień zawarcia'),
        ),
        migrations.AddField(
            model_name='participationevent',
            name='kind',
            field=models.CharField(choices=[('contract', 'z kontraktem'), ('commissioned', 'grupa z art. 200 (bez kontraktu)')], default='contract', max_length=12, verbose_name='rodzaj udziału'),
        ),
        migrations.AddField(
            model_name='participationevent',
            name='referral_number',
            field=models.CharField(blank=True, max_length=60, verbose_name='skierowanie – numer'),
        ),
        migrations.AddField(
            model_name='participationevent',
            name='referral_on',
            field=models.DateField(blank=True, null=True, verbose_name='skierowanie – dzień'),
        ),
        migrations.AlterField(
            model_name='participation',
            name='declaration_signed_on',
            field=models.DateField(blank=True, null=True, verbose_name='deklaracja podpisana dnia'),
        ),
        migrations.AlterField(
            model_name='participationevent',
            name='declaration_signed_on',
            field=models.DateField(blank=True, null=True, verbose_name='deklaracja podpisana dnia'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_by', None), ('ends_on', None), ('outcome', ''), ('what_next', '')), models.Q(('ended_by__isnull', False), ('ends_on__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('what_next', ''), _negated=True), models.Q(('kind', 'commissioned'), models.Q(('contract_carried_out', ''), _negated=True), _connector='OR')), _connector='OR'), name='participation_ended_whole', violation_error_message='Zakończenie ma dzień, wynik, ocenę kontraktu i dalszy los.'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreement_number', ''), ('agreement_on', None), ('declaration_signed_on__isnull', False), ('kind', 'contract'), ('referral_number', ''), ('referral_on', None)), models.Q(('agreement_on__isnull', False), ('contract_carried_out', ''), ('kind', 'commissioned'), ('referral_on__isnull', False), models.Q(('agreement_number', ''), _negated=True), models.Q(('referral_number', ''), _negated=True)), _connector='OR'), name='participation_kind_whole', violation_error_message='Udział z art. 200 ma umowę z PUP i skierowanie (numery i dni), a nie ma oceny kontraktu. Udział z kontraktem ma deklarację.'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreement_on__lte', models.F('referral_on')), ('referral_on__lte', models.F('starts_on'))), ('kind', 'contract'), _connector='OR'), name='participation_referred_before_start', violation_error_message='Najpierw jest umowa z PUP, potem skierowanie, a dopiero potem udział. Sprawdź te trzy dni.'),
        ),
        migrations.AddConstraint(
            model_name='commissionlimit',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='commission_limit_ends_after_start', violation_error_message='Wpis nie może przestać obowiązywać przed początkiem.'),
        ),
        migrations.AddConstraint(
            model_name='commissionlimit',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('valid_from'), models.F('valid_to'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='commission_limit_one_a_day', violation_error_message='W tym czasie obowiązuje już inny wpis.'),
        ),
        migrations.AddConstraint(
            model_name='commissionlimit',
            constraint=models.CheckConstraint(condition=models.Q(('hours_a_day__range', (1, 24)), ('longest_months__gte', 1)), name='commission_limit_positive', violation_error_message='Miesiące muszą być większe od 0, a godziny od 1 do 24.'),
        ),
        migrations.AddField(
            model_name='commissionlimitevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='commissionlimitevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.commissionlimit'),
        ),
        migrations.AddConstraint(
            model_name='projectdefinition',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='project_definition_ends_after_start', violation_error_message='Wpis nie może przestać obowiązywać przed początkiem.'),
        ),
        migrations.AddConstraint(
            model_name='projectdefinition',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('valid_from'), models.F('valid_to'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='project_definition_one_a_day', violation_error_message='W tym czasie obowiązuje już inny wpis.'),
        ),
        migrations.AddConstraint(
            model_name='projectdefinition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('young_below', None), ('young_more_than_months', None)), models.Q(('young_below__isnull', False), ('young_more_than_months__isnull', False)), _connector='OR'), name='project_definition_young_whole', violation_error_message='Podaj wiek razem z liczbą miesięcy dla młodszych albo nic z nich.'),
        ),
        migrations.AddField(
            model_name='projectdefinitionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='projectdefinitionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.projectdefinition'),
        ),
        migrations.AddIndex(
            model_name='commissionlimitevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='participant_pgh_cre_3b4772_brin'),
        ),
        migrations.AddIndex(
            model_name='projectdefinitionevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='participant_pgh_cre_98fb86_brin'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='stay_holds_its_rows', sql=kis.lib.guards.GuardSql(func="\n    IF (OLD.starts_on, OLD.ends_on, OLD.outcome, OLD.leaving_reason, OLD.contract_carried_out, OLD.voided_at) IS DISTINCT FROM (NEW.starts_on, NEW.ends_on, NEW.outcome, NEW.leaving_reason, NEW.contract_carried_out, NEW.voided_at) THEN\n        IF EXISTS (SELECT 1 FROM participants_break b\n                WHERE b.participation_id = NEW.id AND b.voided_at IS NULL AND (b.starts_on < NEW.starts_on\n                    OR COALESCE(b.ends_on, 'infinity') > COALESCE(NEW.ends_on, 'infinity'))) THEN\n            RAISE EXCEPTION 'stay_holds_its_breaks' USING ERRCODE = 'check_violation', CONSTRAINT = 'stay_holds_its_breaks', DETAIL = jsonb_build_object('stay', NEW.id)::text;\n        END IF;\n        IF EXISTS (SELECT 1 FROM participants_certificate c\n                WHERE c.participation_id = NEW.id AND c.voided_at IS NULL) THEN\n            RAISE EXCEPTION 'certified_stay_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'certified_stay_is_kept', DETAIL = jsonb_build_object('stay', NEW.id)::text;\n        END IF;\n    END IF;\n    RETURN NEW;\n    ", hash='4ed5d9b7cbae543c35ff4abbff00b2e82213d05d', operation='UPDATE', pgid='pgtrigger_stay_holds_its_rows_489ce', table='participants_participation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='benefitcheck',
            trigger=pgtrigger.compiler.Trigger(name='not_to_a_merged_file', sql=kis.lib.guards.GuardSql(func="\n    IF EXISTS (SELECT 1 FROM participants_person p\n            WHERE p.id = NEW.person_id AND p.merged_into_id IS NOT NULL) THEN\n        RAISE EXCEPTION 'merged_takes_no_rows' USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_takes_no_rows', DETAIL = jsonb_build_object('person', NEW.person_id)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='a6bc20e6d11e52bc527450dd2984bbfe85b74a83', operation='INSERT', pgid='pgtrigger_not_to_a_merged_file_a1e49', table='participants_benefitcheck', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseaccess',
            trigger=pgtrigger.compiler.Trigger(name='not_to_a_merged_file', sql=kis.lib.guards.GuardSql(func="\n    IF EXISTS (SELECT 1 FROM participants_person p\n            WHERE p.id = NEW.person_id AND p.merged_into_id IS NOT NULL) THEN\n        RAISE EXCEPTION 'merged_takes_no_rows' USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_takes_no_rows', DETAIL = jsonb_build_object('person', NEW.person_id)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='35392bb03fa36e6081c9323ffd607ea1780c6048', operation='INSERT', pgid='pgtrigger_not_to_a_merged_file_dc938', table='participants_caseaccess', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eligibility',
            trigger=pgtrigger.compiler.Trigger(name='not_to_a_merged_file', sql=kis.lib.guards.GuardSql(func="\n    IF EXISTS (SELECT 1 FROM participants_person p\n            WHERE p.id = NEW.person_id AND p.merged_into_id IS NOT NULL) THEN\n        RAISE EXCEPTION 'merged_takes_no_rows' USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_takes_no_rows', DETAIL = jsonb_build_object('person', NEW.person_id)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='636de828f150b36a2ae8e72b7607cba758dcb552', operation='INSERT', pgid='pgtrigger_not_to_a_merged_file_e7317', table='participants_eligibility', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eligibility',
            trigger=pgtrigger.compiler.Trigger(name='main_of_files_apart', sql=kis.lib.guards.GuardSql(declare='DECLARE files BIGINT[]; found DATE;', func="\n    IF NOT NEW.is_main OR NEW.voided_at IS NOT NULL THEN RETURN NULL; END IF;\n    \n    files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) ORDER BY f.id);\n    PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    -- A merge that was waited for brought another file.\n    IF files <> ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) ORDER BY f.id) THEN\n        files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) ORDER BY f.id);\n        PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    END IF;\n    \n    \n    SELECT min(other.established_on) INTO found FROM participants_eligibility other\n        WHERE other.person_id = ANY(files) AND other.person_id <> NEW.person_id AND other.is_main AND other.voided_at IS NULL\n            AND daterange(other.established_on, other.ends_on, '[]') && daterange(NEW.established_on, NEW.ends_on, '[]');\n    \n    IF found IS NOT NULL THEN\n        RAISE EXCEPTION 'other_file_main_category' USING ERRCODE = 'check_violation', CONSTRAINT = 'other_file_main_category', DETAIL = jsonb_build_object('person', NEW.person_id)::text;\n    END IF;\n    RETURN NULL;\n    ", hash='4a83a58d548077e795d3ae8b76a8a21d95976ff0', operation='INSERT OR UPDATE OF "established_on", "ends_on", "is_main"', pgid='pgtrigger_main_of_files_apart_db8dc', table='participants_eligibility', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='labourofficeperiod',
            trigger=pgtrigger.compiler.Trigger(name='not_to_a_merged_file', sql=kis.lib.guards.GuardSql(func="\n    IF EXISTS (SELECT 1 FROM participants_person p\n            WHERE p.id = NEW.person_id AND p.merged_into_id IS NOT NULL) THEN\n        RAISE EXCEPTION 'merged_takes_no_rows' USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_takes_no_rows', DETAIL = jsonb_build_object('person', NEW.person_id)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='4411772d7869f339fb2c043ade057a51042f244e', operation='INSERT', pgid='pgtrigger_not_to_a_merged_file_d9e70', table='participants_labourofficeperiod', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='not_to_a_merged_file', sql=kis.lib.guards.GuardSql(func="\n    IF EXISTS (SELECT 1 FROM participants_person p\n            WHERE p.id = NEW.person_id AND p.merged_into_id IS NOT NULL) THEN\n        RAISE EXCEPTION 'merged_takes_no_rows' USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_takes_no_rows', DETAIL = jsonb_build_object('person', NEW.person_id)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='329ebf343ea40dd3c2cd3f9c56399cd603f0151b', operation='INSERT', pgid='pgtrigger_not_to_a_merged_file_b5547', table='participants_note', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='not_to_a_merged_file', sql=kis.lib.guards.GuardSql(func="\n    IF EXISTS (SELECT 1 FROM participants_person p\n            WHERE p.id = NEW.person_id AND p.merged_into_id IS NOT NULL) THEN\n        RAISE EXCEPTION 'merged_takes_no_rows' USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_takes_no_rows', DETAIL = jsonb_build_object('person', NEW.person_id)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='147e8390835f556c2f9f8e3ca7c3c37f8fe6dc5b', operation='INSERT', pgid='pgtrigger_not_to_a_merged_file_bab70', table='participants_participation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='stays_of_files_apart', sql=kis.lib.guards.GuardSql(declare='DECLARE files BIGINT[]; found DATE;', func="\n    IF NEW.voided_at IS NOT NULL THEN RETURN NULL; END IF;\n    \n    files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) ORDER BY f.id);\n    PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    -- A merge that was waited for brought another file.\n    IF files <> ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) ORDER BY f.id) THEN\n        files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) ORDER BY f.id);\n        PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    END IF;\n    \n    \n    SELECT min(other.starts_on) INTO found FROM participants_participation other\n        WHERE other.person_id = ANY(files) AND other.person_id <> NEW.person_id AND other.voided_at IS NULL\n            AND daterange(other.starts_on, other.ends_on, '[]') && daterange(NEW.starts_on, NEW.ends_on, '[]');\n    \n    IF found IS NOT NULL THEN\n        RAISE EXCEPTION 'other_file_stay' USING ERRCODE = 'check_violation', CONSTRAINT = 'other_file_stay', DETAIL = jsonb_build_object('person', NEW.person_id, 'day', found)::text;\n    END IF;\n    RETURN NULL;\n    ", hash='b72e03c147ce2267cb6679519d202e0e049ff219', operation='INSERT OR UPDATE OF "starts_on", "ends_on"', pgid='pgtrigger_stays_of_files_apart_6623c', table='participants_participation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='merged_file_is_kept', sql=kis.lib.guards.GuardSql(func="\n    IF OLD.merged_into_id IS NOT NULL AND NEW.merged_into_id IS NOT NULL\n            AND to_jsonb(OLD) - '{merged_into_id,version,search,folded_last_name}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{merged_into_id,version,search,folded_last_name}'::text[] THEN\n        RAISE EXCEPTION 'merged_file_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_file_is_kept', DETAIL = jsonb_build_object('person', NEW.id)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='92970de2977f9a6f5d67d79f3f2a777377b9abf1', operation='UPDATE', pgid='pgtrigger_merged_file_is_kept_4cb8c', table='participants_person', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='merged_rows_fit', sql=kis.lib.guards.GuardSql(declare='DECLARE files BIGINT[]; found DATE;', func="\n    IF NEW.merged_into_id IS NULL THEN RETURN NULL; END IF;\n    \n    files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.id) ORDER BY f.id);\n    PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    -- A merge that was waited for brought another file.\n    IF files <> ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.id) ORDER BY f.id) THEN\n        files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.id) ORDER BY f.id);\n        PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    END IF;\n    \n    \n    SELECT min(GREATEST(one.starts_on, two.starts_on)) INTO found\n        FROM participants_participation one JOIN participants_participation two ON one.person_id < two.person_id\n        WHERE one.person_id = ANY(files) AND two.person_id = ANY(files) AND one.voided_at IS NULL AND two.voided_at IS NULL\n            AND daterange(one.starts_on, one.ends_on, '[]') && daterange(two.starts_on, two.ends_on, '[]');\n    \n    IF found IS NOT NULL THEN RAISE EXCEPTION 'merged_stays_overlap' USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_stays_overlap', DETAIL = jsonb_build_object('person', NEW.id, 'day', found)::text; END IF;\n    \n    SELECT min(GREATEST(one.established_on, two.established_on)) INTO found\n        FROM participants_eligibility one JOIN participants_eligibility two ON one.person_id < two.person_id\n        WHERE one.person_id = ANY(files) AND two.person_id = ANY(files) AND one.is_main AND two.is_main AND one.voided_at IS NULL AND two.voided_at IS NULL\n            AND daterange(one.established_on, one.ends_on, '[]') && daterange(two.established_on, two.ends_on, '[]');\n    \n    IF found IS NOT NULL THEN RAISE EXCEPTION 'merged_main_categories' USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_main_categories', DETAIL = jsonb_build_object('person', NEW.id, 'day', found)::text; END IF;\n    RETURN NULL;\n    ", hash='feed77b7e1ba211152b5f5fda5467566a5b2a930', operation='UPDATE OF "merged_into_id"', pgid='pgtrigger_merged_rows_fit_6e145', table='participants_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='evidence_lasts_by_law', sql=kis.lib.guards.GuardSql(declare='DECLARE longest INTEGER; last_day DATE;', func="\n    SELECT a.longest_months INTO longest FROM participants_acceptedevidence a\n        JOIN participants_eligibilitycategory c ON c.code = a.code\n        JOIN participants_eligibility e ON e.category_id = c.id\n        WHERE e.id = NEW.eligibility_id AND a.kind = NEW.kind AND a.valid_from <= NEW.issued_on\n            AND (a.valid_to IS NULL OR NEW.issued_on <= a.valid_to);\n    last_day := (NEW.issued_on + make_interval(months => longest))::date - 1;\n    IF NEW.is_indefinite AND longest IS NOT NULL OR NEW.valid_until > last_day THEN\n        RAISE EXCEPTION 'evidence_longer_than_law' USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_longer_than_law', DETAIL = jsonb_build_object('last', last_day, 'months', longest)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='a73ee134524f06ea8c7cf049e03de203d580465c', operation='INSERT OR UPDATE OF "kind", "issued_on", "valid_until", "is_indefinite"', pgid='pgtrigger_evidence_lasts_by_law_9d931', table='participants_evidence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='labourofficeperiod',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_labourofficeperiodevent" ("benefit_until", "ends_on", "id", "kind", "last_contact_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prolonged_until", "starts_on", "version") VALUES (NEW."benefit_until", NEW."ends_on", NEW."id", NEW."kind", NEW."last_contact_on", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prolonged_until", NEW."starts_on", NEW."version"); RETURN NULL;', hash='36b65ce07b46f57575233cbe8480c7b31d872dc7', operation='INSERT', pgid='pgtrigger_insert_insert_3c87a', table='participants_labourofficeperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='labourofficeperiod',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "participants_labourofficeperiodevent" ("benefit_until", "ends_on", "id", "kind", "last_contact_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prolonged_until", "starts_on", "version") VALUES (NEW."benefit_until", NEW."ends_on", NEW."id", NEW."kind", NEW."last_contact_on", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prolonged_until", NEW."starts_on", NEW."version"); RETURN NULL;', hash='3a5ef376047b794942f3c6b842b725fcd60a2750', operation='UPDATE', pgid='pgtrigger_update_update_c26e0', table='participants_labourofficeperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='labourofficeperiod',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_labourofficeperiodevent" ("benefit_until", "ends_on", "id", "kind", "last_contact_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prolonged_until", "starts_on", "version") VALUES (OLD."benefit_until", OLD."ends_on", OLD."id", OLD."kind", OLD."last_contact_on", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prolonged_until", OLD."starts_on", OLD."version"); RETURN NULL;', hash='f7393c3672d61402929abe61e5b60a367e4e386a', operation='DELETE', pgid='pgtrigger_delete_delete_d85dc', table='participants_labourofficeperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_noteevent" ("at", "author_id", "id", "is_restricted", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remind_on", "text", "version", "void_reason", "voided_at", "voided_by_id", "with_whom") VALUES (NEW."at", NEW."author_id", NEW."id", NEW."is_restricted", NEW."kind", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."remind_on", NEW."text", NEW."version", NEW."void_reason", NEW."voided_at", NEW."voided_by_id", NEW."with_whom"); RETURN NULL;', hash='8b23a3b06f9fa879d3e88c4c831b38594dd98e86', operation='INSERT', pgid='pgtrigger_insert_insert_352fa', table='participants_note', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "participants_noteevent" ("at", "author_id", "id", "is_restricted", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remind_on", "text", "version", "void_reason", "voided_at", "voided_by_id", "with_whom") VALUES (NEW."at", NEW."author_id", NEW."id", NEW."is_restricted", NEW."kind", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."remind_on", NEW."text", NEW."version", NEW."void_reason", NEW."voided_at", NEW."voided_by_id", NEW."with_whom"); RETURN NULL;', hash='1479df106fc24902089dc448587fd65b4b244ade', operation='UPDATE', pgid='pgtrigger_update_update_713bb', table='participants_note', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_noteevent" ("at", "author_id", "id", "is_restricted", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remind_on", "text", "version", "void_reason", "voided_at", "voided_by_id", "with_whom") VALUES (OLD."at", OLD."author_id", OLD."id", OLD."is_restricted", OLD."kind", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."remind_on", OLD."text", OLD."version", OLD."void_reason", OLD."voided_at", OLD."voided_by_id", OLD."with_whom"); RETURN NULL;', hash='8d0ed2ce5255a32b84eff71955a9645944ee0add', operation='DELETE', pgid='pgtrigger_delete_delete_f78de', table='participants_note', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='row_is_kept', sql=kis.lib.guards.GuardSql(func="\n        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        IF OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.begun_by_id IS DISTINCT FROM NEW.begun_by_id THEN RAISE EXCEPTION 'row_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_kept', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        RETURN NEW;\n        ", hash='a815797deaf649f10583905640a5f129d70abfda', operation='UPDATE OR DELETE', pgid='pgtrigger_row_is_kept_e6495', table='participants_participation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_participationevent" ("agreement_number", "agreement_on", "begun_by_id", "contract_carried_out", "declaration_signed_on", "ended_by_id", "ends_on", "id", "kind", "leaving_reason", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_end_on", "referral_number", "referral_on", "rules_read_on", "rules_version", "social_effects", "starts_on", "version", "vocational_effects", "void_reason", "voided_at", "voided_by_id", "what_next") VALUES (NEW."agreement_number", NEW."agreement_on", NEW."begun_by_id", NEW."contract_carried_out", NEW."declaration_signed_on", NEW."ended_by_id", NEW."ends_on", NEW."id", NEW."kind", NEW."leaving_reason", NEW."outcome", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_end_on", NEW."referral_number", NEW."referral_on", NEW."rules_read_on", NEW."rules_version", NEW."social_effects", NEW."starts_on", NEW."version", NEW."vocational_effects", NEW."void_reason", NEW."voided_at", NEW."voided_by_id", NEW."what_next"); RETURN NULL;', hash='bfd5c5333b70dc711e4f16db56dc521c8ffa8ed3', operation='INSERT', pgid='pgtrigger_insert_insert_bbdda', table='participants_participation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "participants_participationevent" ("agreement_number", "agreement_on", "begun_by_id", "contract_carried_out", "declaration_signed_on", "ended_by_id", "ends_on", "id", "kind", "leaving_reason", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_end_on", "referral_number", "referral_on", "rules_read_on", "rules_version", "social_effects", "starts_on", "version", "vocational_effects", "void_reason", "voided_at", "voided_by_id", "what_next") VALUES (NEW."agreement_number", NEW."agreement_on", NEW."begun_by_id", NEW."contract_carried_out", NEW."declaration_signed_on", NEW."ended_by_id", NEW."ends_on", NEW."id", NEW."kind", NEW."leaving_reason", NEW."outcome", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_end_on", NEW."referral_number", NEW."referral_on", NEW."rules_read_on", NEW."rules_version", NEW."social_effects", NEW."starts_on", NEW."version", NEW."vocational_effects", NEW."void_reason", NEW."voided_at", NEW."voided_by_id", NEW."what_next"); RETURN NULL;', hash='bc30e7106e94ae77ed06671d95c81d3b641cea90', operation='UPDATE', pgid='pgtrigger_update_update_d8d8c', table='participants_participation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "participants_participationevent" ("agreement_number", "agreement_on", "begun_by_id", "contract_carried_out", "declaration_signed_on", "ended_by_id", "ends_on", "id", "kind", "leaving_reason", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_end_on", "referral_number", "referral_on", "rules_read_on", "rules_version", "social_effects", "starts_on", "version", "vocational_effects", "void_reason", "voided_at", "voided_by_id", "what_next") VALUES (OLD."agreement_number", OLD."agreement_on", OLD."begun_by_id", OLD."contract_carried_out", OLD."declaration_signed_on", OLD."ended_by_id", OLD."ends_on", OLD."id", OLD."kind", OLD."leaving_reason", OLD."outcome", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_end_on", OLD."referral_number", OLD."referral_on", OLD."rules_read_on", OLD."rules_version", OLD."social_effects", OLD."starts_on", OLD."version", OLD."vocational_effects", OLD."void_reason", OLD."voided_at", OLD."voided_by_id", OLD."what_next"); RETURN NULL;', hash='347798937c0cba25127ec17afd41a711e0bad1be', operation='DELETE', pgid='pgtrigger_delete_delete_4e982', table='participants_participation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='voided_stays', sql=kis.lib.guards.GuardSql(condition='WHEN (OLD."voided_at" IS NOT NULL)', func="RAISE EXCEPTION 'voided_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'voided_stays', DETAIL = jsonb_build_object('row', OLD.id)::text;", hash='616d609bd5ead56a5a030c08fad7226e7d6daeb2', operation='UPDATE', pgid='pgtrigger_voided_stays_0e184', table='participants_note', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='voided_stays', sql=kis.lib.guards.GuardSql(condition='WHEN (OLD."voided_at" IS NOT NULL)', func="RAISE EXCEPTION 'voided_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'voided_stays', DETAIL = jsonb_build_object('row', OLD.id)::text;", hash='5799867fb939f528e770d78a9072f6341263963e', operation='UPDATE', pgid='pgtrigger_voided_stays_7fb33', table='participants_participation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='labourofficeperiod',
            trigger=pgtrigger.compiler.Trigger(name='commissioned_stays_registered', sql=kis.lib.guards.GuardSql(declare='DECLARE bare_day DATE; files BIGINT[];', func="\n    IF OLD.kind <> 'registered' THEN RETURN NULL; END IF;\n    \n    files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = OLD.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = OLD.person_id) ORDER BY f.id);\n    PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    -- A merge that was waited for brought another file.\n    IF files <> ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = OLD.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = OLD.person_id) ORDER BY f.id) THEN\n        files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = OLD.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = OLD.person_id) ORDER BY f.id);\n        PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    END IF;\n    \n    SELECT min(stay.starts_on) INTO bare_day FROM participants_participation stay\n        WHERE stay.person_id = ANY(files) AND stay.kind = 'commissioned' AND stay.voided_at IS NULL\n            AND stay.starts_on BETWEEN OLD.starts_on AND COALESCE(OLD.ends_on, 'infinity')\n            AND NOT EXISTS (\n        SELECT 1 FROM participants_labourofficeperiod held\n        WHERE held.person_id = ANY(files) AND held.kind = 'registered' AND held.starts_on <= stay.starts_on\n            AND COALESCE(held.ends_on, 'infinity') >= stay.starts_on\n    );\n    IF bare_day IS NOT NULL THEN\n        RAISE EXCEPTION 'commissioned_stays_registered' USING ERRCODE = 'check_violation', CONSTRAINT = 'commissioned_stays_registered', DETAIL = jsonb_build_object('day', bare_day)::text;\n    END IF;\n    RETURN NULL;\n    ", hash='7962a5708dfab8d142d8a4734ecadc757329102a', operation='UPDATE OF "kind", "starts_on", "ends_on"', pgid='pgtrigger_commissioned_stays_registered_f0859', table='participants_labourofficeperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='stay_kind_is_kept', sql=kis.lib.guards.GuardSql(func="\n    IF OLD.kind <> NEW.kind THEN RAISE EXCEPTION 'stay_kind_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'stay_kind_is_kept', DETAIL = jsonb_build_object('stay', OLD.id)::text; END IF;\n    RETURN NEW;\n    ", hash='cd6020f356608df59e92d762712342b2f4342b85', operation='UPDATE OF "kind"', pgid='pgtrigger_stay_kind_is_kept_e4088', table='participants_participation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='commissioned_within_law', sql=kis.lib.guards.GuardSql(condition='WHEN (NEW."kind" = \'commissioned\')', declare='DECLARE longest INTEGER; last_day DATE;', func="\n    SELECT l.longest_months INTO longest FROM participants_commissionlimit l\n        WHERE l.valid_from <= NEW.starts_on AND (l.valid_to IS NULL OR NEW.starts_on <= l.valid_to);\n    IF longest IS NULL THEN RAISE EXCEPTION 'commissioned_by_law' USING ERRCODE = 'check_violation', CONSTRAINT = 'commissioned_by_law', DETAIL = jsonb_build_object('day', NEW.starts_on)::text; END IF;\n    last_day := (NEW.starts_on + make_interval(months => longest))::date - 1;\n    IF GREATEST(NEW.planned_end_on, NEW.ends_on) > last_day THEN\n        RAISE EXCEPTION 'commissioned_longest' USING ERRCODE = 'check_violation', CONSTRAINT = 'commissioned_longest', DETAIL = jsonb_build_object('last', last_day, 'months', longest)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='19f9f4e6696c3399d8d68dc598d710131f9a0244', operation='INSERT OR UPDATE OF "starts_on", "planned_end_on", "ends_on"', pgid='pgtrigger_commissioned_within_law_e4098', table='participants_participation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='commissioned_start_registered', sql=kis.lib.guards.GuardSql(condition='WHEN (NEW."kind" = \'commissioned\')', declare='DECLARE files BIGINT[];', func="\n    \n    files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) ORDER BY f.id);\n    PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    -- A merge that was waited for brought another file.\n    IF files <> ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) ORDER BY f.id) THEN\n        files := ARRAY(SELECT f.id FROM participants_person f\n        WHERE f.id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) OR f.merged_into_id = (SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = NEW.person_id) ORDER BY f.id);\n        PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    END IF;\n    \n    IF NOT EXISTS (\n        SELECT 1 FROM participants_labourofficeperiod held\n        WHERE held.person_id = ANY(files) AND held.kind = 'registered' AND held.starts_on <= NEW.starts_on\n            AND COALESCE(held.ends_on, 'infinity') >= NEW.starts_on\n    ) THEN\n        RAISE EXCEPTION 'commissioned_start_registered' USING ERRCODE = 'check_violation', CONSTRAINT = 'commissioned_start_registered', DETAIL = jsonb_build_object('day', NEW.starts_on)::text;\n    END IF;\n    RETURN NEW;\n    ", hash='67c32c605ce1f4d0b8497c0c49a230bf83385974', operation='INSERT OR UPDATE OF "starts_on"', pgid='pgtrigger_commissioned_start_registered_46e1e', table='participants_participation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='unmerged_commissioned_registered', sql=kis.lib.guards.GuardSql(declare='DECLARE bare_day DATE; files BIGINT[];', func="\n    IF OLD.merged_into_id IS NULL THEN RETURN NULL; END IF;\n    files := ARRAY[OLD.id, OLD.merged_into_id];\n    PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;\n    SELECT min(stay.starts_on) INTO bare_day FROM participants_participation stay\n        WHERE stay.person_id = ANY(files) AND stay.kind = 'commissioned' AND stay.voided_at IS NULL\n            AND NOT EXISTS (\n        SELECT 1 FROM participants_labourofficeperiod held\n        WHERE held.person_id IN (\n    SELECT whose.id FROM participants_person whose JOIN participants_person stayed\n        ON COALESCE(whose.merged_into_id, whose.id) = COALESCE(stayed.merged_into_id, stayed.id)\n    WHERE stayed.id = stay.person_id) AND held.kind = 'registered' AND held.starts_on <= stay.starts_on\n            AND COALESCE(held.ends_on, 'infinity') >= stay.starts_on\n    );\n    IF bare_day IS NOT NULL THEN\n        RAISE EXCEPTION 'unmerged_commissioned_registered' USING ERRCODE = 'check_violation', CONSTRAINT = 'unmerged_commissioned_registered', DETAIL = jsonb_build_object('day', bare_day)::text;\n    END IF;\n    RETURN NULL;\n    ", hash='0975cfc5c5403a6b866dbe2cfe4a1dc0f818991f', operation='UPDATE OF "merged_into_id"', pgid='pgtrigger_unmerged_commissioned_registered_ceda5', table='participants_person', when='AFTER')),
        ),
    ])
