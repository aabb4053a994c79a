"""What of contracts waits for somebody: stays without one, ends, signatures, reviews."""

from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, Greatest
from django.urls import reverse

from contracts.models import Annex, Approval, Dispute, PlannedReview, SocialContract
from contracts.participation import stays_in_gap
from kis.lib.dates import DAY, polish
from kis.lib.work import DeskGroup, Found, Kind, asked
from participants.desk import MOST, applications, door, tell_application
from participants.models.other_files import of_other_file

SOON = 30 * DAY
State = SocialContract.State


def kinds(user) -> list[Kind]:
    if not user.has_perm("contracts.view_contract"):
        return []
    return [*KINDS, *(kind for right, kind in KINDS_BY_RIGHT if user.has_perm(right))]


def _bare(people, user, on):
    """In Polish order; since the day after the last contract or since the stay began."""
    ended = SocialContract.objects.binding().filter(person=OuterRef("person"), last_day__lt=on)
    last = ended.order_by("-last_day").values("last_day")[:1]
    bare = stays_in_gap(on).annotate(last=Subquery(last))
    since = Greatest(Cast(_after("last"), DateField()), "starts_on")
    return asked(bare, person="person", day=since, rank=None)


def _after(day: str):
    # PostgreSQL makes a moment of a day and an interval; who asks casts it back.
    return ExpressionWrapper(F(day) + DAY, output_field=DateTimeField())


def _tell_bare(row, user) -> dict:
    right, name = "contracts.write_contract", "contracts:new"
    return {
        "what": "udział bez kontraktu",
        "detail": f"od {polish(row.day)}",
        **door(user, row, right, name, "Nowy kontrakt"),
    }


NAMED = {"type": "type", "title": "number"}
OF_CONTRACT = {"type": "contract__type", "title": "contract__number"}


def _title(row: Found) -> str:
    return f"{row.facts['type']} {row.facts['title'] or '(szkic)'}"


def _page(row: Found) -> dict:
    return {"url": reverse("contracts:contract", args=[row.person, row.number]), "action": "Otwórz"}


def _ending(people, user, on):
    """Unless another one binds from the day after."""
    # Signed in time and ending later: one signed for the same days only would leave the gap as it is.
    next_one = SocialContract.objects.binding().filter(
        signed_on__lte=OuterRef("last_day") + DAY,
        last_day__gt=OuterRef("last_day"),
    )
    ending = SocialContract.objects.covering(on).filter(
        ~Exists(next_one.filter(person=OuterRef("person"))),
        ~Exists(next_one.filter(of_other_file("person"))),
        last_day__lte=on + SOON,
    )
    return asked(ending, person="person", day="last_day", **NAMED)


def _tell_ending(row, user) -> dict:
    """To the contract's page, where both acts stand."""
    page = _page(row)
    if user.has_perm("contracts.write_contract"):
        page["action"] = "Aneks lub ocena końcowa"
    return {"what": f"kontrakt {_title(row)}", "detail": f"do {polish(row.day)}", **page}


def _applications(people, user, on):
    """With the contract that binds: who signed one was admitted and waits for the first day."""
    title = Concat("type", Value(" "), "number", output_field=CharField())
    binding = SocialContract.objects.covering(on).order_by("-last_day").annotate(title=title)
    own = binding.filter(person=OuterRef("person")).values("title")[:1]
    others = binding.filter(of_other_file("person")).values("title")[:1]
    return applications(people, on, contract=Coalesce(Subquery(own), Subquery(others)))


def _tell_application(row, user) -> dict:
    if not row.facts["contract"]:
        return tell_application(row, user)
    right, name = "contracts.write_participation", "contracts:begin"
    return {
        "what": "kontrakt zawarty, udział nierozpoczęty",
        "detail": f"kontrakt {row.facts['contract']}",
        **door(user, row, right, name, "Rozpocznij udział"),
    }


def _waiting_for_signature(people, user, on):
    # A voided print was never handed out to be signed.
    printed = SocialContract.objects.filter(state=State.PRINTED).annotate(
        printed_on=Max("prints__printed_on", filter=Q(prints__voided_at=None))
    )
    return asked(printed, person="person", day="printed_on", **NAMED)


def _tell_signature(row, user) -> dict:
    what = f"kontrakt {_title(row)} do podpisu"
    return {"what": what, "detail": f"wydruk z {polish(row.day)}", **_page(row)}


def _disputes(people, user, on):
    return asked(
        Dispute.objects.open(),
        person="contract__person",
        day="passed_on",
        moment="passed_at",
        contract="contract",
        **OF_CONTRACT,
    )


def _tell_dispute(row, user) -> dict:
    arguments = [row.person, row.facts["contract"], row.number]
    return {
        "what": f"spór o kontrakt {_title(row)}",
        "url": reverse("contracts:rule", args=arguments),
        "action": "Rozstrzygnij",
    }


def _rulings(people, user, on):
    """Until somebody who writes in the case opens the contract."""
    return asked(
        Dispute.objects.to_be_read(),
        person="contract__person",
        day="ruled_on",
        moment="ruled_at",
        number="contract",
        outcome="outcome",
        **OF_CONTRACT,
    )


