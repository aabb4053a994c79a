"""What a new office enters before it can work; the rows that stand there tell which steps are done."""

import datetime
from dataclasses import dataclass

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from kis.accounts.models import Authorisation, Centre, User
from kis.accounts.rights import RIGHTS, Role
from kis.lib.worded import sql_of
from psu.models import Agreement, Rate, Regime, WorkKind, WorkPlace

FIRST_STEPS = "desk.view_first_steps"  # the right to see them
# Without one of each somewhere on the way from a person to the payment nobody may do the next act. A
# supervisor is not compulsory: the coordinator may mark the hours.
NEEDED_ROLES = [
    *(Role.CONTENT_ADMIN, Role.COORDINATOR, Role.SOCIAL_WORKER, Role.ACCOUNTANT, Role.HEAD)
]
# What the source of a rate says until somebody compared the rate with its announcement.
TO_CONFIRM = "do sprawdzenia"


@dataclass(frozen=True)
class Known:
    """What stands in the database."""

    roles: frozenset[Role]
    authorised: bool
    shut_out: bool
    centre: bool
    kinds: bool
    places: bool
    rate_today: bool
    rates_to_confirm: bool
    agreements: bool


def look_up(on: datetime.date) -> Known:
    """One query."""
    rates = Rate.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on))
    new_law = Regime.objects.signed(on)
    return Known(
        **_answers(
            authorised=Authorisation.objects.valid(on),
            shut_out=User.objects.shut_out(on),
            centre=Centre.objects.all(),
            kinds=WorkKind.objects.filter(is_active=True),
            places=WorkPlace.objects.filter(is_active=True),
            rate_today=Rate.objects.on(on).filter(regime__in=new_law),
            rates_to_confirm=rates.filter(source__icontains=TO_CONFIRM),
            agreements=Agreement.objects.all(),
        )
    )


def _answers(**questions: QuerySet) -> dict:
    """Whether each finds anything, and the roles that somebody has."""
    held = User.objects.active().exclude(groups=None).order_by().values_list("groups__name")
    roles, given = sql_of(held.distinct())
    worded = [sql_of(rows.order_by().values("pk")) for rows in questions.values()]
    found = ", ".join(f"EXISTS ({text})" for text, _ in worded)
    values = [value for _, parameters in worded for value in parameters]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {found}, ARRAY({roles})", [*values, *given])
        *flags, names = cursor.fetchone()
    return dict(zip(questions, flags, strict=True)) | {"roles": frozenset(map(Role, names))}


ACCOUNTS, AUTHORISATIONS = "Konta i role", "Upoważnienia"
CENTRE, KINDS = "Dane ośrodka", "Rodzaje pracy"
PLACES, RATES, AGREEMENT = "Miejsca PSU", "Stawki minimalne", "Porozumienie"


def missing(known: Known) -> dict[str, str]:
    """Of each step, by its title, what is not there yet (genitive); empty when it is done."""
    roles = ", ".join(role.label for role in NEEDED_ROLES if role not in known.roles)
    to_confirm = (
        f"potwierdzenia stawek, przy których stoi „{TO_CONFIRM}”" if known.rates_to_confirm else ""
    )
    return {
        ACCOUNTS: f"kont z rolą: {roles}" if roles else "",
        AUTHORISATIONS: "" if known.authorised and not known.shut_out else _no_authorisation(known),
        CENTRE: "" if known.centre else "danych ośrodka",
        KINDS: "" if known.kinds else "rodzaju pracy",
        PLACES: "" if known.places else "miejsca",
        RATES: to_confirm if known.rate_today else "stawki na dziś",
        AGREEMENT: "" if known.agreements else "porozumienia",
    }


def _no_authorisation(known: Known) -> str:
    return "upoważnień niektórych kont" if known.authorised else "upoważnień"


@dataclass(frozen=True)
class StepKind:
    """Who has `right` does it on `page`, after the steps named in `after`; what is done is seen on `list`."""

    title: str
    why: str
    right: str
    action: str
    page: str
    list: str
    after: tuple[str, ...] = ()


