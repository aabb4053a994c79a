"""The file of participants for the EU system: who lacks what, the order, the columns of the day."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.documents.ordering import order_papers
from kis.journal.record import record
from kis.lib.posting import nothing_saved
from kis.lib.refusals import Refused, carried_out
from kis.programmes.forms.columns import ColumnRows, TemplateForm, starting_rows
from kis.programmes.models import ExportTemplate
from kis.programmes.project.columns import CONTENTS
from kis.programmes.project.export import MAKE, ProjectFile, parted
from kis.programmes.project.file import template_of
from kis.programmes.tabs import edition_page
from kis.programmes.views.project import TAB, project_of


@permission_required(MAKE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def export(request, pk):
    """What is missing is told before the file is made; whoever lacks something is not in it."""
    file = project_of(request, pk)
    ready, incomplete = parted(file.edition)
    why_not = _why_not(ready, file.on)
    if request.method == "POST":
        if why_not:
            messages.error(request, why_not)
            return nothing_saved(redirect("programmes:project_export", pk))
        kind = ProjectFile()
        wanted = kind.wanted(file.edition, on=file.on)
        title = f"Plik uczestników projektu: {file.edition}"[:200]
        made = order_papers(kind, title, wanted, by=request.user, at=timezone.now())
        return redirect("inspection:order", made.pk)
    for one in [*ready, *(one for one, _ in incomplete)]:
        record(request, "view", kind="project_file", number=pk, person=one.person.pk)
    context = {"ready": ready, "incomplete": incomplete, "why_not": why_not}
    if not why_not:
        context["template"] = template_of(file.on)
    return edition_page(request, file, "programmes/project/export.html", TAB, context)


def _why_not(ready, on) -> str:
    if not ready:
        return "Nikt nie ma jeszcze wszystkich danych, więc plik byłby pusty."
    try:
        template_of(on)
    except Refused as refusal:
        return str(refusal)
    return ""


@permission_required("programmes.view_edition", raise_exception=True)
@require_GET
def columns(request):
    """The arrangements of all days, the newest first; of the one in force its columns."""
    on = timezone.localdate()
    templates = list(ExportTemplate.objects.select_related("entered_by"))
    in_force = ExportTemplate.objects.on(on).first()
    shown = in_force.columns.all() if in_force else []
    context = {
        "templates": templates,
        "in_force": in_force,
        "columns": [
            (column, CONTENTS[column.content].label if column.content in CONTENTS else "–")
            for column in shown
        ],
    }
    return render(request, "programmes/project/columns.html", context)


@permission_required("programmes.write_edition", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def columns_new(request):
    last = ExportTemplate.objects.prefetch_related("columns").first()
    posted = request.POST or None
    start = {"rows": last.rows, "valid_from": timezone.localdate()} if last else {}
    form = TemplateForm(posted, initial=start)
    rows = ColumnRows(posted, initial=starting_rows(last), prefix="columns")
    is_sound = request.method == "POST" and rows.is_valid()
    if is_sound and carried_out(request, form, lambda: form.save_with(rows, by=request.user)):
        messages.success(request, "Zapisano nowy układ kolumn.")
        return redirect("programmes:columns")
    return render(request, "programmes/project/columns_new.html", {"form": form, "rows": rows})