def _tell_ruling(row, user) -> dict:
    what = f"rozstrzygnięcie sporu o kontrakt {_title(row)}"
    return {"what": what, "detail": Dispute.Outcome(row.facts["outcome"]).label, **_page(row)}


def _to_approve(people, user, on):
    waiting = Approval.objects.live().filter(contract__state=State.WAITING)
    return asked(
        waiting, person="contract__person", day="asked_on", number="contract", **OF_CONTRACT
    )


def _tell_to_approve(row, user) -> dict:
    return {
        "what": f"kontrakt {_title(row)} do zatwierdzenia",
        "url": reverse("contracts:approve", args=[row.person, row.number]),
        "action": "Zatwierdź",
    }


def _answers(people, user, on):
    """Approved ones until they are printed, returned ones until they are sent again."""
    later = Approval.objects.filter(contract=OuterRef("contract"), pk__gt=OuterRef("pk"))
    answered = Approval.objects.filter(~Exists(later), contract__voided_at=None).filter(
        Q(answer=Approval.Answer.APPROVED, contract__state=State.APPROVED)
        | Q(answer=Approval.Answer.RETURNED, contract__state=State.DRAFT)
    )
    return asked(
        answered,
        person="contract__person",
        day="answered_on",
        number="contract",
        answer="answer",
        **OF_CONTRACT,
    )


def _tell_answer(row, user) -> dict:
    is_approved = row.facts["answer"] == Approval.Answer.APPROVED
    words = "zatwierdzony, do wydruku" if is_approved else "zwrócony do poprawy"
    return {"what": f"kontrakt {_title(row)} {words}", **_page(row)}


def _annexes_to_sign(people, user, on):
    printed = Annex.objects.filter(
        state=Annex.State.PRINTED, contract__state=State.SIGNED, contract__voided_at=None
    )
    return asked(
        printed.annotate(printed_on=Max("prints__printed_on", filter=Q(prints__voided_at=None))),
        person="contract__person",
        day="printed_on",
        ordinal="ordinal",
        contract="contract",
        type="contract__type",
        title="contract__number",
    )


def _tell_annex(row, user) -> dict:
    what = f"aneks {row.facts['ordinal']} do kontraktu {_title(row)} do podpisu"
    address = reverse("contracts:annex", args=[row.person, row.facts["contract"], row.number])
    return {
        "what": what,
        "detail": f"wydruk z {polish(row.day)}",
        "url": address,
        "action": "Otwórz",
    }


def _reviews(people, user, on):
    """Late ones too: the day on which nobody looked back passes, the look back is still owed."""
    return asked(
        PlannedReview.objects.due(on),
        person="contract__person",
        day="on",
        number="contract",
        type="contract__type",
        title="contract__number",
        planned="pk",
        is_final="is_final",
        earlier="earlier",
        tries="tries",
    )


def _tell_review(row, user) -> dict:
    kind = "ocena końcowa" if row.facts["is_final"] else "ocena"
    detail = f"termin {polish(row.day)}"
    if row.day < row.on and row.facts["earlier"]:
        detail += f", wcześniejsze po terminie: {row.facts['earlier']}"
    if row.facts["tries"]:
        detail += f", próby kontaktu: {row.facts['tries']}"
    facts = {"what": f"{kind} kontraktu {_title(row)}", "detail": detail}
    # A review is written by who may write in the case: others are led to what is known of it.
    if not (row.is_mine and user.has_perm("contracts.write_contract")):
        page = _page(row)
        return {**facts, **page, "url": page["url"] + "#oceny"}
    form = reverse("contracts:review_new", args=[row.person, row.number])
    return {**facts, "url": f"{form}?termin={row.facts['planned']}", "action": "Oceń"}


KINDS = [
    Kind(DeskGroup.APPLICATIONS, _applications, _tell_application, is_deadline=False, most=MOST),
    Kind(DeskGroup.URGENT, _bare, _tell_bare, is_deadline=False),
    Kind(DeskGroup.ENDING, _ending, _tell_ending),
    Kind(DeskGroup.APPLICATIONS, _waiting_for_signature, _tell_signature, is_deadline=False),
    Kind(DeskGroup.APPLICATIONS, _annexes_to_sign, _tell_annex, is_deadline=False),
    Kind(DeskGroup.QUESTIONS, _reviews, _tell_review),
]
KINDS_BY_RIGHT = [
    (
        "contracts.rule_dispute",
        Kind(DeskGroup.SIGNING, _disputes, _tell_dispute, is_deadline=False),
    ),
    (
        "contracts.approve_contract",
        Kind(DeskGroup.SIGNING, _to_approve, _tell_to_approve, is_deadline=False),
    ),
    (
        "contracts.write_contract",
        Kind(DeskGroup.APPLICATIONS, _rulings, _tell_ruling, is_deadline=False),
    ),
    (
        "contracts.write_contract",
        Kind(DeskGroup.APPLICATIONS, _answers, _tell_answer, is_deadline=False),
    ),
]
