"""The rules of a day room: where it is, when it is open, how many children it takes."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.lib.refusals import carried_out
from kis.programmes.forms.day_room import NumberForm, OpeningEndForm, OpeningForm, RoomForm
from kis.programmes.models import CarerLimit, OpeningHours, RoomNumber
from kis.programmes.room_scope import readable_room
from kis.programmes.tabs import edition_page
from kis.programmes.views.day_room import VIEW, act_page

WRITE = "programmes.write_edition"
RULES = "programmes:room_rules"


@permission_required(VIEW, raise_exception=True)
@require_GET
def rules(request, pk):
    here = readable_room(request, pk, with_room=False)
    context = {
        "room": here.room,
        "law": CarerLimit.objects.on(here.file.on).first(),
        "numbers": here.room.numbers.select_related("set_by") if here.room else (),
        "hours": here.room.opening_hours.all() if here.room else (),
        "on": here.file.on,
        "writes": request.user.has_perm(WRITE),
    }
    return edition_page(request, here.file, "programmes/day_room/rules.html", RULES, context)


def _saved(request, here, form, act, title, told):
    if carried_out(request, form, act):
        messages.success(request, told)
        return redirect(RULES, here.edition.pk)
    back = reverse(RULES, args=[here.edition.pk])
    return act_page(request, here, form, title, back, tab=RULES)


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def room_choose(request, pk):
    here = readable_room(request, pk, with_room=False)
    if here.room:
        messages.info(request, f"Ta edycja ma już swoją świetlicę: {here.room}.")
        return redirect(RULES, pk)
    form = RoomForm(request.POST or None)
    act = lambda: form.save_for(here.edition, request.user)  # noqa: E731
    return _saved(request, here, form, act, "Wybierz świetlicę", "Zapisano świetlicę edycji.")


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def number_new(request, pk):
    here = readable_room(request, pk)
    row = RoomNumber(room=here.room, set_by=request.user, valid_from=here.file.on)
    form = NumberForm(request.POST or None, instance=row)
    title = "Własna liczba dzieci w świetlicy"
    return _saved(request, here, form, form.save, title, "Zapisano liczbę.")


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def opening_new(request, pk):
    here = readable_room(request, pk)
    form = OpeningForm(request.POST or None, initial={"starts_on": here.file.on})
    act = lambda: form.save_for(here.room, request.user)  # noqa: E731
    return _saved(request, here, form, act, "Nowe godziny otwarcia", "Zapisano godziny otwarcia.")


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
def opening_end(request, pk, number):
    here = readable_room(request, pk)
    row = get_object_or_404(OpeningHours, pk=number, room=here.room)
    form = OpeningEndForm(request.POST or None, instance=row)
    return _saved(request, here, form, form.save, f"Do kiedy obowiązują: {row}", "Zapisano.")
