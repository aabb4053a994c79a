from django import template

from kis.accounts.models import Draft

register = template.Library()


@register.inclusion_tag("includes/kept_draft.html", takes_context=True)
def kept_draft(context):
    """The offer to go on with what was typed here and not saved: one query and one offer a page opened."""
    request, draft = context.get("request"), None
    if request is None:
        return {}
    is_opened = request.method == "GET" and not request.restored_draft and not request.draft_offered
    request.draft_offered = True
    if is_opened and request.user.is_authenticated:
        draft = Draft.objects.kept(request.user, request.path)
    return {"draft": draft, "request": request, "csrf_token": context.get("csrf_token")}
