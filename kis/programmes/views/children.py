"""The children of a day room: their cards, contacts and consents."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.lib.refusals import carried_out
from kis.programmes.forms.child import CardForm, ConsentEndForm, ConsentForm, ContactForm
from kis.programmes.in_room import children_of
from kis.programmes.models import ChildCard, ChildConsent, ChildContact
from kis.programmes.room_scope import readable_child, readable_room, seen
from kis.programmes.scope import lead_back_if_restricted
from kis.programmes.tabs import edition_page
from kis.programmes.views.day_room import VIEW, VOID, act_page
from participants.forms.voiding import VoidForm

WRITE = "programmes.write_enrolment"
CHILDREN, CHILD = "programmes:children", "programmes:child"


@permission_required(VIEW, raise_exception=True)
@require_GET
def children(request, pk):
    here = readable_room(request, pk, with_room=False)
    on = here.file.on
    rows = list(children_of(here.edition, on).prefetch_related("contacts", "consents"))
    seen(request, rows)
    shown = [
        {
            "child": row,
            "guardians": [one for one in row.contacts.all() if one.is_guardian],
            "who_takes": _who_takes(row, on),
        }
        for row in rows
    ]
    context = {"rows": shown}
    return edition_page(request, here.file, "programmes/day_room/children.html", CHILDREN, context)


def _who_takes(child, on) -> list[str]:
    """From what was read of all children at once."""
    collectors = [str(one) for one in child.contacts.all() if one.may_collect and one.lasts(on)]
    alone = any(
        one.kind == ChildConsent.Kind.ALONE and one.stands(on) for one in child.consents.all()
    )
    return [*collectors, *(["samo, za zgodą"] if alone else [])]


@permission_required(VIEW, raise_exception=True)
@require_GET
def child(request, pk, number):
    here, row = readable_child(request, pk, number)
    on = here.file.on
    consents = ChildConsent.with_voided.filter(enrolment=row)
    context = {
        "child": row,
        "card": getattr(row, "child_card", None),
        "contacts": row.contacts.all(),
        "consents": consents.order_by(*ChildConsent._meta.ordering),
        "standing": set(
            ChildConsent.objects.on(on).filter(enrolment=row).values_list("pk", flat=True)
        ),
        "presences": row.presences.filter(voided_at=None).told().order_by("-arrived_at")[:10],
        "is_carer": here.is_carer,
        "writes": request.user.has_perm(WRITE) and row.voided_at is None,
        "voids": request.user.has_perm(VOID),
        "on": on,
    }
    return edition_page(request, here.file, "programmes/day_room/child.html", CHILDREN, context)


def _saved(request, here, child, form, title, told):
    if carried_out(request, form, form.save):
        messages.success(request, told)
        return redirect(CHILD, here.edition.pk, child.pk)
    back = reverse(CHILD, args=[here.edition.pk, child.pk])
    return act_page(request, here, form, f"{title}: {child.person}", back, tab=CHILDREN)


def _written(request, pk, number):
    """Of a participation that stands."""
    here, child = readable_child(request, pk, number, "edit")
    if child.voided_at:
        raise Http404
    return here, child


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def card_edit(request, pk, number):
    here, child = _written(request, pk, number)
    lead_back_if_restricted(child, CHILD, pk, number)
    row = getattr(child, "child_card", None) or ChildCard(enrolment=child, entered_by=request.user)
    form = CardForm(request.POST or None, instance=row, is_carer=here.is_carer)
    return _saved(request, here, child, form, "Karta dziecka", "Zapisano kartę dziecka.")


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def contact_new(request, pk, number):
    here, child = _written(request, pk, number)
    lead_back_if_restricted(child, CHILD, pk, number)
    row = ChildContact(enrolment=child, entered_by=request.user, starts_on=here.file.on)
    form = ContactForm(request.POST or None, instance=row)
    return _saved(request, here, child, form, "Nowa osoba do kontaktu", "Zapisano osobę.")


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
def contact_edit(request, pk, number, contact):
    here, child = _written(request, pk, number)
    lead_back_if_restricted(child, CHILD, pk, number)
    row = get_object_or_404(ChildContact, pk=contact, enrolment=child)
    form = ContactForm(request.POST or None, instance=row)
    return _saved(request, here, child, form, "Zmień osobę do kontaktu", "Zapisano osobę.")


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def consent_new(request, pk, number):
    here, child = _written(request, pk, number)
    row = ChildConsent(enrolment=child, entered_by=request.user, given_on=here.file.on)
    form = ConsentForm(request.POST or None, instance=row)
    return _saved(request, here, child, form, "Zgoda opiekuna", "Zapisano zgodę.")


def _consent(child, consent) -> ChildConsent:
    return get_object_or_404(ChildConsent, pk=consent, enrolment=child)


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
def consent_end(request, pk, number, consent):
    here, child = _written(request, pk, number)
    form = ConsentEndForm(request.POST or None, instance=_consent(child, consent))
    title = f"Cofnięcie zgody ({form.instance})"
    return _saved(request, here, child, form, title, "Zapisano cofnięcie zgody.")


@permission_required(VOID, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def consent_void(request, pk, number, consent):
    here, child = _written(request, pk, number)
    row = _consent(child, consent)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje widoczny i już się nie liczy.")
        return redirect(CHILD, pk, number)
    back = reverse(CHILD, args=[pk, number])
    return act_page(
        request,
        here,
        form,
        f"Unieważnij zgodę ({row}): {child.person}",
        back,
        tab=CHILDREN,
        submit="Unieważnij wpis",
        voids=row.author == request.user,
    )
