"""The steps of a pay list in their order: one table that its model, guard, pages and desk read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PayStep:
    """`name` is that of its columns, `<name>_on` and `<name>_by`.

    What follows `made` is about lists that wait for the step; for the first, made with the list, none waits.
    """

    name: str
    status: str  # of a list whose last step this is
    made: str  # said beside the step's day
    key: str = ""  # end of the address of the lists that wait for it
    title: str = ""  # of these lists
    who_is_next: str = ""
    button: str = ""
    said: str = ""  # when it went through
    right: str = ""
    address: str = ""  # its URL's name
    task: str = ""  # on the desk of whoever has the right; empty where the office itself waits
    action: str = ""


_STEPS = [
    PayStep("prepared", status="Zamknięta", made="sporządzono"),
    PayStep(
        "checked",
        status="Sprawdzona pod względem rachunkowym",
        made="sprawdzono pod względem rachunkowym",
        key="do-sprawdzenia",
        title="Do sprawdzenia rachunkowego",
        who_is_next="Teraz sprawdza księgowość.",
        button="Oznacz jako sprawdzoną",
        said="Lista sprawdzona pod względem rachunkowym. Następny krok: zatwierdza kierownik.",
        right="psu.check_pay_list",
        address="psu:pay_list_check",
        task="do sprawdzenia",
        action="Sprawdź",
    ),
    PayStep(
        "approved",
        status="Zatwierdzona",
        made="zatwierdzono",
        key="do-zatwierdzenia",
        title="Do zatwierdzenia",
        who_is_next="Teraz zatwierdza kierownik.",
        button="Zatwierdź listę",
        said="Lista zatwierdzona. Następny krok: wypłata.",
        right="psu.approve_pay_list",
        address="psu:pay_list_approve",
        task="do zatwierdzenia",
        action="Zatwierdź",
    ),
    PayStep(
        "paid",
        status="Wypłacona",
        made="wypłacono",
        key="do-wyplaty",
        title="Do wypłaty",
        who_is_next="Teraz księgowość odnotowuje wypłatę.",
        button="Odnotuj wypłatę",
        said="Odnotowano wypłatę. Następny krok: wniosek o refundację.",
        right="psu.settle_pay_list",
        address="psu:pay_list_pay",
        task="do wypłaty",
        action="Odnotuj wypłatę",
    ),
    PayStep(
        "refund_sent",
        status="Refundacja wysłana",
        made="wysłano wniosek o refundację",
        key="do-refundacji",
        title="Do refundacji",
        who_is_next="Teraz księgowość tworzy wniosek o refundację.",
        button="Utwórz wniosek o refundację",
        right="psu.settle_pay_list",
        address="psu:refund_new",
        task="do refundacji",
        action="Utwórz wniosek",
    ),
    PayStep(
        "refund_settled",
        status="Refundacja rozliczona",
        made="wpłynęła refundacja",
        key="refundacja-wyslana",
        title="Refundacja wysłana",
        who_is_next="Teraz księgowość odnotowuje wpływ refundacji.",
        button="Odnotuj wpływ",
        said="Odnotowano wpływ refundacji. Lista jest rozliczona.",
        right="psu.settle_pay_list",
        address="psu:pay_list_settle_refund",
    ),
]
ORDER = tuple(step.name for step in _STEPS)
STEPS = {step.name: step for step in _STEPS}
BY_KEY = {step.key: step for step in _STEPS[1:]}
ALL_MADE = "Lista jest rozliczona."
NO_REFUND = "Świadczenia z tej listy w całości wypłaca gmina: wniosku o refundację nie ma."


def before(name: str) -> PayStep:
    """The step that comes before."""
    return _STEPS[ORDER.index(name) - 1]


def behind(name: str) -> PayStep | None:
    """The step that comes next; None behind the last."""
    return next(iter(_STEPS[ORDER.index(name) + 1 :]), None)
