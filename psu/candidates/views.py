from operator import attrgetter

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.journal.tables import people_asked_for, people_taken
from kis.lib.refusals import Refused, carried_out
from kis.lib.table_files import asked_for
from participants.forms.voiding import VoidForm
from participants.models import Person
from participants.scope import lead_back_if_restricted
from psu.candidates import listing
from psu.candidates.columns import candidates_table, eligible_table, lists_table
from psu.candidates.forms import ListForm, PutForwardForm, WithdrawalForm
from psu.candidates.offering import obstacles
from psu.models import Candidate, EligibleList
from psu.sending import SendingForm, given_out

ROWS_ON_A_PAGE = 50


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_referral", raise_exception=True)
@saves_once
def candidate_new(request, pk):
    """Whoever has something against them may be put forward too; the list is what refuses."""
    on = timezone.localdate()
    person = get_object_or_404(Person.objects.writable_by(request.user, on), pk=pk)
    lead_back_if_restricted(person)
    candidate = _open_candidate(person)
    form = PutForwardForm(request.POST if request.method == "POST" else None)

    def act():
        listing.put_forward(person, by=request.user, on=on, **form.cleaned_data)

    if carried_out(request, form, act):
        messages.success(request, "Zgłoszono do listy PUP. Listę układa koordynator KIS.")
        return redirect("psu:person", pk)
    if candidate and request.method == "GET":
        context = {"candidate": candidate, "person": person}
        return render(request, "psu/candidates/waits.html", context)
    against = obstacles([person], on).get(person.pk, [])
    context = {"form": form, "person": person, "against": against}
    return render(request, "psu/candidates/new.html", context)


def _open_candidate(person) -> Candidate | None:
    rows = Candidate.objects.open().select_related("eligible_list", "put_forward_by")
    return rows.filter(person=person).first()


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_referral", raise_exception=True)
@saves_once
def candidate_withdraw(request, pk):
    on = timezone.localdate()
    people = Person.objects.rows_writable_by(request.user, on)
    rows = Candidate.objects.filter(person__in=people).select_related("person")
    candidate = get_object_or_404(rows, pk=pk)
    lead_back_if_restricted(candidate.person)
    form = WithdrawalForm(request.POST or None)

    def act():
        listing.withdraw(candidate, by=request.user, on=on, **form.cleaned_data)

    if carried_out(request, form, act):
        messages.success(request, "Zgłoszenie do listy PUP wycofano.")
        return redirect("psu:person", candidate.person_id)
    return render(request, "psu/candidates/withdraw.html", {"form": form, "candidate": candidate})


@require_GET
@permission_required("psu.view_eligible_list", raise_exception=True)
def candidates(request):
    """Who is put forward and not referred yet, and the lists so far."""
    lists = EligibleList.with_voided.select_related("agreement")
    if file := asked_for(request, lists_table(lists), on=timezone.localdate()):
        return file
    page = Paginator(_waiting(request.user), ROWS_ON_A_PAGE).get_page(request.GET.get("strona"))
    context = {"page": page, "lists": lists[:ROWS_ON_A_PAGE]}
    return render(request, "psu/candidates/list.html", context)


def _waiting(user):
    rows = Candidate.objects.open().filter(person__in=Person.objects.visible_to(user))
    return rows.select_related("person", "eligible_list").order_by(
        "person__last_name", "person__first_name", "pk"
    )


@require_GET
@permission_required("psu.view_eligible_list", raise_exception=True)
def candidate_table(request):
    """Who is put forward and not referred yet, to take away."""
    try:
        return people_taken(
            request,
            _waiting(request.user),
            candidates_table,
            kind="candidate_list",
            person=attrgetter("person_id"),
            on=timezone.localdate(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("psu:candidates")


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_eligible_list", raise_exception=True)
@saves_once
def eligible_list_new(request):
    on = timezone.localdate()
    form = ListForm(request.POST or None, people=Person.objects.visible_to(request.user), on=on)
    made = []

    def act():
        made.append(
            listing.make_list(
                form.cleaned_data["agreement"],
                list(form.cleaned_data["chosen"]),
                by=request.user,
                on=on,
            )
        )

    if carried_out(request, form, act):
        messages.success(request, f"Utworzono listę nr {made[0].number_word}. Wydrukuj i wyślij.")
        return redirect("psu:eligible_list", made[0].pk)
    return render(request, "psu/candidates/make.html", {"form": form})


@require_GET
@permission_required("psu.view_eligible_list", raise_exception=True)
def eligible_list(request, pk):
    made = _list(pk)
    rows = made.candidates.select_related("person", "referral").order_by(
        "person__last_name", "person__first_name", "pk"
    )
    if file := people_asked_for(
        request,
        rows,
        eligible_table,
        kind="eligible_list",
        person=attrgetter("person_id"),
        on=timezone.localdate(),
    ):
        return file
    for row in rows:
        record(request, "view", kind="psu", number=made.pk, person=row.person_id)
    return render(request, "psu/candidates/eligible.html", {"made": made, "rows": rows})


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_eligible_list", raise_exception=True)
@saves_once
def eligible_list_send(request, pk):
    made = _list(pk)
    initial = {"day": timezone.localdate(), "how": "e_delivery"}
    form = SendingForm(request.POST or None, written_on=made.written_on, initial=initial)

    def act():
        listing.send(made, by=request.user, **form.cleaned_data)

    if carried_out(request, form, act):
        messages.success(request, "Odnotowano wysłanie listy. Teraz skierowania wydaje starosta.")
        return redirect("psu:eligible_list", pk)
    return render(request, "psu/candidates/send.html", {"form": form, "made": made})


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_eligible_list", raise_exception=True)
@saves_once
def eligible_list_void(request, pk):
    made = _list(pk)
    form = VoidForm(request.POST or None)

    def act():
        listing.void(made, by=request.user, **form.cleaned_data)

    if carried_out(request, form, act):
        messages.success(request, "Listę unieważniono. Osoby z niej czekają na nową listę.")
        return redirect("psu:eligible_list", pk)
    return render(request, "psu/candidates/void.html", {"form": form, "made": made})


@require_GET
@permission_required("psu.view_eligible_list", raise_exception=True)
def eligible_list_pdf(request, pk):
    made = _list(pk)
    for person in made.candidates.values_list("person", flat=True):
        record(request, "print", kind="psu", number=made.pk, person=person)
    try:
        return given_out(listing.printed(made, by=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("psu:eligible_list", pk)


def _list(pk) -> EligibleList:
    people = ("agreement__regime", "written_by", "sent_by", "voided_by", "document")
    return get_object_or_404(EligibleList.with_voided.select_related(*people), pk=pk)
