from django import template

from kis.lib.table_files import in_words

register = template.Library()
register.filter("in_words", in_words)


@register.filter(is_safe=True)
def trimmed(markup: str) -> str:
    """Without the space around it: on a phone a cell of a stacked row is left out only if it is quite empty.

    `<td data-label="…">{% filter trimmed %} … {% endfilter %}</td>`
    """
    return markup.strip()
