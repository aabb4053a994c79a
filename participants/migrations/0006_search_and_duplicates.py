import django.contrib.postgres.indexes
import django.db.models.functions.text
import participants.models.people
from django.db import migrations, models

UNSEEN = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
NAMES = ("last_name", "first_name", "second_name")
SEEN = ", ".join(f"{name} = regexp_replace({name}, '{UNSEEN}', '', 'g')" for name in NAMES)
HAS_UNSEEN = " OR ".join(f"{name} ~ '{UNSEEN}'" for name in NAMES)


class Migration(migrations.Migration):
    """The columns of the search are made anew: what `fold` gives has changed, and they keep what it gave.

    An UPDATE would write a history of changes that nobody made.
    """

    dependencies = [
        ("lib", "0003_fold_names_with_apostrophes"),
        ("participants", "0005_categories_in_use"),
    ]

    operations = [
        migrations.RunSQL(
            f"UPDATE participants_person SET {SEEN} WHERE {HAS_UNSEEN}", migrations.RunSQL.noop
        ),
        migrations.RemoveIndex(model_name="person", name="person_search"),
        migrations.RemoveIndex(model_name="person", name="person_surname_start"),
        migrations.RemoveField(model_name="person", name="search"),
        migrations.RemoveField(model_name="person", name="folded_last_name"),
        migrations.AddField(
            model_name="person",
            name="search",
            field=models.GeneratedField(db_persist=True, expression=participants.models.people.Fold(django.db.models.functions.text.Concat('last_name', models.Value(' '), 'first_name', models.Value(' '), 'second_name', models.Value(' '), 'pesel', output_field=models.TextField())), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name="person",
            name="folded_last_name",
            field=models.GeneratedField(db_persist=True, expression=participants.models.people.Fold('last_name'), output_field=models.TextField()),
        ),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('search'), name='gin_trgm_ops'), name='person_search'),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(django.contrib.postgres.indexes.OpClass(models.F('folded_last_name'), name='text_pattern_ops'), name='person_surname_start'),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(participants.models.people.BareNumber('identity_number'), condition=models.Q(('identity_number', ''), _negated=True), name='person_identity_number'),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(condition=models.Q(*[models.Q((f"{name}__regex", UNSEEN), _negated=True) for name in NAMES]), name='person_names_are_seen', violation_error_message='W nazwisku lub imieniu są znaki, których nie widać. Wpisz je jeszcze raz.'),
        ),
        migrations.AddConstraint(
            model_name="bankaccount",
            constraint=models.CheckConstraint(condition=models.Q(('number', ''), ('number__regex', '^[0-9]{26}$'), _connector='OR'), name='bank_account_is_26_digits', violation_error_message='Numer rachunku ma 26 cyfr.'),
        ),
    ]
