"""The act that makes the files of a list for the bank: once, and again only for a reason."""

import datetime
from collections.abc import Sequence

from kis.accounts.models import Centre
from kis.documents.models import Document
from kis.lib.dates import polish
from kis.lib.refusals import Refused
from psu.models import BankFile, BankOrder, PayingAccount, PayList
from psu.pay_lists.bank.transfers import NO_ACCOUNT, NOBODY, Transfers, payer, transfers
from psu.pay_lists.differences import differences, mark
from psu.pay_lists.paying import people_locked
from psu.rules import elixir
from psu.rules.elixir import Order

KIND = "bank_file"
NOT_KNOWN = (
    "Dane zmieniły się po zamknięciu listy. Sprawdź różnice wymienione na tej stronie i zaznacz, że plik ma "
    "powstać według listy mimo nich; inny sposób wypłaty można przedtem sprostować."
)
CONTENT_TYPES = {BankFile.Format.ELIXIR: "text/plain", BankFile.Format.CSV: "text/csv"}


def make_files(
    pay_list: PayList,
    *,
    by,
    at: datetime.datetime,
    execute_on: datetime.date,
    today: datetime.date,
    reason: str = "",
    despite: str = "",
) -> BankOrder:
    """`despite`: the mark of the differences that the maker was shown; `reason`: of making them again.

    Raises Refused with the names of whom the bank would not take, out of order, for a day that has passed,
    without a reason the second time, and where nobody is paid by transfer.
    """
    if execute_on < today:
        raise Refused(
            f"Dzień wykonania {polish(execute_on)} już minął. Wybierz dzień od {polish(today)}."
        )
    with people_locked(pay_list.lines.values("person")):
        pay_list = PayList.objects.select_for_update(no_key=True).get(pk=pay_list.pk)
        account = PayingAccount.objects.select_for_update(no_key=True).first()
        if account is None:
            raise Refused(NO_ACCOUNT)
        known = differences(pay_list, today)
        if known and despite != mark(known):
            raise Refused(NOT_KNOWN)
        found = transfers(pay_list)
        _refuse_faults(found, account)
        order = BankOrder.objects.create(
            pay_list=pay_list,
            ordinal=1 + pay_list.bank_orders.count(),
            reason=reason.strip(),
            execute_on=execute_on,
            count=len(found.orders),
            amount=found.amount,
            corrections=found.corrections,
            despite="\n".join(map(str, known)),
            made_at=at,
            made_by=by,
        )
        _keep_files(order, found, account, by)
    return order


def _refuse_faults(found: Transfers, account: PayingAccount) -> None:
    faults = found.faults(account.encoding)
    if not elixir.is_account(account.number):
        faults.insert(0, "Rachunek do wypłat: numer ma błędne cyfry kontrolne.")
    if faults:
        raise Refused(f"Pliku do banku nie utworzono. {' '.join(faults)}")
    if not found.orders:
        raise Refused(NOBODY)


def _keep_files(order: BankOrder, found: Transfers, account: PayingAccount, by) -> None:
    paying = payer(account, Centre.objects.current())
    for number, part in enumerate(elixir.parted(found.orders, account.most_orders), start=1):
        elixir_bytes = elixir.elixir_file(
            part,
            paying,
            order.execute_on,
            encoding=account.encoding,
            has_last_field=account.has_last_field,
        )
        csv_bytes = elixir.csv_file(part, order.execute_on, encoding=account.encoding)
        _keep(order, number, BankFile.Format.ELIXIR, account.extension, elixir_bytes, part, by)
        _keep(order, number, BankFile.Format.CSV, "csv", csv_bytes, part, by)


def _keep(order, number, form, extension: str, content: bytes, part: Sequence[Order], by) -> None:
    pay_list = order.pay_list
    again = f"-ponownie-{order.ordinal - 1}" if order.ordinal > 1 else ""
    # CSV and Elixir of one extension would have one name.
    extension = (
        f"pli.{extension}" if (form, extension) == (BankFile.Format.ELIXIR, "csv") else extension
    )
    document = Document.objects.keep(
        kind=KIND,
        name=f"przelewy-{pay_list.number}-{pay_list.year}{again}-{number}.{extension}",
        content=content,
        content_type=CONTENT_TYPES[form],
        by=by,
    )
    BankFile.objects.create(
        order=order,
        number=number,
        format=form,
        count=len(part),
        amount=elixir.together(part),
        document=document,
    )
