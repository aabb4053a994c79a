"""The register of authorised persons: entered and taken back here, printed, and each one's own."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.authorisations import papers
from kis.accounts.authorisations.columns import register_table, state
from kis.accounts.authorisations.forms import AuthorisationForm, RevokeForm, VoidForm
from kis.accounts.authorisations.numbers import next_number
from kis.accounts.models import Authorisation, Centre, User
from kis.accounts.once import saves_once
from kis.lib.dates import DAY, polish
from kis.lib.paging import rest_of_address
from kis.lib.refusals import Refused, carried_out
from kis.lib.table_files import asked_for

READ = permission_required("accounts.view_authorisation", raise_exception=True)
WRITE = permission_required("accounts.write_authorisation", raise_exception=True)
PAGE_SIZE, MOST_PRINTED = 50, 200
FORM = ["GET", "POST"]


def _rows():
    return Authorisation.with_voided.select_related("user", "voided_by", "revoked_by")


def _row(pk) -> Authorisation:
    return get_object_or_404(_rows(), pk=pk)


@READ
@require_GET
def register(request):
    """Voided ones stay to be seen, struck out; they are in no file."""
    on = timezone.localdate()
    rows = Authorisation.objects.select_related("user")
    if file := asked_for(request, register_table(rows, on), on=on):
        return file
    page = Paginator(_rows(), PAGE_SIZE).get_page(request.GET.get("strona"))
    context = {
        "page": page,
        "rows": [(row, state(row, on), row.why_invalid(on) == "") for row in page],
        "query": rest_of_address(request),
        "shut_out": User.objects.shut_out(on),
    }
    return render(request, "authorisations/register.html", context)


@READ
@require_GET
def register_print(request):
    now = timezone.localtime()
    rows = list(Authorisation.objects.select_related("user")[: MOST_PRINTED + 1])
    if len(rows) > MOST_PRINTED:
        messages.error(
            request, f"Rejestr ma ponad {MOST_PRINTED} wpisów: pobierz tabelę i wydrukuj z niej."
        )
        return redirect("authorisations:register")
    table = register_table(rows, now.date())
    return _pdf(
        request,
        lambda: papers.register_paper(table, f"Stan na {polish(now.date())}.", at=now),
        "rejestr-upowaznien.pdf",
    )


@WRITE
@require_http_methods(FORM)
@saves_once
def new(request):
    on = timezone.localdate()
    row = Authorisation(entered_by=request.user, starts_on=on, number=next_number(on))
    centre = Centre.objects.current()
    if centre.head_name:
        row.granted_by = f"{centre.head_name}, {centre.head_title.lower()}"
    initial = _initial(request.GET, on)
    form = AuthorisationForm(request.POST or None, instance=row, initial=initial)
    if carried_out(request, form, form.save):
        _tell(request, row, on)
        return redirect("authorisations:edit", row.pk)
    return render(request, "authorisations/form.html", {"form": form, "title": "Nowe upoważnienie"})


def _initial(asked, on: datetime.date) -> dict:
    """Of the account that the address names: whose, on what terms, from the day behind the last one."""
    number = asked.get("kto", "")
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        return {}
    last = Authorisation.objects.standing().filter(user=number).order_by("-starts_on").first()
    if last is None:
        return {"user": number}
    goes_on = last.ends_on and last.ends_on >= on
    return {
        "user": number,
        "position": last.position,
        "scope": last.scope,
        "starts_on": last.ends_on + DAY if goes_on else on,
    }


def _tell(request, row, on) -> None:
    if why := row.why_invalid(on):
        messages.success(request, f"Zapisano upoważnienie nr {row.number}: {why}.")
    else:
        messages.success(request, f"Upoważnienie nr {row.number} jest ważne: {row.user} ma dostęp.")


@WRITE
@require_http_methods(FORM)
def edit(request, pk):
    row, on = _row(pk), timezone.localdate()
    is_open = row.is_standing and not row.is_signed
    form = AuthorisationForm(request.POST or None, instance=row) if is_open else None
    if form and carried_out(request, form, form.save):
        _tell(request, row, on)
        return redirect("authorisations:edit", row.pk)
    context = {"form": form, "row": _row(pk), "state": state(_row(pk), on)}
    return render(request, "authorisations/one.html", context)


@WRITE
@require_http_methods(FORM)
@saves_once
def revoke(request, pk):
    row = _row(pk)
    form = RevokeForm(request.POST or None)
    if carried_out(request, form, lambda: row.revoke(by=request.user, **form.cleaned_data)):
        messages.success(
            request, f"Odwołano upoważnienie nr {row.number}. {row.user} nie ma dostępu."
        )
        return redirect("authorisations:register")
    return render(request, "authorisations/revoke.html", {"form": form, "row": row})


@WRITE
@require_http_methods(FORM)
@saves_once
def void(request, pk):
    row = _row(pk)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje widoczny i już się nie liczy.")
        return redirect("authorisations:register")
    return render(request, "authorisations/void.html", {"form": form, "row": row})


@READ
@require_GET
def paper(request, pk):
    row = _row(pk)
    return _pdf(
        request,
        lambda: papers.authorisation_paper(row, at=timezone.now()),
        f"upowaznienie-{row.pk}.pdf",
    )


@READ
@require_GET
def pledge(request, pk):
    row = _row(pk)
    return _pdf(
        request, lambda: papers.pledge_paper(row, at=timezone.now()), f"zobowiazanie-{row.pk}.pdf"
    )


def _pdf(request, make, name: str) -> HttpResponse:
    try:
        content = make()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("authorisations:register")
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@require_GET
def own(request):
    """Everybody's own, without papers: those lie with the controller."""
    on = timezone.localdate()
    rows = Authorisation.objects.filter(user=request.user).order_by("-starts_on", "-pk")
    return render(
        request, "authorisations/own.html", {"rows": [(row, state(row, on)) for row in rows]}
    )
