"""For printed papers."""

import base64

from django import template

register = template.Library()


@register.filter
def inside_paper(picture) -> str:
    """The data address of a kept document (`content_type`, `content`): a paper reads nothing from outside."""
    content = base64.b64encode(picture.content).decode()
    return f"data:{picture.content_type};base64,{content}"
