from operator import attrgetter

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.journal.tables import people_asked_for
from kis.lib.refusals import Refused, carried_out
from participants.forms.voiding import VoidForm
from participants.models import Person
from psu.accidents import recording
from psu.accidents.columns import accidents_table
from psu.accidents.forms import AccidentForm, FollowingForm, HandingForm, SignedScanForm
from psu.models import Accident, WorkEvent
from psu.sending import given_out


@require_GET
@permission_required("psu.view_accident", raise_exception=True)
def accidents(request, pk):
    """Of a person; what happened to them is told on a page of its own."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    rows = Accident.with_voided.of([pk]).select_related("referral__place", "referral__person")
    if file := people_asked_for(
        request,
        rows,
        accidents_table,
        kind="accident_list",
        person=attrgetter("referral.person_id"),
        on=timezone.localdate(),
    ):
        return file
    record(request, "view", kind="psu", person=pk)
    return render(request, "psu/accidents/list.html", {"person": person, "accidents": rows})


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_accident", raise_exception=True)
@saves_once
def accident_new(request, pk):
    """From the person's tab, or from an event (`?zdarzenie=`) whose facts it begins with."""
    on = timezone.localdate()
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    event = _event(request, person)
    form = AccidentForm(
        request.POST or None,
        instance=Accident(event=event, written_on=on),
        initial=_begun_with(event),
        on=on,
        person=person,
    )

    def act():
        recording.keep_new(form.save(commit=False), by=request.user, on=on)

    if carried_out(request, form, act):
        messages.success(request, "Zapisano protokół. Następny krok: wydrukuj do podpisu.")
        return redirect("psu:accident", form.instance.pk)
    context = {"form": form, "person": person, "title": "Zapisz wypadek"}
    return render(request, "psu/accidents/form.html", context)


def _event(request, person) -> WorkEvent | None:
    number = request.GET.get("zdarzenie", "")
    if not number:
        return None
    if not number.isascii() or not number.isdecimal() or len(number) > 9:
        raise Http404
    events = WorkEvent.objects.of([person.pk]).select_related("referral__place")
    return get_object_or_404(events, pk=number)


def _begun_with(event) -> dict:
    if event is None:
        return {}
    place = event.referral.place
    return {
        "referral": event.referral_id,
        "day": event.day,
        "hour": event.hour,
        "place": ", ".join(filter(None, [place.name, place.address])),
    }


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_accident", raise_exception=True)
def accident_edit(request, pk):
    """Until the print; a guard holds that."""
    accident = _accident(request, pk)
    person = accident.referral.person
    form = AccidentForm(
        request.POST or None, instance=accident, on=timezone.localdate(), person=person
    )
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano protokół. Następny krok: wydrukuj do podpisu.")
        return redirect("psu:accident", pk)
    record(request, "edit", kind="psu", number=pk, person=person.pk)
    context = {"form": form, "person": person, "title": f"Protokół nr {accident.number_word}"}
    return render(request, "psu/accidents/form.html", context)


@require_GET
@permission_required("psu.view_accident", raise_exception=True)
def accident(request, pk):
    found = _accident(request, pk)
    record(request, "view", kind="psu", number=pk, person=found.referral.person_id)
    return render(request, "psu/accidents/accident.html", {"accident": found})


def _act_view(form_of, act, title: str, words: str, button: str, said: str, *, warns=False):
    """One act on a record: its form, what it says before and behind."""

    @require_http_methods(["GET", "POST"])
    @permission_required("psu.write_accident", raise_exception=True)
    @saves_once
    def view(request, pk):
        found = _accident(request, pk)
        form = form_of(request, found)
        if carried_out(request, form, lambda: act(found, form, request.user)):
            messages.success(request, said)
            return redirect("psu:accident", pk)
        record(request, "edit", kind="psu", number=pk, person=found.referral.person_id)
        context = {
            "form": form,
            "accident": found,
            "title": title,
            "words": words,
            "button": button,
            "warns": warns,
        }
        return render(request, "psu/accidents/act.html", context)

    return view


accident_follow = _act_view(
    lambda request, found: FollowingForm(request.POST or None, instance=found),
    lambda found, form, user: form.save(),
    "Kogo zawiadomiono",
    "Dzień, w którym dowiedział się PUP, i dzień, w którym dowiedział się ZUS.",
    "Zapisz",
    "Zapisano, kogo zawiadomiono.",
)
accident_hand = _act_view(
    lambda request, found: HandingForm(
        request.POST or None,
        written_on=found.written_on,
        initial={"day": timezone.localdate(), "how": "post"},
    ),
    lambda found, form, user: recording.hand_to_zus(found, by=user, **form.cleaned_data),
    "Odnotuj przekazanie do ZUS",
    "ZUS rozstrzyga na podstawie tych dokumentów. Po odnotowaniu protokół zostaje bez zmian.",
    "Odnotuj przekazanie",
    "Odnotowano przekazanie dokumentów do ZUS.",
)
accident_scan_add = _act_view(
    lambda request, found: SignedScanForm(request.POST or None, request.FILES or None),
    lambda found, form, user: recording.add_scan(found, form.cleaned_data["file"], by=user),
    "Dodaj skan podpisanego protokołu",
    "Skan zostaje przy protokole na stałe.",
    "Dodaj skan",
    "Dodano skan podpisanego protokołu.",
)
accident_void = _act_view(
    lambda request, found: VoidForm(request.POST or None),
    lambda found, form, user: found.void(by=user, **form.cleaned_data),
    "Unieważnij wpis wypadku",
    "Wpis zostanie widoczny i przekreślony. Jeśli dokumenty są w ZUS, wyślij tam sprostowanie.",
    "Unieważnij wpis",
    "Wpis unieważniono.",
    warns=True,
)


@require_GET
@permission_required("psu.view_accident", raise_exception=True)
def accident_pdf(request, pk):
    found = _accident(request, pk)
    record(request, "print", kind="psu", number=pk, person=found.referral.person_id)
    try:
        return given_out(recording.printed(found, by=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("psu:accident", pk)


@require_GET
@permission_required("psu.view_accident", raise_exception=True)
def accident_scan(request, pk):
    found = _accident(request, pk)
    if found.scan is None:
        raise Http404
    record(request, "print", kind="psu", number=pk, person=found.referral.person_id)
    return given_out(found.scan)


def _accident(request, pk) -> Accident:
    """404 for a person whom the reader does not see."""
    rows = Accident.with_voided.of(Person.objects.visible_to(request.user)).select_related(
        *("referral__person", "referral__place", "referral__kind", "referral__agreement"),
        *("written_by", "sent_by", "voided_by", "document", "scan"),
    )
    return get_object_or_404(rows, pk=pk)
