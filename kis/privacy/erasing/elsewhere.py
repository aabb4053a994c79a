"""What no key ties to a person: lists of the starting balance, unsaved texts, files to fetch."""

# By the names of the tables: their apps stand beside this one or above it. A test runs each of them.
ELSEWHERE = [
    "DELETE FROM accounts_draft WHERE address ~ %(files)s",
    "DELETE FROM documents_exportitem WHERE person_number = %(person)s",
]
# The rows of a list from which these rows of the model were made.
IMPORTED = """
    UPDATE imports_importrow SET cells = CASE jsonb_typeof(cells) WHEN 'array' THEN '[]' ELSE '{}' END::jsonb,
        remarks = '[]', faults = '[]', why = ''
    WHERE id IN (SELECT row_id FROM imports_importmark WHERE model = %s AND number = ANY(%s))"""
