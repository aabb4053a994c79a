"""A form under the head of a family's page."""

from kis.families.scope import FamilyFile
from kis.families.tabs import family_page


def act_page(request, file: FamilyFile, form, title: str, *, back: str = "families:family", **more):
    """`back` names the tab that Anuluj leads to."""
    # What a refused form set on the row that the head shows is not saved.
    if request.POST and file.family.pk:
        file.family.refresh_from_db()
    template = more.pop("template", "families/act.html")
    context = {"form": form, "form_title": title, "back": back} | more
    return family_page(request, file, template, back, context)
