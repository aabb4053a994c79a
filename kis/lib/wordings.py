"""Dated wordings of the law that come with the program, and what a centre has made of them since."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import models

from kis.lib.dates import DAY

Facts = dict[str, Any]


def load_wordings(
    model: type[models.Model],
    versions: Sequence[Facts],
    *,
    key: str,
    words: Iterable[str],
    on: datetime.date,
    former: Sequence[Facts] = (),
    free_from: Callable[[models.Model], datetime.date | None] = lambda row: None,
) -> int:
    """Add what is missing of one key, and say how many rows; safe to repeat.

    `versions` are the facts of its rows, oldest first, each valid from its `valid_from` to the eve of the
    next one; `words` names those of the facts that are the law's. A database without the key gets all. Where
    its last row still says what the program once loaded (a version, or one of the `former` ones), that row
    ends and the newest wording follows from the day `on`: what was decided and printed until then keeps the
    words that it was made with. `free_from(row)`: the first day on which nothing stands under the row, if it
    matters. Rows that the centre worded itself, or ended, are left alone.
    """
    words, newest = list(words), versions[-1]
    kept = model._default_manager.filter(**{key: newest[key]}).order_by("valid_from")
    last = kept.last()
    if last is None:
        model._default_manager.bulk_create(model(**facts) for facts in _with_ends(versions))
        return len(versions)
    if last.valid_to or not _is_ours(last, [*former, *versions[:-1]], words):
        return 0
    first_days = [on, newest["valid_from"], last.valid_from + DAY, free_from(last)]
    _continue(last, {name: newest[name] for name in words}, max(filter(None, first_days)))
    return 1


def _with_ends(versions: Sequence[Facts]) -> list[Facts]:
    ends = [version["valid_from"] - DAY for version in versions[1:]]
    return [{"valid_to": end, **facts} for facts, end in zip(versions, [*ends, None], strict=True)]


def _is_ours(row: models.Model, versions: Iterable[Facts], words: list[str]) -> bool:
    return any(all(getattr(row, name) == version[name] for name in words) for version in versions)


def _continue(row: models.Model, words: Facts, first: datetime.date) -> None:
    """What the centre set beside the law's words goes on."""
    row.valid_to = first - DAY
    row.save(update_fields=["valid_to"])
    own = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name != "version"
    }
    type(row)._default_manager.create(**own | words | {"valid_from": first, "valid_to": None})
