"""Figures of a durability edition by years: counted from other editions, or typed with their source."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.lib.refusals import carried_out
from kis.programmes import durability
from kis.programmes.forms.durability import FigureForm, SourcesForm
from kis.programmes.models import DurabilityFigure, Edition, Kind
from kis.programmes.scope import readable_edition
from kis.programmes.tabs import edition_page

TAB = "programmes:durability"
WRITE = permission_required("programmes.write_enrolment", raise_exception=True)


def _file(request, pk):
    file = readable_edition(request, pk)
    if file.edition.kind != Kind.DURABILITY:
        raise Http404
    return file


@permission_required("programmes.view_edition", raise_exception=True)
@require_GET
def years(request, pk):
    file = _file(request, pk)
    context = {
        "years": durability.years_of(file.edition),
        "lines": durability.cells(file.edition, file.on),
        "sources": file.edition.counted_from.select_related("counted"),
        "writes": request.user.has_perm("programmes.write_enrolment"),
    }
    return edition_page(request, file, "programmes/durability/years.html", TAB, context)


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def figure(request, pk, year, what):
    file = _file(request, pk)
    if what not in DurabilityFigure.What.values or year not in durability.years_of(file.edition):
        raise Http404
    key = {"edition": file.edition, "year": year, "what": what}
    row = DurabilityFigure.objects.filter(**key).first() or DurabilityFigure(**key)
    form = FigureForm(request.POST or None, instance=row)
    if carried_out(request, form, lambda: form.save_figure(by=request.user)):
        messages.success(request, "Zapisano liczbę i jej źródło.")
        return redirect(TAB, pk)
    return _act(request, file, form, f"{row.get_what_display().capitalize()}, {year}")


@WRITE
@require_http_methods(["GET", "POST"])
def sources(request, pk):
    file = _file(request, pk)
    readable = Edition.objects.visible_to(request.user, file.on)
    # Chosen none of them, the form sends nothing.
    sent = request.POST if request.method == "POST" else None
    form = SourcesForm(sent, edition=file.edition, readable=readable)
    if carried_out(request, form, form.save_sources):
        messages.success(request, "Zapisano, z czego się liczy.")
        return redirect(TAB, pk)
    return _act(request, file, form, "Z czego się liczy")


def _act(request, file, form, title):
    context = {"form": form, "form_title": title}
    return edition_page(request, file, "programmes/durability/act.html", TAB, context)
