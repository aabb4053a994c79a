"""Papers of the club: which may be made, which were given, their bytes."""

from collections import Counter
from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from contracts.club_sets import make, offered
from contracts.forms.club_papers import ClubPapersForm
from contracts.models import ClubPaper
from contracts.views.papers import pdf
from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.posting import post_or_back
from kis.lib.refusals import carried_out
from participants.file import PersonFile, act_context
from participants.forms.voiding import VoidForm
from participants.scope import readable_file, row_to_change, writable_file
from participants.views.form_page import form_page

TAB = "contracts:club_papers"
RIGHT = "contracts.write_participation"


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def club_papers(request, pk):
    file = readable_file(request, pk, timezone.localdate())
    record(request, "view_club_papers", kind="person", number=pk, person=pk)
    return _page(request, file)


def _page(request, file: PersonFile, form=None):
    may_write = file.writable and request.user.has_perm(RIGHT) and not file.person.merged_into_id
    papers = _told(ClubPaper.with_voided.filter(person__in=file.files).with_names())
    context = act_context(
        request,
        file,
        form=form,
        may_write=may_write,
        offered=_offered(file, form) if may_write else [],
        papers=papers,
        last_file=_last_file(papers) if file.sensitive else [],
    )
    return render(request, "contracts/club_papers.html", context)


def _told(papers) -> list[ClubPaper]:
    """Each with `is_of_set`: its file holds others as well."""
    told = list(papers)
    in_file = Counter(paper.document_id for paper in told)
    for paper in told:
        paper.is_of_set = in_file[paper.document_id] > 1
    return told


def _last_file(papers) -> list[ClubPaper]:
    """The papers of the file that was made last: whoever made it wants to print it."""
    standing = [paper for paper in papers if not paper.voided_at]
    return [paper for paper in standing if paper.document_id == standing[0].document_id]


def _offered(file, form):
    """What was ticked stays so where the form was refused."""
    rows = offered(file)
    if form is None:
        return rows
    ticked = form.data.getlist("kinds")
    return [replace(row, is_chosen=row.kind in ticked) for row in rows]


@permission_required(RIGHT, raise_exception=True)
@post_or_back(TAB)
@saves_once
def club_papers_make(request, pk):
    file = writable_file(request, pk, timezone.localdate())
    form = ClubPapersForm(request.POST)
    if carried_out(request, form, lambda: make(file, form.cleaned_data["wanted"], by=request.user)):
        messages.success(request, "Sporządzono. Następny krok: otwórz plik PDF i wydrukuj.")
        return redirect(TAB, pk)
    record(request, "view_club_papers", kind="person", number=pk, person=pk)
    return _page(request, file, form)


def _papers(file):
    """Voided ones too: they stay visible."""
    return ClubPaper.with_voided.filter(person=file.person).select_related(
        "document__stored", "text"
    )


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def club_paper(request, pk, paper_pk):
    """The very bytes that were given, with the papers that were made at once."""
    file = readable_file(request, pk, timezone.localdate())
    # The card in the same file names the category.
    if not file.sensitive:
        raise Http404
    paper = get_object_or_404(_papers(file), pk=paper_pk)
    record(request, "download_club_paper", kind="club_paper", number=paper.pk, person=pk)
    return pdf(paper.document.content, paper.document.name)


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def club_paper_void(request, pk, paper_pk):
    """By a second person."""
    file = writable_file(request, pk, timezone.localdate())
    paper = row_to_change(request, _papers(file), paper_pk, tab=TAB, person=pk)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: paper.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Pismo unieważniono. Zostaje widoczne i przekreślone.")
        return redirect(TAB, pk)
    record(request, "view_club_papers", kind="person", number=pk, person=pk)
    return form_page(
        request,
        file,
        form,
        f"Unieważnij pismo: {paper}",
        back=TAB,
        submit="Unieważnij wpis",
        hint="Pismo przestanie się liczyć jako wydane. Wydany egzemplarz odbierz.",
    )
