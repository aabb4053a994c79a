from django.db import migrations


def make_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.get_or_create(name="family_assistant")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0017_deputies"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(make_group, migrations.RunPython.noop, elidable=True)]
