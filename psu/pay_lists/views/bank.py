from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.models import Centre
from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.money import zlotys
from kis.lib.refusals import carried_out
from psu.models import BankFile, PayingAccount, PayList
from psu.pay_lists import ways
from psu.pay_lists.bank.forms import BankFileForm
from psu.pay_lists.bank.making import make_files
from psu.pay_lists.bank.transfers import NO_ACCOUNT, NOBODY, payer, transfers
from psu.pay_lists.differences import differences, mark
from psu.pay_lists.views.pay_list import sent
from psu.rules import elixir

NOT_YET = "Plik do banku powstaje z listy zatwierdzonej, której wypłaty jeszcze nie odnotowano."


@require_http_methods(["GET", "POST"])
@permission_required("psu.settle_pay_list", raise_exception=True)
@saves_once
def bank_file(request, pk):
    """All that the bank will be given and who is left out, before anything is made."""
    pay_list = get_object_or_404(PayList.objects.select_related("agreement"), pk=pk)
    today, found = timezone.localdate(), transfers(pay_list)
    for person in found.people:
        record(request, "view", kind="pay_list", number=pay_list.pk, person=person)
    known, earlier = differences(pay_list, today), list(pay_list.bank_orders.all())
    form = BankFileForm(request.POST or None, today=today, mark=mark(known), is_again=bool(earlier))

    def act():
        make_files(pay_list, by=request.user, at=timezone.now(), today=today, **form.cleaned_data)

    if carried_out(request, form, act):
        messages.success(
            request,
            f"Plik do banku utworzono: {zlotys(found.amount)}, przelewy: {len(found.orders)}. Wypłaty to nie "
            "odnotowuje: zrób to, gdy bank wykona przelewy.",
        )
        return redirect(reverse("psu:pay_list", args=[pk]) + "#bank")
    account, centre = PayingAccount.objects.current(), Centre.objects.current()
    context = {
        "pay_list": pay_list,
        "form": form,
        "found": found,
        "earlier": earlier,
        "account": account,
        "account_number": ways.in_words(account.number, "") if account else "",
        "differences": known,
        "faults": found.faults(account.encoding) if account else [],
        "altered": [*_of_payer(account, centre), *found.altered],
        "files": len(elixir.parted(found.orders, account.most_orders)) if account else 0,
        "why_not": _why_not(pay_list, account, found),
    }
    return render(request, "psu/pay_lists/bank.html", context)


def _of_payer(account, centre):
    return elixir.altered_payer(payer(account, centre)) if account else []


def _why_not(pay_list, account, found) -> str:
    """Why there is nothing to make yet; empty where there is."""
    if pay_list.step != "approved":
        return NOT_YET
    if account is None:
        return NO_ACCOUNT
    return "" if found.orders else NOBODY


@require_GET
@permission_required("psu.settle_pay_list", raise_exception=True)
def bank_file_download(request, pk):
    """No name of a person in the file's name; giving it out is noted for each of its list."""
    files = BankFile.objects.select_related("order", "document__stored")
    file = get_object_or_404(files, pk=pk)
    lines = file.order.pay_list.lines.filter(is_paid=True, amount__gt=F("tax"))
    for person in lines.order_by().values_list("person", flat=True).distinct():
        record(request, "download", kind="bank_file", number=file.pk, person=person)
    return sent(file.document)
