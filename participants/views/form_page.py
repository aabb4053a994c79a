from django.shortcuts import render

from participants.file import file_context
from participants.scope import readable_person


def form_page(request, pk, on, form, title, *, back, **more):
    """A form under the head of the person's file; `back` names the tab that Anuluj leads to.

    The person is read anew: the head shows what is saved, not what was typed and refused.
    """
    person = readable_person(request, pk, on)
    context = file_context(request, person, on, form=form, form_title=title, back=back, **more)
    return render(request, more.get("template", "participants/form.html"), context)
