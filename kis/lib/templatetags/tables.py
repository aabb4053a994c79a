from django import template

from kis.lib import table_files
from kis.lib.table_files import in_words

register = template.Library()
register.filter("in_words", in_words)


@register.filter
def is_too_long(page) -> bool:
    """Whether the list of this page is longer than what is given out at once."""
    count = getattr(getattr(page, "paginator", None), "count", 0)
    return count > table_files.MOST_ROWS


@register.filter(is_safe=True)
def trimmed(markup: str) -> str:
    """Without the space around it: on a phone a cell of a stacked row is left out only if it is quite empty.

    `<td data-label="…">{% filter trimmed %} … {% endfilter %}</td>`
    """
    return markup.strip()
