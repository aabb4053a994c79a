"""From close to payment: what differs from the list is named, and a way of payment is put right."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from kis.lib.refusals import Refused
from participants.models import BankAccount
from psu.models import PayLine, PayList, PaymentCorrection, PersonMonth
from psu.months.closing import reopen
from psu.pay_lists import paying
from psu.pay_lists.differences import differences, differing, mark
from tests.papers import faults, text
from tests.refused import refused

ON = datetime.date(2025, 6, 4)
NEXT = datetime.date(2025, 6, 5)
ACCOUNT = "61109010140000071219812874"
SHOWN = "61 1090 1014 0000 0712 1981 2874"


@pytest.fixture
def account(pay_list, ready):
    """Entered the day after the close; the list says „kasa”."""
    return BankAccount.objects.change(ready.person, starts_on=NEXT, number=ACCOUNT)


@pytest.fixture
def approved(pay_list, users):
    pay_list.mark_checked(by=users.accountant, on=ON)
    pay_list.approve(by=users.head, on=ON)
    return pay_list


@pytest.fixture
def proposed(approved, account, ready, users):
    return paying.propose(
        approved, ready.person, by=users.coordinator, on=NEXT, reason="podała rachunek"
    )


def known(pay_list, on=NEXT):
    return mark(differences(pay_list, on))


def words(pay_list, on=NEXT):
    return [str(found) for found in differences(pay_list, on)]


def test_an_account_entered_after_the_close_is_named_with_both_ways(pay_list, account, ready):
    assert words(pay_list, ON) == []
    assert words(pay_list) == [f"{ready.person}: na liście: kasa, od 5.06.2025: {SHOWN}."]
    assert list(differing(PayLine.objects.all(), ON)) == []
    assert list(differing(PayLine.objects.all(), NEXT)) == [pay_list.lines.get()]


def test_a_way_of_payment_that_ended_is_named(pay_list, ready):
    BankAccount.objects.update(ends_on=ON)
    assert words(pay_list) == [
        f"{ready.person}: na liście: kasa, a dziś nie ma wpisanego sposobu wypłaty."
    ]


def test_a_name_a_number_and_an_agreement_changed_since_are_named(pay_list, ready):
    name, person = str(ready.person), ready.person
    person.last_name, person.pesel = "Inna", "81050410027"
    person.save()
    pay_list.agreement.number = "5/2025"
    pay_list.agreement.save()
    found = words(pay_list)
    assert found == [
        "Numer porozumienia: na liście 4/2025, dziś 5/2025.",
        f"{name}: dziś nazywa się {person}.",
        f"{name}: na liście jest inny PESEL lub dokument niż dziś.",
    ]
    assert "81050410027" not in " ".join(found)


@pytest.mark.parametrize("who", ["coordinator", "accountant", "head"])
def test_everybody_who_carries_the_list_on_is_told_on_its_page(
    client_of, users, centre, approved, account, who
):
    page = client_of(getattr(users, who)).get(reverse("psu:pay_list", args=[approved.pk]))
    assert f"na liście: kasa, od 5.06.2025: {SHOWN}." in page.content.decode()


def test_an_inspector_is_told_of_nobody(client_of, users, centre, approved, account):
    page = client_of(users.inspector).get(reverse("psu:pay_list", args=[approved.pk]))
    assert SHOWN not in page.content.decode()


def test_the_desk_of_each_tells_it(client_of, users, centre, pay_list, account, ready):
    coordinator = client_of(users.coordinator).get(reverse("desk:start")).content.decode()
    assert "sposób wypłaty inny niż na liście wypłat" in coordinator
    assert reverse("psu:payment_correct", args=[pay_list.pk, ready.person_id]) in coordinator
    accountant = client_of(users.accountant).get(reverse("desk:start")).content.decode()
    assert "inny sposób wypłaty niż na liście: 1" in accountant
    pay_list.mark_checked(by=users.accountant, on=ON)
    head = client_of(users.head).get(reverse("desk:start")).content.decode()
    assert "inny sposób wypłaty niż na liście: 1" in head


@time_machine.travel("2025-06-09 12:00", tick=False)
def test_the_desk_counts_from_the_day_from_which_it_differs(
    client_of, users, centre, pay_list, account
):
    desk = client_of(users.coordinator).get(reverse("desk:start")).content.decode()
    row = desk[: desk.index("sposób wypłaty inny niż na liście wypłat")]
    assert row.rindex("od 4 dni") > row.rindex("<li")


def test_the_head_has_the_correction_on_the_desk_until_it_is_settled(
    client_of, users, centre, proposed
):
    client = client_of(users.head)
    page = client.get(reverse("desk:start")).content.decode()
    assert "sprostowanie sposobu wypłaty" in page
    client.post(reverse("psu:payment_correction_confirm", args=[proposed.pk]))
    assert "sprostowanie sposobu" not in client.get(reverse("desk:start")).content.decode()


def test_money_does_not_move_past_a_difference_that_nobody_knows(
    client_of, users, centre, approved, account
):
    client, url = client_of(users.accountant), reverse("psu:pay_list_pay", args=[approved.pk])
    page = client.post(url, {"on": "5.06.2025"}).content.decode()
    approved.refresh_from_db()
    assert "Dane zmieniły się po zamknięciu listy." in page
    assert approved.step == "approved"

    client.post(url, {"on": "5.06.2025", "despite": known(approved)})
    approved.refresh_from_db()
    assert approved.step == "paid"
    assert f"kasa, od 5.06.2025: {SHOWN}." in approved.paid_despite
    shown = client.get(reverse("psu:pay_list", args=[approved.pk])).content.decode()
    assert "Wypłacono mimo różnic" in shown


def test_what_came_since_the_page_was_opened_is_shown_before_money_moves(
    client_of, users, centre, approved, account, ready
):
    client = client_of(users.accountant)
    page = client.get(reverse("psu:pay_list", args=[approved.pk])).content.decode()
    assert f'value="{known(approved)}"' in page
    opened = {"on": "5.06.2025", "despite": known(approved)}
    ready.person.last_name = "Inna"
    ready.person.save()
    url = reverse("psu:pay_list_pay", args=[approved.pk])
    page = client.post(url, opened).content.decode()
    approved.refresh_from_db()
    assert approved.step == "approved"
    assert "dziś nazywa się Inna" in page
    box = page[page.index('id="id_despite"') - 200 : page.index('id="id_despite"') + 200]
    assert "checked" not in box
    client.post(url, opened | {"despite": known(approved)})
    approved.refresh_from_db()
    assert approved.step == "paid"


def test_a_waiting_correction_is_told_as_one_and_never_as_the_list(approved, proposed, ready):
    name = str(ready.person)
    assert words(approved) == [f"{name}: sprostowanie na: {SHOWN} – czeka na kierownika."]
    later = datetime.date(2025, 6, 6)
    BankAccount.objects.change(ready.person, starts_on=later)
    assert words(approved, later) == [
        f"{name}: sprostowanie na: {SHOWN}, od 6.06.2025: kasa. Kierownik odrzuca to sprostowanie, potem "
        "przygotowuje się nowe."
    ]


def test_a_form_that_could_not_be_saved_is_not_opened(client_of, users, centre, approved, ready):
    coordinator, head = client_of(users.coordinator), client_of(users.head)
    url = reverse("psu:payment_correct", args=[approved.pk, ready.person_id])
    assert "Nie ma czego prostować" in coordinator.get(url, follow=True).content.decode()
    BankAccount.objects.change(ready.person, starts_on=NEXT, number=ACCOUNT)
    assert "Powód sprostowania" in coordinator.get(url).content.decode()
    coordinator.post(url, {"reason": "podała rachunek"})
    assert "Nie ma czego prostować" in coordinator.get(url, follow=True).content.decode()
    correction = PaymentCorrection.objects.get()
    head.post(reverse("psu:payment_correction_confirm", args=[correction.pk]))
    reject = reverse("psu:payment_correction_reject", args=[correction.pk])
    assert "już zatwierdzono albo odrzucono" in head.get(reject, follow=True).content.decode()


def test_nothing_is_asked_where_nothing_differs(client_of, users, centre, approved):
    page = client_of(users.accountant).get(reverse("psu:pay_list", args=[approved.pk]))
    assert "mimo różnic" not in page.content.decode()


def test_the_correction_goes_from_proposal_over_the_heads_word_to_the_payment(
    client_of, users, centre, approved, account, ready
):
    frozen = PayLine.objects.values().get()
    coordinator, head = client_of(users.coordinator), client_of(users.head)
    url = reverse("psu:payment_correct", args=[approved.pk, ready.person_id])
    assert f"Na liście: kasa. Po sprostowaniu: {SHOWN}." in " ".join(
        coordinator.get(url).content.decode().split()
    )
    page = coordinator.post(url, {"reason": "podała rachunek"}, follow=True).content.decode()
    assert "czeka na zatwierdzenie" in page

    correction = PaymentCorrection.objects.get()
    confirm = reverse("psu:payment_correction_confirm", args=[correction.pk])
    assert coordinator.post(confirm).status_code == 403
    page = head.post(confirm, follow=True).content.decode()
    assert f"po sprostowaniu: {SHOWN}" in page
    assert "Po zamknięciu listy zmieniły się dane" not in page
    assert PayLine.objects.values().get() == frozen

    pay = reverse("psu:pay_list_pay", args=[approved.pk])
    client_of(users.accountant).post(pay, {"on": "5.06.2025"})
    approved.refresh_from_db()
    assert (approved.step, approved.paid_despite) == ("paid", "")


def test_a_list_is_not_paid_while_a_correction_waits(approved, proposed, users):
    with pytest.raises(Refused, match="czeka na zatwierdzenie"):
        paying.pay(approved, by=users.accountant, on=NEXT, today=NEXT, despite=known(approved))
    with refused("pay_list_correction_waits"):
        PayList.objects.update(paid_on=NEXT, paid_by=users.accountant)


def test_a_waiting_correction_of_somebody_reopened_holds_nobody_up(pay_list, account, ready, users):
    paying.propose(pay_list, ready.person, by=users.accountant, on=NEXT, reason="x")
    reopen(PersonMonth.objects.get(), by=users.coordinator, on=NEXT, reason="pomyłka")
    assert not PaymentCorrection.objects.waiting().exists()


def test_a_correction_has_four_eyes(proposed, users):
    with pytest.raises(Refused, match="inna osoba"):
        paying.confirm(proposed, by=users.coordinator, on=NEXT)
    with refused("payment_correction_four_eyes"):
        PaymentCorrection.objects.update(confirmed_on=NEXT, confirmed_by=users.coordinator)
    with pytest.raises(Refused, match="druga osoba"):
        proposed.void(by=users.coordinator, reason="x")


def test_an_account_changed_once_more_stops_the_confirmation(proposed, ready, users):
    later = datetime.date(2025, 6, 6)
    BankAccount.objects.change(ready.person, starts_on=later, owner="Jan")
    with pytest.raises(Refused, match="zmieniono po przygotowaniu sprostowania"):
        paying.confirm(proposed, by=users.head, on=later)
    proposed.refresh_from_db()
    proposed.void(by=users.head, reason="nieaktualne")
    again = paying.propose(
        proposed.pay_list, ready.person, by=users.accountant, on=later, reason="nowy sposób"
    )
    assert (again.former_number, again.number, again.owner) == ("", "", "Jan")


def test_a_second_correction_begins_where_the_first_one_ended(proposed, ready, users):
    paying.confirm(proposed, by=users.head, on=NEXT)
    later = datetime.date(2025, 6, 6)
    BankAccount.objects.change(ready.person, starts_on=later)
    (found,) = differences(proposed.pay_list, later)
    assert found.words == f"po sprostowaniu: {SHOWN}, od 6.06.2025: kasa."
    second = paying.propose(
        proposed.pay_list, ready.person, by=users.accountant, on=later, reason="zamknęła rachunek"
    )
    assert (second.former_number, second.number) == (ACCOUNT, "")


def test_who_is_rejected_is_paid_as_before_and_it_stays_to_be_seen(
    client_of, users, centre, approved, proposed
):
    client = client_of(users.head)
    url = reverse("psu:payment_correction_reject", args=[proposed.pk])
    assert "Powód odrzucenia" in client.get(url).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 200
    page = client.post(url, {"reason": "to nie jej rachunek"}, follow=True).content.decode()
    assert "to nie jej rachunek" in page
    assert "po sprostowaniu" not in page
    assert "od 5.06.2025" in page


@pytest.mark.parametrize(
    "change",
    [
        {"number": "1" * 26},
        {"former_number": "1" * 26},
        {"reason": "inny"},
        {"proposed_on": ON},
    ],
)
def test_a_correction_is_never_changed(proposed, change):
    with refused("payment_correction_stays"):
        PaymentCorrection.objects.update(**change)


def test_a_correction_is_never_deleted_and_confirmed_once(proposed, users):
    with refused("payment_correction_stays"):
        proposed.delete()
    paying.confirm(proposed, by=users.head, on=NEXT)
    with pytest.raises(Refused, match="już zatwierdzono"):
        paying.confirm(proposed, by=users.accountant, on=NEXT)
    with refused("payment_correction_stays"):
        PaymentCorrection.objects.update(confirmed_by=users.accountant)


@pytest.mark.parametrize(
    "wrong", [{"number": "1" * 26}, {"former_number": "1" * 26}, {"person_name": "Kto Inny"}]
)
def test_a_correction_says_what_its_rows_say(approved, account, ready, users, wrong):
    facts = {
        "pay_list": approved,
        "person": ready.person,
        "person_name": str(ready.person),
        "number": ACCOUNT,
        "reason": "x",
        "proposed_by": users.coordinator,
        "proposed_on": NEXT,
    }
    with refused("payment_correction_unlike_its_rows"):
        PaymentCorrection.objects.create(**facts | wrong)
    assert PaymentCorrection.objects.create(**facts)


def test_nothing_is_corrected_behind_the_payment(approved, account, ready, users):
    paying.pay(approved, by=users.accountant, on=NEXT, today=NEXT, despite=known(approved))
    assert differences(approved, NEXT) == []
    assert not differing(PayLine.objects.all(), NEXT).exists()
    with pytest.raises(Refused, match="już odnotowano"):
        paying.propose(approved, ready.person, by=users.coordinator, on=NEXT, reason="x")


def test_the_paper_of_a_correction_is_kept(client_of, users, centre, proposed, ready):
    client = client_of(users.accountant)
    url = reverse("psu:payment_correction_pdf", args=[proposed.pk])
    pdf = client.get(url).content
    for shown in (str(ready.person), "469,70", "kasa", SHOWN, "podała rachunek", "Zatwierdzenie"):
        assert shown in text(pdf)
    assert faults(pdf) == []
    users.coordinator.last_name = "Inna"
    users.coordinator.save()
    centre.name = "Inny Ośrodek"
    centre.save()
    assert client.get(url).content == pdf
