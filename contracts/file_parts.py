"""What contracts tells in a person's file: the contracts, a gap under a stay, the next step."""

from datetime import date
from functools import cache, cached_property

from django.urls import reverse

from contracts.kept_papers import papers_of
from contracts.models import ClubPaper, SocialContract
from contracts.participation import Cover, gaps
from kis.lib.dates import DAY, polish
from kis.lib.worded import worded
from participants.commissioned import missing_commission
from participants.file import DUE, LATE, LOOK, Fact, FilePart, KeptPaper, Step, state_until
from participants.file_parts import ApplicationPart, DetailsPart, StayPart
from participants.files import with_own
from participants.models import Person
from participants.registrations import commission_limits_on
from participants.unemployment import periods_of

State = SocialContract.State


class ContractsPart(FilePart):
    title, page, right = "Kontrakty", "contracts:person", "contracts.view_contract"

    @classmethod
    def holdings(cls):
        return {"kontrakty": SocialContract.objects.all(), "pisma klubu": ClubPaper.objects.all()}

    @cached_property
    def contracts(self) -> list[SocialContract]:
        """The newest first, none of them voided."""
        return self.read_with()

    def read_with(self, *related: str) -> list[SocialContract]:
        """The same with the people named by these keys: a page that shows them reads for the head as well."""
        self.contracts = with_own(_contracts_with(related)(self.file.whole), self.file.person)
        return self.contracts

    @property
    def covers(self) -> list[Cover]:
        return [
            Cover(contract.number, contract.signed_on, contract.last_day)
            for contract in self.contracts
            if contract.is_binding
        ]

    @property
    def gaps(self) -> list[tuple[date, date]]:
        """Days of the last stay that no contract covers, up to today."""
        return gaps(self.file.part(StayPart).last, self.covers, self.file.on)

    @property
    def admits(self) -> bool:
        """Who signed a contract that binds today was admitted, also without a decision on paper."""
        return any(cover.holds(self.file.on) for cover in self.covers)

    def facts(self) -> list[Fact]:
        facts = [self._fact_of(contract) for contract in self._telling()]
        if found := self.gaps:
            first, last = found[-1]
            if last == self.file.on:
                facts.append(Fact(f"Udział bez kontraktu od {polish(first)}", LATE))
            else:
                facts.append(Fact(f"Udział był bez kontraktu od {polish(first)}", DUE))
        if not facts and not self.file.part(StayPart).needs_contract:
            return [Fact("Kontrakt: niepotrzebny (art. 200)")]
        facts = facts or [Fact("Kontrakt: brak", DUE)]
        return [fact.at_rest for fact in facts] if self._is_at_rest else facts

    @property
    def _is_at_rest(self) -> bool:
        """No stay goes on and no contract binds: one that binds is still to be reviewed and ended."""
        binding = any(contract.covers(self.file.on) for contract in self.contracts)
        return self.file.part(StayPart).is_over and not self.gaps and not binding

    def _telling(self) -> list[SocialContract]:
        """Those that bind or are on their way; without any of them the one that ended last."""
        now = [
            contract
            for contract in self.contracts
            if contract.covers(self.file.on) or contract.is_on_its_way
        ]
        past = [contract for contract in self.contracts if contract.is_binding]
        return now or sorted(past, key=lambda contract: contract.last_day)[-1:]

    def _fact_of(self, contract) -> Fact:
        title, on = f"Kontrakt {contract.type} {contract.number}".strip(), self.file.on
        if contract.covers(on):
            end = polish(contract.last_day)
            return Fact(f"{title} – do {end}", state_until(contract.last_day, on))
        if contract.is_binding:
            return Fact(f"{title} – skończył się {polish(contract.last_day)}", LATE)
        return Fact(f"{title}: {contract.get_state_display().lower()}", LOOK)

    def papers(self) -> list[KeptPaper]:
        return papers_of(self.file)

    def next_step(self) -> Step | None:
        """A contract on its way first; then a contract where none binds; then the stay itself."""
        stay, user = self.file.part(StayPart), self.file.user
        if stay.is_over or not stay.needs_contract:
            return None
        if self._needs_contract(stay.last):
            if decision := self.decision_step():
                return decision
            if user.has_perm("contracts.write_contract"):
                return self._towards_a_contract()
        if self.admits and stay.last is None and user.has_perm("contracts.write_participation"):
            begin = reverse("contracts:begin", args=[self.file.person.pk])
            return Step("rozpocznij udział w KIS", begin)
        return None

    def decision_step(self) -> Step | None:
        """On the application, until there is a stay or a contract on its way: who got one was admitted."""
        is_on_the_way = any(contract.is_on_its_way for contract in self.contracts)
        if self.file.part(StayPart).last or is_on_the_way:
            return None
        return self.file.part(ApplicationPart).decision_step()

    def _needs_contract(self, stay) -> bool:
        """None binds today, or it is the last day of the one under a stay that goes on."""
        on, covers = self.file.on, self.covers
        days = [on, on + DAY] if stay and stay.ends_on is None else [on]
        return not all(any(cover.holds(day) for cover in covers) for day in days)

    def _towards_a_contract(self) -> Step:
        person = self.file.person.pk
        open_ones = {contract.state: contract for contract in reversed(self.contracts)}
        for state, label, name in (
            (State.PRINTED, "zarejestruj podpisanie", "contracts:sign"),
            (State.APPROVED, "wydrukuj kontrakt do podpisu", "contracts:contract"),
            (State.WAITING, "otwórz kontrakt do zatwierdzenia", "contracts:contract"),
            (State.DRAFT, "dokończ kontrakt", "contracts:edit"),
            (State.REFUSED, "wróć do edycji kontraktu", "contracts:back_to_draft"),
        ):
            if contract := open_ones.get(state):
                return Step(label, reverse(name, args=[contract.person_id, contract.pk]))
        return Step("nowy kontrakt", reverse("contracts:new", args=[person]), self._commission())

    def _commission(self) -> Step | None:
        """Whom the labour office may send without a contract: where no stay was yet. Two queries at most."""
        file = self.file
        periods = periods_of(file.part(DetailsPart).labour_periods)
        right = "contracts.write_participation"
        if file.part(StayPart).last or not periods or not file.user.has_perm(right):
            return None
        if missing_commission(file.on, periods=periods, limits=commission_limits_on(file.on)):
            return None
        begin = reverse("contracts:begin_commissioned", args=[file.person.pk])
        return Step("wpisz skierowanie z PUP do grupy z art. 200", begin)


@cache
def _contracts_with(related: tuple[str, ...]):
    @worded(*related)
    def contracts_of(whole: int):
        return SocialContract.objects.filter(person__in=Person.objects.files_of(whole))

    return contracts_of


class ParticipationPart(FilePart):
    """The tab on which a stay is begun and ended; its facts are StayPart's, below."""

    title, page, right = "Udział w KIS", "contracts:participation", "contracts.view_contract"
