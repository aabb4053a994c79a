from django.contrib.postgres.operations import CreateCollation
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("lib", "0001_extensions_and_fold")]
    operations = [CreateCollation("pl-numeric", provider="icu", locale="pl-PL-u-kn-true")]
