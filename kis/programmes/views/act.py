"""A form under the head of an edition's page."""

from django.urls import reverse

from kis.programmes.scope import EditionFile
from kis.programmes.tabs import edition_page


def act_page(
    request, file: EditionFile, form, title: str, *, tab: str, back: tuple | None = None, **more
):
    """`tab` names the tab that is open; `back` the page of *Anuluj* with its numbers, by default that tab."""
    # What a refused form set on the row that the head shows is not saved.
    if request.POST:
        file.edition.refresh_from_db()
    name, *numbers = back or (tab, file.edition.pk)
    context = {"form": form, "form_title": title, "back": reverse(name, args=numbers)} | more
    return edition_page(request, file, "programmes/act.html", tab, context)
