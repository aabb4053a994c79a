from django.db import migrations

APOSTROPHES = "''`\u00b4\u2018\u2019\u201b\u02bb\u02bc\u2032"  # the first is one, as SQL writes it

# Apostrophes do not count, whichever of them was typed, and a hyphen between letters stands without spaces.
# Every name is written with its schema: a dump is restored with an empty search path.
FOLD = f"""
CREATE OR REPLACE FUNCTION public.fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        translate(
            lower(public.unaccent('public.unaccent'::regdictionary, $1) COLLATE "pl-PL-x-icu"),
            '{APOSTROPHES}', ''),
        '(?<=[[:alpha:]])\\s*-\\s*(?=[[:alpha:]])', '-', 'g')
$$;
"""
FOLD_BEFORE = """
CREATE OR REPLACE FUNCTION public.fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT lower(public.unaccent('public.unaccent'::regdictionary, $1) COLLATE "pl-PL-x-icu")
$$;
"""


class Migration(migrations.Migration):
    """Columns that keep what `fold` gives are written anew by their own app, behind this one."""

    dependencies = [("lib", "0002_order_of_numbers")]
    operations = [migrations.RunSQL(FOLD, FOLD_BEFORE)]
