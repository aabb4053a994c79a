"""The notice of an event: written, printed, sent or given up."""

from operator import attrgetter

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.models import Centre
from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.journal.tables import people_asked_for
from kis.lib.refusals import Refused, carried_out
from participants.forms.voiding import VoidForm
from participants.models import Person
from psu.events import noticing
from psu.events.columns import notices_table
from psu.events.forms import GivingUpForm, NoticeForm
from psu.events.paper import basis
from psu.events.views.events import find_event
from psu.letters import labour_office
from psu.listed import listed
from psu.models import Notice
from psu.sending import SendingForm, given_out

WRITTEN = "Zapisano zawiadomienie nr {}. Następny krok: wydrukuj, podpisz i wyślij."


@require_GET
@permission_required("psu.read_notice", raise_exception=True)
def notices(request):
    """Of people whom the reader sees, the newest first; those that were given up unwritten, too."""
    people = Person.objects.visible_to(request.user)
    rows = Notice.with_voided.filter(event__referral__person__in=people).select_related(
        "event__referral__person", "event__referral__place"
    )
    waiting = rows.filter(voided_at=None, sent_on=None, waived_on=None)
    found = listed(request, {"": waiting, "wszystkie": rows}, day="written_on")
    if file := people_asked_for(
        request,
        found["page"].paginator.object_list,
        notices_table,
        kind="notice_list",
        person=attrgetter("event.referral.person_id"),
        on=timezone.localdate(),
    ):
        return file
    return render(request, "psu/events/notices.html", found | {"filters": WHICH_NOTICES})


WHICH_NOTICES = {"": "Do wysłania", "wszystkie": "Wszystkie"}


@require_http_methods(["GET", "POST"])
@permission_required("psu.settle_event", raise_exception=True)
@saves_once
def notice_new(request, pk):
    event, on = find_event(request, pk), timezone.localdate()
    form = NoticeForm(request.POST or None, initial={"text": event.description})
    written = []

    def act():
        text = form.cleaned_data["text"]
        written.append(noticing.write(event, text=text, by=request.user, on=on))

    if carried_out(request, form, act):
        messages.success(request, WRITTEN.format(written[0].number_word))
        return redirect("psu:event", event.pk)
    return _form(request, form, event, "Zawiadomienie o zdarzeniu")


@require_http_methods(["GET", "POST"])
@permission_required("psu.settle_event", raise_exception=True)
def notice_edit(request, pk):
    """Until it is printed; a guard holds that."""
    notice = _notice(request, pk)
    form = NoticeForm(request.POST or None, instance=notice)
    if carried_out(request, form, form.save):
        messages.success(request, WRITTEN.format(notice.number_word))
        return redirect("psu:event", notice.event_id)
    return _form(request, form, notice.event, f"Zawiadomienie nr {notice.number_word}")


def _form(request, form, event, title):
    agreement = event.referral.agreement
    record(request, "edit", kind="psu", number=event.pk, person=event.referral.person_id)
    context = {
        "form": form,
        "event": event,
        "title": title,
        "addressee": labour_office(agreement, Centre.objects.current()),
        "basis": basis(agreement),
    }
    return render(request, "psu/events/notice_form.html", context)


@require_http_methods(["GET", "POST"])
@permission_required("psu.settle_event", raise_exception=True)
@saves_once
def notice_waive(request, pk):
    event, on = find_event(request, pk), timezone.localdate()
    form = GivingUpForm(request.POST or None)

    def act():
        noticing.give_up(event, by=request.user, on=on, **form.cleaned_data)

    if carried_out(request, form, act):
        messages.success(request, "Zapisano, dlaczego zawiadomienia się nie wysyła.")
        return redirect("psu:event", event.pk)
    record(request, "view", kind="psu", number=event.pk, person=event.referral.person_id)
    return render(request, "psu/events/notice_waive.html", {"form": form, "event": event})


@require_http_methods(["GET", "POST"])
@permission_required("psu.settle_event", raise_exception=True)
@saves_once
def notice_send(request, pk):
    notice, on = _notice(request, pk), timezone.localdate()
    form = SendingForm(
        request.POST or None, written_on=notice.written_on, initial={"day": on, "how": "e_delivery"}
    )

    def act():
        noticing.send(notice, by=request.user, on=on, **form.cleaned_data)

    if carried_out(request, form, act):
        messages.success(request, "Odnotowano wysłanie. Zdarzenie nie czeka już na pulpicie.")
        return redirect("psu:event", notice.event_id)
    return _act(request, notice, form, "psu/events/notice_send.html")


@require_http_methods(["GET", "POST"])
@permission_required("psu.settle_event", raise_exception=True)
@saves_once
def notice_void(request, pk):
    notice = _notice(request, pk)
    form = VoidForm(request.POST or None)

    def act():
        noticing.void(notice, by=request.user, **form.cleaned_data)

    if carried_out(request, form, act):
        messages.success(request, "Zawiadomienie unieważniono. Następny krok: napisz nowe.")
        return redirect("psu:event", notice.event_id)
    return _act(request, notice, form, "psu/events/notice_void.html")


def _act(request, notice, form, template):
    person = notice.event.referral.person_id
    record(request, "view", kind="psu", number=notice.event_id, person=person)
    return render(request, template, {"form": form, "notice": notice, "event": notice.event})


@require_GET
@permission_required("psu.read_notice", raise_exception=True)
def notice_pdf(request, pk):
    notice = _notice(request, pk)
    person = notice.event.referral.person_id
    record(request, "print", kind="psu", number=notice.event_id, person=person)
    try:
        return given_out(noticing.printed(notice, by=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("psu:person", person)


def _notice(request, pk) -> Notice:
    """404 for a person whom the reader does not see."""
    people = Person.objects.visible_to(request.user)
    rows = Notice.with_voided.filter(event__referral__person__in=people).select_related(
        *("event__referral__person", "event__referral__place", "document"),
        "event__referral__agreement__regime",
    )
    return get_object_or_404(rows, pk=pk)
