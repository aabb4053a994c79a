import django.db.models.deletion
import kis.lib.guards
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('documents', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.AddField(
            model_name='centre',
            name='logo',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='logo'),
        ),
        migrations.AddField(
            model_name='centreevent',
            name='logo',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document', verbose_name='logo'),
        ),
        migrations.AddField(
            model_name='centreevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='centreevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.centre'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='centre',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='centre_is_one', violation_error_message='Ośrodek jest jeden: zmień jego wpis.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "accounts_userevent" ("date_joined", "email", "first_name", "id", "is_active", "last_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "username") VALUES (NEW."date_joined", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."last_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."username"); RETURN NULL;', hash='20b6a96c7566ce75f23012a5392d465cdeabd3ed', operation='INSERT', pgid='pgtrigger_insert_insert_3867c', table='accounts_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."username" IS DISTINCT FROM (NEW."username"))', func='INSERT INTO "accounts_userevent" ("date_joined", "email", "first_name", "id", "is_active", "last_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "username") VALUES (NEW."date_joined", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."last_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."username"); RETURN NULL;', hash='e6d98ecf7f9714850116310a61037ef2478ad158', operation='UPDATE', pgid='pgtrigger_update_update_0e890', table='accounts_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "accounts_userevent" ("date_joined", "email", "first_name", "id", "is_active", "last_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "username") VALUES (OLD."date_joined", OLD."email", OLD."first_name", OLD."id", OLD."is_active", OLD."last_name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."username"); RETURN NULL;', hash='f1a07ace9c0d6839f8d46081e0126d9749298e36', operation='DELETE', pgid='pgtrigger_delete_delete_19f14', table='accounts_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centre',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "accounts_centreevent" ("bank_account", "club_name", "club_phone", "contract_number_pattern", "created_on", "email", "head_name", "head_title", "id", "legal_basis", "logo_id", "municipality", "name", "nip", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "register_entry", "regon", "resolution", "short_name", "started_on", "street", "town", "version") VALUES (NEW."bank_account", NEW."club_name", NEW."club_phone", NEW."contract_number_pattern", NEW."created_on", NEW."email", NEW."head_name", NEW."head_title", NEW."id", NEW."legal_basis", NEW."logo_id", NEW."municipality", NEW."name", NEW."nip", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."postal_code", NEW."register_entry", NEW."regon", NEW."resolution", NEW."short_name", NEW."started_on", NEW."street", NEW."town", NEW."version"); RETURN NULL;', hash='c87c041e598de5aa8ee4b5fe140b85a00716c125', operation='INSERT', pgid='pgtrigger_insert_insert_ccbff', table='accounts_centre', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centre',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=kis.lib.guards.SwitchlessSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_centreevent" ("bank_account", "club_name", "club_phone", "contract_number_pattern", "created_on", "email", "head_name", "head_title", "id", "legal_basis", "logo_id", "municipality", "name", "nip", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "register_entry", "regon", "resolution", "short_name", "started_on", "street", "town", "version") VALUES (NEW."bank_account", NEW."club_name", NEW."club_phone", NEW."contract_number_pattern", NEW."created_on", NEW."email", NEW."head_name", NEW."head_title", NEW."id", NEW."legal_basis", NEW."logo_id", NEW."municipality", NEW."name", NEW."nip", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."postal_code", NEW."register_entry", NEW."regon", NEW."resolution", NEW."short_name", NEW."started_on", NEW."street", NEW."town", NEW."version"); RETURN NULL;', hash='fad5b6d647c69bd5c51d6644104d8bf2d30dd95f', operation='UPDATE', pgid='pgtrigger_update_update_d5977', table='accounts_centre', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centre',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=kis.lib.guards.SwitchlessSql(func='INSERT INTO "accounts_centreevent" ("bank_account", "club_name", "club_phone", "contract_number_pattern", "created_on", "email", "head_name", "head_title", "id", "legal_basis", "logo_id", "municipality", "name", "nip", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "register_entry", "regon", "resolution", "short_name", "started_on", "street", "town", "version") VALUES (OLD."bank_account", OLD."club_name", OLD."club_phone", OLD."contract_number_pattern", OLD."created_on", OLD."email", OLD."head_name", OLD."head_title", OLD."id", OLD."legal_basis", OLD."logo_id", OLD."municipality", OLD."name", OLD."nip", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."postal_code", OLD."register_entry", OLD."regon", OLD."resolution", OLD."short_name", OLD."started_on", OLD."street", OLD."town", OLD."version"); RETURN NULL;', hash='0a9874c7d442b9ea706f55c7f28f4aaa5cc48c61', operation='DELETE', pgid='pgtrigger_delete_delete_347ab', table='accounts_centre', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centre',
            trigger=pgtrigger.compiler.Trigger(name='row_version', sql=kis.lib.guards.GuardSql(func="\n        IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'row_keeps_its_number' USING ERRCODE = 'check_violation', CONSTRAINT = 'row_keeps_its_number', DETAIL = jsonb_build_object('row', OLD.id)::text; END IF;\n        NEW.version = OLD.version + 1;\n        RETURN NEW;\n    ", hash='ed8790ea2d5896a718196b2cb72fd8aa1bb59067', operation='UPDATE', pgid='pgtrigger_row_version_62aec', table='accounts_centre', when='BEFORE')),
        ),
    ]
