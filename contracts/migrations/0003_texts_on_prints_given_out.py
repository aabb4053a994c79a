from django.db import migrations

# Prints of before: what stood on them was not noted, but it was the wording of their day.
NOTE = """
INSERT INTO documents_textuse (text_id, document_id, issued_on)
SELECT t.id, p.document_id, p.printed_on
FROM contracts_print p
JOIN contracts_socialcontract c ON c.id = p.contract_id
JOIN documents_papertext t ON p.printed_on BETWEEN t.valid_from AND COALESCE(t.valid_to, 'infinity')
WHERE t.key IN (
    CASE c.type WHEN 'A' THEN 'kontrakt-cel-a' ELSE 'kontrakt-cel-b' END,
    'kontrakt-pouczenie',
    'kontrakt-zakonczenie'
)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0002_what_the_desk_asks'),
        ('documents', '0003_texts_on_papers_given_out'),
    ]

    operations = [
        migrations.RunSQL(NOTE, migrations.RunSQL.noop, elidable=True),
    ]
