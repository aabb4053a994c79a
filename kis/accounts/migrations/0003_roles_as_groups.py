from django.db import migrations

ROLES = [
    "social_worker", "coordinator", "supervisor", "accountant",
    "head", "content_admin", "system_admin", "inspector",
]


def make_groups(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for role in ROLES:
        group.objects.get_or_create(name=role)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_centre_and_history"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop, elidable=True)]
