"""Participants of an EU project: the list, one of them, what is asked at the start and afterwards."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.refusals import carried_out
from kis.lib.row_history import acts_on
from kis.programmes.forms.project import SituationForm, StartForm, SupportForm
from kis.programmes.models import Kind, ProjectStart, Situation, Support, Words
from kis.programmes.project.lacks import lacks
from kis.programmes.project.participants import leaving_days, participants_of, told
from kis.programmes.project.shown import start_in_words
from kis.programmes.project.words import Dictionaries
from kis.programmes.scope import lead_back_if_restricted, readable_edition, readable_enrolment
from kis.programmes.tabs import edition_page
from participants.forms.voiding import VoidForm

VIEW = permission_required("programmes.view_edition", raise_exception=True)
WRITE = permission_required("programmes.write_enrolment", raise_exception=True)
TAB, KIND = "programmes:project", "project"


def project_of(request, pk):
    file = readable_edition(request, pk)
    if file.edition.kind != Kind.PROJECT:
        raise Http404
    return file


def _participant(request, pk, number, act):
    file, enrolment = readable_enrolment(request, pk, number, act=act, kind=KIND)
    if file.edition.kind != Kind.PROJECT:
        raise Http404
    if act == "edit":
        lead_back_if_restricted(enrolment, TAB, pk)
    return file, enrolment


@VIEW
@require_GET
def participants(request, pk):
    file = project_of(request, pk)
    days = leaving_days(file.edition)
    rows = []
    for one in participants_of(file.edition):
        record(request, "view", kind=KIND, number=one.enrolment.pk, person=one.person.pk)
        rows.append(
            {
                "one": one,
                "lacks": len(lacks(one)),
                "due": (due := one.situation_due(days)),
                "is_late": due is not None and due < file.on,
            }
        )
    return edition_page(request, file, "programmes/project/list.html", TAB, {"rows": rows})


@VIEW
@require_GET
def participant(request, pk, number):
    file, enrolment = _participant(request, pk, number, "view")
    one, words = told(enrolment), Dictionaries(file.on)
    supports = Support.with_voided.filter(enrolment=enrolment).select_related(
        "voided_by", "entered_by"
    )
    for row in supports:
        row.words = words.word(Words.SUPPORT, row.kind)
        row.may_void = not row.voided_at and row.entered_by_id != request.user.pk
    situation = one.situation
    days = leaving_days(file.edition)
    context = {
        "one": one,
        "enrolment": enrolment,
        "lacks": lacks(one),
        "facts": start_in_words(one.start, words) if one.start else [],
        "supports": supports,
        "situation": situation,
        "situations": [
            words.word(Words.SITUATION, code)
            for code in (situation.situations if situation else [])
        ],
        "due": one.situation_due(days),
        "days": days,
        "acts": [act for act in acts_on(one.start) if act.is_change] if one.start else [],
        "writes": request.user.has_perm("programmes.write_enrolment") and not enrolment.voided_at,
    }
    return edition_page(request, file, "programmes/project/participant.html", TAB, context)


def _act(request, file, enrolment, form, title, **more):
    context = {"form": form, "form_title": title, "enrolment": enrolment} | more
    return edition_page(request, file, "programmes/project/act.html", TAB, context)


def _to(enrolment):
    return redirect("programmes:participant", enrolment.edition_id, enrolment.pk)


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def start_edit(request, pk, number):
    file, enrolment = _participant(request, pk, number, "edit")
    row = ProjectStart.objects.filter(enrolment=enrolment).first()
    row = row or ProjectStart(enrolment=enrolment)
    form = StartForm(request.POST or None, instance=row)
    if carried_out(request, form, lambda: form.save_start(by=request.user)):
        messages.success(request, "Zapisano dane na dzień rozpoczęcia.")
        return _to(enrolment)
    hint = (
        "Udział już się rozpoczął: puste pola można uzupełnić, a zmiana tego, co było wpisane, ma powód."
        if form.is_frozen
        else "Tak, jak jest w dniu pierwszej formy wsparcia. Od niej dane są zamknięte."
    )
    title = "Popraw dane na dzień rozpoczęcia" if row.pk else "Dane na dzień rozpoczęcia"
    return _act(request, file, enrolment, form, title, hint=hint)


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def support_new(request, pk, number):
    file, enrolment = _participant(request, pk, number, "edit")
    form = SupportForm(request.POST or None, instance=Support(enrolment=enrolment))
    if carried_out(request, form, lambda: form.save_support(by=request.user)):
        messages.success(request, "Zapisano formę wsparcia.")
        return _to(enrolment)
    hint = "Od pierwszej formy wsparcia, nie od deklaracji, liczy się początek udziału."
    return _act(request, file, enrolment, form, "Nowa forma wsparcia", hint=hint)


@WRITE
@require_http_methods(["GET", "POST"])
def support_edit(request, pk, number, support):
    file, enrolment = _participant(request, pk, number, "edit")
    row = get_object_or_404(Support, enrolment=enrolment, pk=support)
    form = SupportForm(request.POST or None, instance=row)
    if carried_out(request, form, lambda: form.save_support(by=request.user)):
        messages.success(request, "Zapisano formę wsparcia.")
        return _to(enrolment)
    return _act(request, file, enrolment, form, "Popraw formę wsparcia")


@permission_required("programmes.void", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def support_void(request, pk, number, support):
    file, enrolment = _participant(request, pk, number, "edit")
    row = get_object_or_404(Support.with_voided, enrolment=enrolment, pk=support)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(
            request, "Unieważniono formę wsparcia. Początek udziału policzono na nowo."
        )
        return _to(enrolment)
    about = {"submit": "Unieważnij", "voids": True}
    return _act(request, file, enrolment, form, "Unieważnij formę wsparcia", **about)


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def situation_edit(request, pk, number):
    file, enrolment = _participant(request, pk, number, "edit")
    row = Situation.objects.filter(enrolment=enrolment).first()
    form = SituationForm(request.POST or None, instance=row or Situation(enrolment=enrolment))
    if carried_out(request, form, lambda: form.save_situation(by=request.user)):
        messages.success(request, "Zapisano sytuację po zakończeniu udziału.")
        return _to(enrolment)
    hint = "Z podpisanego oświadczenia uczestnika; można zaznaczyć kilka odpowiedzi."
    return _act(request, file, enrolment, form, "Sytuacja po zakończeniu udziału", hint=hint)
