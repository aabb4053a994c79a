from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kis.lib.refusals import Refused
from kis.privacy.erasing import outside
from kis.privacy.left import tables


@require_GET
@permission_required("privacy.view_retention", raise_exception=True)
def left(request):
    """Counts alone: nobody is named."""
    try:
        told = len(outside.lines())
    except Refused:
        told = None
    context = {"tables": tables(), "outside": outside.path(), "told": told}
    return render(request, "privacy/left.html", context)