STEPS = [
    StepKind(
        ACCOUNTS,
        why="Każdy ma własne konto, a jedna osoba może mieć kilka ról.",
        right="accounts.add_user",
        action="Dodaj konto",
        page="admin:accounts_user_add",
        list="admin:accounts_user_changelist",
    ),
    StepKind(
        AUTHORISATIONS,
        why="Bez pisemnego upoważnienia i zobowiązania do tajemnicy nikt poza administratorem systemu nie "
        "zaloguje się do programu.",
        right="accounts.write_authorisation",
        action="Otwórz rejestr",
        page="authorisations:register",
        list="authorisations:register",
    ),
    StepKind(
        CENTRE,
        why="Nazwa, adres i telefon stoją na każdym piśmie.",
        right="accounts.add_centre",
        action="Wpisz dane",
        page="admin:accounts_centre_add",
        list="admin:accounts_centre_changelist",
    ),
    StepKind(
        KINDS,
        why="W porozumieniu stawka zależy od rodzaju pracy.",
        right="psu.add_workkind",
        action="Dodaj rodzaj",
        page="admin:psu_workkind_add",
        list="admin:psu_workkind_changelist",
    ),
    StepKind(
        PLACES,
        why="Gdzie wykonuje się prace. Opiekuna miejsca wpisuje się w słowniku „Opiekunowie miejsc”.",
        right="psu.add_workplace",
        action="Dodaj miejsce",
        page="admin:psu_workplace_add",
        list="admin:psu_workplace_changelist",
    ),
    StepKind(
        RATES,
        why="Mniej za godzinę płacić nie wolno, od nich liczy się refundację. Źródłem jest ogłoszenie.",
        right="psu.add_rate",
        action="Sprawdź stawki",
        page="admin:psu_rate_changelist",
        list="admin:psu_rate_changelist",
    ),
    StepKind(
        AGREEMENT,
        why="Bez porozumienia ze starostą nie można wpisać skierowania do PSU.",
        right="psu.write_agreement",
        action="Wpisz porozumienie",
        page="psu:agreement_new",
        list="psu:agreements",
        after=(KINDS, PLACES),
    ),
]


@dataclass(frozen=True)
class Step:
    """As one user sees it: `url` is empty where somebody else does it, or something comes first."""

    title: str
    why: str
    missing: str
    action: str
    url: str
    roles: list[Role]
    waits_for: list[str]

    @property
    def is_done(self) -> bool:
        return not self.missing

    @property
    def who(self) -> str:
        return ", ".join(role.label for role in self.roles)


def steps(user, known: Known) -> list[Step]:
    lacking = missing(known)
    return [_step(kind, user, lacking) for kind in STEPS]


def _step(kind: StepKind, user, lacking: dict[str, str]) -> Step:
    waits_for = [title for title in kind.after if lacking[title]]
    is_open = user.has_perm(kind.right) and not waits_for
    page, action = (kind.page, kind.action) if lacking[kind.title] else (kind.list, "Otwórz")
    return Step(
        kind.title,
        kind.why,
        lacking[kind.title],
        action,
        reverse(page) if is_open else "",
        [role for role in Role if role in RIGHTS[kind.right]],
        waits_for,
    )


@dataclass(frozen=True)
class Progress:
    """The steps of a user, and the first that is not done: theirs if there is one, else another's."""

    steps: list[Step]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def is_over(self) -> bool:
        return self.done == len(self.steps)

    @property
    def next(self) -> Step | None:
        undone = [step for step in self.steps if not step.is_done]
        return next((step for step in undone if step.url), undone[0] if undone else None)


def progress(user, on: datetime.date) -> Progress:
    """One query."""
    return Progress(steps(user, look_up(on)))


def doers(steps: list[Step]) -> dict[str, str]:
    """Of each step, by its title, the roles that may do it and who has them. One query."""
    people = _holders({role for step in steps for role in step.roles})
    return {
        step.title: "; ".join(_named(role, people[role]) for role in step.roles) for step in steps
    }


def _named(role: Role, people: list[str]) -> str:
    return f"{role.label} ({', '.join(people) or 'nikt nie ma jeszcze tej roli'})"


def _holders(roles: set[Role]) -> dict[Role, list[str]]:
    rows = (
        User.objects.with_role(*roles)
        .annotate(role=F("groups__name"))
        .filter(role__in=roles)
        .values_list("role", "first_name", "last_name")
    )
    found: dict[Role, list[str]] = {role: [] for role in roles}
    for role, first, last in rows:
        found[Role(role)].append(f"{first} {last}")
    return found
