from django.shortcuts import render

from participants.file import act_context
from participants.scope import readable_person


def form_page(request, pk, on, form, title, *, back, **more):
    """A form under the head of the person's file; `back` names the tab that Anuluj leads to.

    The person is read anew: the head shows what is saved, not what was typed and refused.
    """
    person = readable_person(request, pk, on)
    context = act_context(request, person, on, form=form, form_title=title, back=back, **more)
    return render(request, more.get("template", "participants/form.html"), context)
