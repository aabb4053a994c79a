"""A kept value as a person reads it."""

import datetime
from decimal import Decimal

from django.db import models
from django.utils import timezone

from kis.lib.dates import polish


def shown(field: models.Field, value) -> str:
    """In Polish dates, hours, figures and the words of the field's choices; empty for no value."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, datetime.datetime):
        local = timezone.localtime(value)
        return f"{polish(local.date())}, {local:%-H.%M}"
    if isinstance(value, datetime.date):
        return polish(value)
    if isinstance(value, datetime.time):
        return f"{value:%-H.%M}"
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(dict(field.flatchoices).get(value, value))
