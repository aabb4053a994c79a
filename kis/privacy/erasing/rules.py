"""What stands in each field after an erasure: figures, days and choices stay, words and pictures go."""

from collections.abc import Iterator

from django.db import models

from kis.privacy.held import Held

GONE = "usunięto"


def assignments(held: Held) -> dict[str, str]:
    """{column: SQL of what it holds afterwards}; columns that stay are not in it."""
    return {field.column: sql for field, sql in _changed(held)}


def _changed(held: Held) -> Iterator[tuple[models.Field, str]]:
    columns = {field.name: f'"{field.column}"' for field in held.model._meta.concrete_fields}
    for field in held.model._meta.concrete_fields:
        if field.name in held.erased:
            yield field, held.erased[field.name].format(**columns)
        elif field.name not in held.kept and (sql := _by_type(field, held.model)):
            yield field, sql


def _by_type(field: models.Field, model) -> str:
    """Empty for what stays. What was empty stays empty: it says which steps were taken."""
    if field.primary_key or field.is_relation or isinstance(field, models.GeneratedField):
        return ""
    column = f'"{field.column}"'
    if isinstance(field, models.JSONField):
        return f"CASE jsonb_typeof({column}) WHEN 'array' THEN '[]'::jsonb ELSE '{{}}'::jsonb END"
    if not isinstance(field, models.CharField | models.TextField) or field.choices:
        return ""
    if field.max_length and field.max_length < len(GONE):
        return "''"
    gone = f"'{GONE} ' || \"id\"" if field.name in _once(model) else f"'{GONE}'"
    return f"CASE WHEN {column} = '' THEN '' ELSE {gone} END"


def _once(model) -> set[str]:
    """Fields of which no two rows may say the same."""
    unique = {field.name for field in model._meta.concrete_fields if field.unique}
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            unique |= set(constraint.fields)
    return unique
