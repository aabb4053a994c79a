from django import template
from django.utils.html import format_html

register = template.Library()


@register.filter
def of_file(number: int, opened: int) -> str:
    """The quiet mark of a row that stands in another file than the opened one; both are files' numbers."""
    return (
        "" if number == opened else format_html(' <span class="quiet">z karty nr {}</span>', number)
    )
