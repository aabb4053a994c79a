"""Papers for a court: an opinion on its request, a report that its order asks for."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from contracts.views.papers import pdf
from contracts.views.printing import seen_version
from kis.accounts.once import begun_once, saves_once
from kis.families import court_papers
from kis.families.forms.court import CourtForm, SentForm
from kis.families.models import CourtPaper
from kis.families.scope import own_family, readable_family
from kis.families.tabs import family_page
from kis.families.views.act import act_page
from kis.families.views.assessments import TAB, void_page
from kis.families.views.plans import may_void, voiding_family
from kis.lib.dates import DAY
from kis.lib.posting import nothing_saved, post_or_back
from kis.lib.refusals import Refused, carried_out

READ = permission_required("families.view_family", raise_exception=True)
WORK = permission_required("families.work", raise_exception=True)
KIND = "family_court"
TITLES = {
    CourtPaper.Kind.OPINION: "Opinia dla sądu",
    CourtPaper.Kind.REPORT: "Sprawozdanie dla sądu",
}


def _paper_of(file, row_pk) -> CourtPaper:
    """Voided ones too."""
    rows = CourtPaper.with_voided.filter(cooperation__family=file.family)
    people = ("cooperation__family__social_worker", "written_by", "voided_by", "document")
    return get_object_or_404(rows.select_related(*people), pk=row_pk)


def _own(request, pk, row_pk):
    file = own_family(request, pk, kind=KIND)
    return file, _paper_of(file, row_pk)


def _to(row):
    return redirect("families:court_paper", row.cooperation.family_id, row.pk)


@WORK
@require_http_methods(["GET", "POST"])
@saves_once
def opinion_new(request, pk):
    return _new(request, pk, CourtPaper.Kind.OPINION)


@WORK
@require_http_methods(["GET", "POST"])
@saves_once
def report_new(request, pk):
    return _new(request, pk, CourtPaper.Kind.REPORT)


def _new(request, pk, kind):
    file = own_family(request, pk, kind=KIND)
    work = file.cooperation
    if work is None or work.starts_on is None:
        raise Http404
    initial = {"court_name": work.court_name, "court_number": work.court_number}
    if kind == CourtPaper.Kind.REPORT:
        if work.court_report_months is None:
            raise Http404
        initial |= {
            "period_from": court_papers.next_period_from(work),
            "period_to": file.on - DAY,
        }
    row = CourtPaper(cooperation=work, kind=kind, written_by=request.user)
    form = CourtForm(request.POST or None, instance=row, initial=initial)
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano szkic pisma do sądu.")
        return _to(row)
    return act_page(request, file, form, TITLES[kind], back=TAB, submit="Zapisz szkic")


@WORK
@require_http_methods(["GET", "POST"])
def court_edit(request, pk, row_pk):
    file, row = _own(request, pk, row_pk)
    if not row.is_open:
        messages.warning(request, "Tego pisma nie można już zmienić.")
        return _to(row)
    form = CourtForm(request.POST or None, instance=row)
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano szkic pisma do sądu.")
        return _to(row)
    return act_page(request, file, form, TITLES[row.kind], back=TAB, submit="Zapisz szkic")


@READ
@require_GET
def court_paper(request, pk, row_pk):
    file = readable_family(request, pk, kind=KIND)
    row = _paper_of(file, row_pk)
    may_work = request.user.has_perm("families.work") and file.is_worked_with
    context = {
        "row": row,
        "title": TITLES[row.kind],
        "may_work": may_work and not row.voided_at,
        "lacks": court_papers.lacks(row) if row.is_open else [],
        "may_void": not row.is_open and may_void(file, row),
    }
    return family_page(request, file, "families/assessments/court.html", TAB, context)


# Not one transaction: the paper is made before any lock.
@transaction.non_atomic_requests
@WORK
@post_or_back("families:court_paper")
def court_print(request, pk, row_pk):
    _, row = _own(request, pk, row_pk)
    try:
        with begun_once(request) as is_first:
            if not is_first:
                return _to(row)
            facts = {"by": request.user, "at": timezone.now(), "version": seen_version(request)}
            court_papers.close(row, **facts)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _to(row)
    messages.success(request, "Pismo zamknięto i zachowano. Po wysłaniu zapisz dzień.")
    return _to(row)


@READ
@require_GET
def court_document(request, pk, row_pk):
    file = readable_family(request, pk, act="download", kind=KIND)
    row = _paper_of(file, row_pk)
    if row.document is None:
        raise Http404
    return pdf(row.document.content, row.document.name)


@WORK
@require_http_methods(["GET", "POST"])
@saves_once
def court_sent(request, pk, row_pk):
    file, row = _own(request, pk, row_pk)
    form = SentForm(request.POST or None, initial={"on": file.on})

    def note():
        court_papers.note_sent(row, today=file.on, **form.cleaned_data)

    if carried_out(request, form, note):
        messages.success(request, "Zapisano dzień wysłania.")
        return _to(row)
    return act_page(request, file, form, f"{TITLES[row.kind]}: wysłano", back=TAB)


@WORK
@require_http_methods(["GET", "POST"])
@saves_once
def court_discard(request, pk, row_pk):
    file, row = _own(request, pk, row_pk)
    if request.method == "POST":
        try:
            court_papers.discard(row)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return nothing_saved(_to(row))
        messages.success(request, "Szkic pisma usunięto.")
        return redirect(TAB, pk)
    more = {"hint": "Z pulpitu zniknie też termin, który dał sąd.", "submit": "Usuń szkic"}
    return act_page(request, file, None, "Usunąć szkic pisma?", back=TAB, **more)


@permission_required("families.void_work", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def court_void(request, pk, row_pk):
    file = voiding_family(request, pk, KIND)
    row = _paper_of(file, row_pk)
    return void_page(request, file, row, f"Unieważnij: {TITLES[row.kind]}")
