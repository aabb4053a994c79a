from django import template
from django.utils.html import format_html

from kis.accounts.models import Draft
from kis.accounts.opened_forms import FIELD, new_key

register = template.Library()


@register.simple_tag(takes_context=True)
def form_key(context):
    """Stands in every form that keeps its text while it is typed, or creates something and saves once.

    A form that was refused keeps its key; each one that is opened gets another. It is a field of text that
    nobody sees: one of type hidden a browser does not fill in again (static/scripts/form-key.js).
    """
    # The context's own: it comes along into a part that is given nothing else.
    request = getattr(context, "request", None)
    key = getattr(request, "form_key", "") or new_key()
    return format_html('<input hidden name="{}" value="{}">', FIELD, key)


@register.inclusion_tag("includes/kept_draft.html", takes_context=True)
def kept_draft(context):
    """The offer to go on with what was typed here and not saved: one query and one offer a page opened."""
    request, drafts = context.get("request"), []
    if request is None:
        return {}
    is_opened = request.method == "GET" and not request.restored_draft and not request.draft_offered
    request.draft_offered = True
    if is_opened and request.user.is_authenticated:
        drafts = Draft.objects.at(request.user, request.path)
        # A page shown full of what was sent goes on with its own text: that one is no offer.
        drafts = drafts.exclude(window=request.form_key) if request.form_key else drafts
    return {"drafts": drafts, "request": request, "csrf_token": context.get("csrf_token")}
