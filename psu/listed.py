"""A list of the office's papers on screen: which of them, of what year, page by page."""

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, QueryDict

ROWS_ON_A_PAGE = 50


def listed(request, kinds: Mapping[str, QuerySet], *, day: str) -> dict:
    """What the list's template needs. `stan` of the address is a key of `kinds`, `rok` a year of `day`.

    Raises Http404 for an address that names neither. Three queries.
    """
    what, typed = request.GET.get("stan", ""), request.GET.get("rok", "")
    if what not in kinds or (typed and not (typed.isascii() and typed.isdecimal())):
        raise Http404
    rows = kinds[what]
    years = [found.year for found in rows.order_by().dates(day, "year", order="DESC")]
    if typed:
        if not 1900 <= int(typed) <= 2200:
            raise Http404
        rows = rows.filter(**{f"{day}__year": int(typed)})
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in (("stan", what), ("rok", typed)) if value})
    return {
        "what": what,
        "year": int(typed) if typed else None,
        "years": years,
        "query": f"{query.urlencode()}&" if query else "",
        "page": Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("strona")),
    }
