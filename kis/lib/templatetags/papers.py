"""For printed papers."""

import base64
import re

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

register = template.Library()

_MARK = re.compile(r"\((\d)\)")


@register.filter
def inside_paper(picture) -> str:
    """The data address of a kept document (`content_type`, `content`): a paper reads nothing from outside."""
    content = base64.b64encode(picture.content).decode()
    return f"data:{picture.content_type};base64,{content}"


@register.filter
def box(words: dict[str, str], name: str) -> str:
    """The words of a form's box; its marks of notes, (1), are printed small and high as 1)."""
    return mark_safe(_MARK.sub(r"<sup>\1)</sup>", escape(words.get(name, ""))))  # noqa: S308 – escaped


@register.filter
def notes(words: dict[str, str]) -> list[tuple[str, str]]:
    """The form's notes with their numbers: of the keys `nota.1`, `nota.2` …"""
    return sorted(
        (key.removeprefix("nota."), text) for key, text in words.items() if key.startswith("nota.")
    )
