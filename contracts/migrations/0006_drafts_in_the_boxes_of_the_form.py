"""Drafts move to the boxes of the official form; what was printed or signed stays as it is."""

from django.db import migrations

from contracts.old_layout import move_to_boxes


def move_drafts(apps, schema_editor):
    drafts = apps.get_model("contracts", "SocialContract").objects
    for draft in drafts.filter(state="draft", voided_at=None).order_by("pk"):
        move_to_boxes(draft)


class Migration(migrations.Migration):
    dependencies = [("contracts", "0005_boxes_of_the_form")]

    operations = [migrations.RunPython(move_drafts, migrations.RunPython.noop, elidable=True)]
