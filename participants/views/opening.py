"""A case of another worker opened for a reason, and what becomes of it on the coordinator's desk."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.journal.models import AccessEntry
from kis.journal.record import record
from kis.journal.words import act_word, kind_word
from kis.lib.posting import post_or_back
from kis.lib.refusals import carried_out
from participants.forms.opening import JudgeForm, OpenCaseForm
from participants.models import CaseOpening, Person
from participants.opening import judge, open_case
from participants.scope import OPENED, readable_file
from participants.views.form_page import form_page

OPEN = permission_required("participants.open_case", raise_exception=True)
JUDGE = permission_required("participants.judge_opening", raise_exception=True)
PAGE_SIZE = 25
MOST_LOOKS = 100


@OPEN
@require_http_methods(["GET", "POST"])
@saves_once
def case_open(request, pk):
    file = readable_file(request, pk, timezone.localdate())
    if request.method == "GET" and file.sensitive:
        messages.info(request, "Tę sprawę czytasz już w całości: nie trzeba jej otwierać.")
        return redirect("desk:overview", pk)
    form, made = OpenCaseForm(request.POST or None), []
    if carried_out(request, form, lambda: made.append(open_case(file, **form.cleaned_data))):
        record(request, "open_case", kind=OPENED, number=made[0].pk, person=pk)
        until = timezone.localtime(made[0].closes_at)
        messages.success(
            request, f"Sprawa otwarta do godz. {until:%-H.%M}. Koordynator to zobaczy."
        )
        return redirect("desk:overview", pk)
    return form_page(
        request,
        file,
        form,
        "Otwórz sprawę z podaniem powodu",
        back="desk:overview",
        hint=f"Sprawę prowadzi {file.person.responsible}. Otwarta pokaże kategorię, dokumenty, notatki "
        "zastrzeżone i kontrakty, tylko do czytania i na krótko. Każde spojrzenie zostanie zapisane, a "
        "koordynator i kierownik ocenią powód.",
        submit="Otwórz sprawę",
    )


@OPEN
@post_or_back("desk:overview")
def case_close(request, pk):
    readable_file(request, pk, timezone.localdate())
    CaseOpening.objects.open_to(request.user).filter(person=pk).close()
    messages.success(request, "Sprawa znów jest zastrzeżona.")
    return redirect("desk:overview", pk)


def _seen(user):
    people = Person.objects.visible_to(user).values("pk")
    found = CaseOpening.objects.filter(person__in=people)
    return found.select_related("person", "user", "reviewed_by")


@JUDGE
@require_GET
def openings(request):
    """The newest first; which of them wait stands on the desk."""
    page = Paginator(_seen(request.user), PAGE_SIZE).get_page(request.GET.get("strona"))
    for opening in page:
        record(request, "view", kind="person", number=opening.person_id, person=opening.person_id)
    return render(request, "participants/openings.html", {"page": page, "now": timezone.now()})


@JUDGE
@require_http_methods(["GET", "POST"])
@saves_once
def opening_judge(request, row_pk):
    opening = get_object_or_404(_seen(request.user), pk=row_pk)
    record(request, "view", kind="person", number=opening.person_id, person=opening.person_id)
    form = JudgeForm(request.POST or None)
    if carried_out(
        request,
        form,
        lambda: judge(
            opening,
            by=request.user,
            is_justified=form.cleaned_data["is_justified"],
            note=form.cleaned_data["note"],
        ),
    ):
        messages.success(request, "Zapisano ocenę otwarcia sprawy.")
        return redirect("participants:openings")
    context = {"opening": opening, "form": form, "looks": _looks(opening), "now": timezone.now()}
    return render(request, "participants/opening.html", context)


def _looks(opening: CaseOpening) -> list[tuple]:
    """What the worker looked at while it was open: (moment, words)."""
    entries = AccessEntry.objects.filter(
        person_number=opening.person_id,
        user=opening.user_id,
        at__range=(opening.opened_at, opening.closes_at),
    )
    told = entries.exclude(kind=OPENED).order_by("at", "pk")[:MOST_LOOKS]
    return [(entry.at, f"{act_word(entry.act)}: {kind_word(entry.kind)}") for entry in told]
