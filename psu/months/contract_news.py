"""News of a contract that took the status away, until the coordinator settles it: it stops nothing."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from contracts.advice import DAYS_WITHOUT_STATUS
from contracts.labour_status import (
    first_day_telling,
    last_day_without_status,
    took_status_away,
    took_status_away_since,
)
from contracts.models import SocialContract
from kis.accounts.models import User
from kis.lib.dates import DAY, polish
from kis.lib.periods import covering
from kis.lib.refusals import Refused, refused_by_database
from kis.lib.together import point, together
from participants.models import Person
from psu.models import Referral, StatusCheck, StatusNews


def words_of(signed_on: datetime.date) -> str:
    return (
        f"status utracony na {DAYS_WITHOUT_STATUS} dni od {polish(signed_on)}: sprawdź skierowania"
    )


@dataclass(frozen=True)
class ContractNews:
    """`check`: what the coordinator found out; `is_entered`: the lost status was entered as news."""

    contract: SocialContract
    check: StatusCheck | None
    is_entered: bool

    @property
    def words(self) -> str:
        contract, last = self.contract, polish(last_day_without_status(self.contract))
        return (
            f"{contract.title}, podpisany {polish(contract.signed_on)} na skierowanie PUP: "
            f"{words_of(contract.signed_on)} (do {last}). {self._insured}"
        )

    @property
    def _insured(self) -> str:
        """Art. 108 ust. 3 of the act on social assistance: in that time the centre pays the premium."""
        since = self.contract.insured_from
        told = f"od {polish(since)}" if since else "w kontrakcie nie wpisano, od kiedy"
        return f"Do ubezpieczenia zdrowotnego zgłasza osobę ośrodek: {told}."

    @property
    def waits(self) -> bool:
        return self.check is None and not self.is_entered


def contract_news(whole: int, on: datetime.date) -> list[ContractNews]:
    """Of the contracts in all files of a person, the newest first. One query."""
    contracts, checks, checkers = _asked(whole, first_day_telling(on), on)
    point(checks, checkers, "checked_by")
    check_of = {check.contract_id: check for check in checks}
    return [ContractNews(row, check_of.get(row.pk), row.is_entered) for row in contracts]


@together
def _asked(whole: int, first: datetime.date, on: datetime.date):
    files = Person.objects.files_of(whole)
    contracts = took_status_away_since(first, on).filter(person__in=files)
    checks = StatusCheck.objects.filter(contract__in=contracts.values("pk"))
    return (
        _with_news(contracts).order_by("-signed_on", "-pk"),
        checks,
        User.objects.filter(pk__in=checks.values("checked_by")).order_by(),
    )


def to_settle(on: datetime.date):
    """Contracts of people whom a referral sends to work in those days, as long as nobody looked."""
    last = (DAYS_WITHOUT_STATUS - 1) * DAY
    sent = Referral.objects.filter(
        person=OuterRef("person"),
        starts_on__lte=OuterRef("signed_on") + last,
        last_day__gte=OuterRef("signed_on"),
    )
    waiting = _with_news(took_status_away(on)).filter(is_entered=False, status_check=None)
    return waiting.filter(Exists(sent))


def _with_news(contracts):
    """News that reaches the day of signing: the loss was entered, whoever entered it."""
    entered = StatusNews.objects.filter(
        covering(OuterRef("signed_on")), person=OuterRef("person"), what="status_lost"
    )
    return contracts.annotate(is_entered=Exists(entered))


def settle(contract: SocialContract, *, words: str, by, on: datetime.date) -> StatusCheck:
    """Raises Refused where nothing waits any more: voided, settled, or over."""
    with refused_by_database():
        contract.lock()
        if not _with_news(took_status_away(on)).filter(pk=contract.pk, status_check=None).exists():
            raise Refused(
                "Ta wiadomość nie czeka już na sprawdzenie. Otwórz zakładkę PSU jeszcze raz."
            )
        return StatusCheck.objects.create(
            contract=contract, words=words, checked_on=on, checked_by=by
        )
