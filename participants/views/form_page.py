from django.shortcuts import render

from participants.file import PersonFile, act_context
from participants.scope import as_saved


def form_page(request, file: PersonFile, form, title, *, back, **more):
    """A form under the head of the person's file; `back` names the tab that Anuluj leads to."""
    context = act_context(request, as_saved(request, file), form=form, form_title=title, back=back)
    return render(request, more.get("template", "participants/form.html"), context | more)
