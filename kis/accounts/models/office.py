import datetime
import re

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractUser, Group, UserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator

from kis.accounts.models.authorisation import Authorisation
from kis.accounts.models.deputy import TAKEN_OVER, Deputy
from kis.accounts.models.inspection import Inspection
from kis.accounts.rights import ADMIN_PANEL, Role
from kis.documents.models import Document
from kis.lib.columns import AccountColumn, LineColumn, NipColumn, PostalCodeColumn, RegonColumn
from kis.lib.history import tracked
from kis.lib.periods import Window
from kis.lib.records import Record
from kis.lib.typed import one_line


def holding(roles) -> Exists:
    """The condition under which a user has one of the roles."""
    return Exists(Group.objects.filter(user=OuterRef("pk"), name__in=roles))


def taken_over(deputy, on):
    """The names of the roles of those for whom the user of this number stands in that day."""
    absent = Deputy.objects.standing_in(on).order_by().filter(deputy=deputy).values("absent")
    return Group.objects.filter(name__in=TAKEN_OVER, user__in=absent).order_by().values("name")


class OfficeUserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def having(self, *roles: Role):
        """Those with one of the roles, switched-off accounts too."""
        return self.filter(holding(roles))

    def with_role(self, *roles: Role):
        return self.active().having(*roles)

    def to_choose(self, *roles: Role, named: Q):
        """Who has one of the roles today, and whom a row names already: else it could not be saved."""
        return self.filter(Q(holding(roles), is_active=True) | named)

    def knowing_roles(self):
        """Each with the names of its roles, which are not asked for again."""
        names = Group.objects.filter(user=OuterRef("pk")).values("name")
        return self.annotate(role_names=ArraySubquery(names))

    def knowing_access(self, on):
        """The same, with whether the user is authorised that day, until when where there is an end, with the
        inspection that the user carries out and the roles of those for whom the user stands in.
        """
        valid = Authorisation.objects.valid(on).order_by().filter(user=OuterRef("pk"))
        running = Inspection.objects.running(on).order_by().filter(inspector=OuterRef("pk"))
        return self.knowing_roles().annotate(
            is_authorised=Exists(valid),
            authorised_until=Subquery(valid.values("ends_on")[:1]),
            inspection_covers_everybody=Subquery(running.values("covers_everybody")[:1]),
            inspection_first=Subquery(running.values("period_starts_on")[:1]),
            inspection_last=Subquery(running.values("period_ends_on")[:1]),
            # Two statements out: of the groups of those for whom the user stands in.
            taken_over_roles=ArraySubquery(taken_over(OuterRef(OuterRef("pk")), on)),
        )

    def let_in(self, on):
        """Those whom the program lets in that day: see kis.accounts.entry."""
        valid = Authorisation.objects.valid(on).order_by().values("user")
        others = set(Role) - {Role.SYSTEM_ADMIN}
        alone = Q(holding([Role.SYSTEM_ADMIN])) & ~Q(holding(others))
        return self.active().filter(Q(pk__in=valid) | alone)

    def shut_out(self, on):
        """Those who have work to do and no valid authorisation for it."""
        let_in = self.model.objects.let_in(on).order_by().values("pk")
        return self.active().filter(holding(Role)).exclude(pk__in=let_in)


class OfficeUserManager(UserManager.from_queryset(OfficeUserQuerySet)):
    def create_user(self, username, password=None, *, roles=(), **facts):
        return self.create_hashed(username, make_password(password), roles=roles, **facts)

    def create_hashed(self, username, hashed, *, roles=(), **facts):
        """With a password as `make_password` gives it, which takes half a second on purpose."""
        user = self.model(username=username, password=hashed, **facts)
        user.save(using=self._db)
        # Roles are groups by name: Django's own tables, and no second one beside them.
        user.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])
        return user

    def create_superuser(self, username, password=None, **facts):
        """The first account: a system administrator. Nobody here is above the table of rights."""
        facts.pop("email", None)
        return self.create_user(username, password, roles=[Role.SYSTEM_ADMIN], **facts)


def short_name(first_name: str, last_name: str, username: str) -> str:
    """A. Wrona: for lists"""
    return f"{first_name[:1]}. {last_name}" if first_name else username


class Digest(models.TextChoices):
    """How often somebody is written to about what waits on the desk."""

    NEVER = "never", "nigdy"
    WEEKLY = "weekly", "raz w tygodniu, w pierwszy dzień pracy"
    DAILY = "daily", "każdego dnia pracy"


ENDS_SOON = datetime.timedelta(days=30)


@tracked(exclude=["password", "last_login"])
class User(AbstractUser):
    """A person who works with the program; what they may do follows from their roles alone."""

    is_superuser = None
    user_permissions = None

    first_name = LineColumn("imię", max_length=150, db_collation="pl-PL-x-icu")
    last_name = LineColumn("nazwisko", max_length=150, db_collation="pl-PL-x-icu")
    phone = models.CharField("telefon służbowy", max_length=40, blank=True)
    digest = models.CharField(
        "podsumowanie pulpitu pocztą", max_length=6, choices=Digest, default=Digest.NEVER
    )

    objects = OfficeUserManager()

    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta:
        verbose_name = "użytkownik"
        verbose_name_plural = "użytkownicy"
        ordering = ["last_name", "first_name", "pk"]

    def __str__(self):
        return self.get_full_name() or self.username

    @property
    def short_name(self) -> str:
        return short_name(self.first_name, self.last_name, self.username)

    @property
    def name_to_choose(self) -> str:
        """In a list to choose from: whoever left is told apart."""
        return str(self) if self.is_active else f"{self} (konto wyłączone)"

    @cached_property
    def roles(self) -> frozenset[Role]:
        """Those that count today: one's own and, as somebody's deputy, theirs.

        No query where the user was read by `knowing_access`.
        """
        if Role.INSPECTOR in self.held_roles:
            # Outside of an inspection its account opens nothing, and it stands in for nobody.
            return self.held_roles - {Role.INSPECTOR} if self.inspects is None else self.held_roles
        return self.held_roles | self.roles_taken_over

    @cached_property
    def roles_taken_over(self) -> frozenset[Role]:
        names = self.__dict__.get("taken_over_roles")
        if names is None:
            names = taken_over(self.pk, timezone.localdate()).values_list("name", flat=True)
        return frozenset(map(Role, names))

    @cached_property
    def held_roles(self) -> frozenset[Role]:
        names = getattr(self, "role_names", None)
        if names is None:
            names = self.groups.values_list("name", flat=True)
        return frozenset(map(Role, names))

    @property
    def waits_for_inspection(self) -> bool:
        return Role.INSPECTOR in self.held_roles and self.inspects is None

    @cached_property
    def inspects(self) -> bool | None:
        """Whether today's inspection of this account covers everybody; None without one.

        One query, unless the user was read by `knowing_access`.
        """
        name = "inspection_covers_everybody"
        if name in self.__dict__:
            return self.__dict__[name]
        running = Inspection.objects.running(timezone.localdate()).filter(inspector=self.pk)
        return running.values_list("covers_everybody", flat=True).first()

    @cached_property
    def window(self) -> Window:
        """The period of the inspection of whoever reads by it alone; for anybody else all days.

        One query, unless the user was read by `knowing_access`.
        """
        if self.roles != {Role.INSPECTOR}:
            return Window()
        names = ("inspection_first", "inspection_last")
        if set(names) <= self.__dict__.keys():
            return Window(*(self.__dict__[name] for name in names))
        running = Inspection.objects.running(timezone.localdate()).filter(inspector=self.pk)
        return Window(*running.values_list("period_starts_on", "period_ends_on").get())

    @property
    def authorisation_ends_soon(self) -> bool:
        """Of a reader whom the login gave, with nothing else behind that end being asked: no query."""
        until = getattr(self, "authorised_until", None)
        return until is not None and until <= timezone.localdate() + ENDS_SOON

    @property
    def is_staff(self) -> bool:
        """May open the admin panel; what stands in it is decided by the table of rights."""
        return bool(self.roles & ADMIN_PANEL)


class CentreManager(models.Manager):
    def current(self):
        """The one row; an empty one before the first start is finished."""
        return self.first() or self.model()


@tracked()
class Centre(Record):
    """The centre and its club: one row, feeds every paper."""

    name = LineColumn("nazwa ośrodka", max_length=200)
    short_name = LineColumn("nazwa krótka", max_length=40, help_text="Na pasku, np. MOPS Puławy.")
    club_name = LineColumn("nazwa klubu", max_length=200, default="Klub Integracji Społecznej")
    municipality = LineColumn("gmina", max_length=100)
    localities = models.TextField(
        "miejscowości gminy",
        blank=True,
        help_text="Po przecinku albo w osobnych wierszach. Po nich program poznaje, czy osoba mieszka w "
        "gminie; puste: tylko miejscowość ośrodka.",
    )
    street = models.CharField("ulica i numer", max_length=100)
    postal_code = PostalCodeColumn(
        "kod pocztowy",
        max_length=6,
        validators=[RegexValidator(r"^\d{2}-\d{3}$", "Wpisz kod w postaci 24-100.")],
    )
    town = LineColumn("miejscowość", max_length=100)
    phone = models.CharField("telefon", max_length=40, blank=True)
    email = models.EmailField("e-mail", blank=True)
    nip = NipColumn("NIP", max_length=10, blank=True)
    regon = RegonColumn("REGON", max_length=14, blank=True)
    head_name = LineColumn("kierownik lub dyrektor", max_length=150, blank=True)
    head_title = models.CharField("stanowisko", max_length=100, default="Dyrektor")
    club_phone = models.CharField("telefon do KIS dla opiekunów PSU", max_length=40, blank=True)
    resolution = models.CharField("uchwała o utworzeniu klubu", max_length=300, blank=True)
    created_on = models.DateField("klub utworzono", null=True, blank=True)
    started_on = models.DateField("klub działa od", null=True, blank=True)
    register_entry = models.CharField("wpis do rejestru wojewody", max_length=200, blank=True)
    labour_office = LineColumn(
        "urząd pracy na pismach",
        max_length=150,
        blank=True,
        help_text="W dopełniaczu, jak po słowie „dyrektor”: Powiatowego Urzędu Pracy w Puławach.",
    )
    legal_basis = models.TextField("podstawa prawna na pismach", blank=True)
    bank_account = AccountColumn("rachunek bankowy", max_length=34, blank=True)
    data_officer = LineColumn(
        "inspektor ochrony danych",
        max_length=150,
        blank=True,
        help_text="Imię i nazwisko. Stoi z kontaktem w klauzuli RODO na pismach klubu.",
    )
    data_officer_email = models.EmailField("e-mail inspektora ochrony danych", blank=True)
    data_officer_phone = models.CharField(
        "telefon inspektora ochrony danych", max_length=40, blank=True
    )
    logo = models.ForeignKey(
        Document,
        verbose_name="logo",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    contract_number_pattern = models.CharField(
        "wzór numeru kontraktu",
        max_length=60,
        default="{number}/{year}",
        help_text="{number} – kolejny numer w roku, {year} – rok wydruku.",
    )
    approves_contracts = models.BooleanField(
        "kierownik zatwierdza kontrakty",
        default=False,
        help_text="Przed wydrukiem do podpisu kontrakt czeka na zatwierdzenie na pulpicie kierownika.",
    )

    objects = CentreManager()

    class Meta(Record.Meta):
        verbose_name = "ośrodek"
        verbose_name_plural = "ośrodek"
        constraints = [
            models.CheckConstraint(
                name="centre_is_one",
                condition=Q(pk=1),
                violation_error_message="Ośrodek jest jeden: zmień jego wpis.",
            )
        ]

    def __str__(self):
        return self.short_name

    @property
    def known_localities(self) -> list[str]:
        """Of the municipality; of a town without a list its own name."""
        listed = [name.strip() for name in re.split(r"[,;\n]", self.localities)]
        return list(filter(None, listed)) or [self.town]

    @property
    def of_labour_office(self) -> str:
        """Behind "dyrektor": Powiatowego Urzędu Pracy w Puławach"""
        return self.labour_office or "Powiatowego Urzędu Pracy"

    def save(self, **kwargs):
        self.pk = 1
        super().save(**kwargs)


DRAFT_LIFE = datetime.timedelta(days=14)
LONGEST_ADDRESS = 200  # characters
LONGEST_KEY = 22  # see kis.accounts.opened_forms
LONGEST_BEGINNING = 60  # characters


class DraftManager(models.Manager):
    def at(self, user, address: str) -> models.QuerySet:
        """The user's texts of the form at this address, newest first. No column holds a NUL."""
        if "\0" in address:
            return self.none()
        return self.filter(user=user.pk, address=address).order_by("-saved_at", "-pk")

    def of_window(self, user, address: str, window: str) -> models.QuerySet:
        """The text of the form as it was opened in one window: one row or none."""
        return self.at(user, address).filter(window=window)

    def keep(self, user, address: str, window: str, content: list[list[str]]) -> "Draft":
        """The window's last text wins; what nobody came back for in two weeks goes."""
        now = timezone.now()
        self.filter(saved_at__lt=now - DRAFT_LIFE).delete()
        facts = {"content": content, "saved_at": now}
        draft, _ = self.update_or_create(user=user, address=address, window=window, defaults=facts)
        return draft

    def take_over(self, user, address: str, number: int, *, window: str) -> "Draft | None":
        """The text is the window's from now on: another one that still types it begins a row of its own."""
        self.at(user, address).filter(pk=number).update(window=window)
        return self.of_window(user, address, window).first()


class Draft(models.Model):
    """What a user typed into a form and has not saved: seen by that user alone, no part of any record.

    It belongs to the window that the form was opened in, so that no window overwrites the text of another.
    """

    user = models.ForeignKey(
        User, verbose_name="autor", on_delete=models.CASCADE, related_name="drafts"
    )
    address = models.CharField("adres formularza", max_length=LONGEST_ADDRESS)
    window = models.CharField("klucz otwartego formularza", max_length=LONGEST_KEY, default="")
    content = models.JSONField("pola")
    saved_at = models.DateTimeField("zachowano")

    objects = DraftManager()

    class Meta:
        verbose_name = "niezapisany tekst"
        verbose_name_plural = "niezapisane teksty"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "address", "window"],
                name="draft_once_a_window",
                violation_error_message="Tekst tego okna jest już zachowany.",
            )
        ]

    def __str__(self):
        return f"niezapisany tekst z {self.saved_at:%Y-%m-%d}"

    @property
    def beginning(self) -> str:
        """Of its longest words, which tell one kept text from another: days and codes have no space."""
        typed = (one_line(value) for _, value in self.content)
        words = max(typed, key=lambda value: (" " in value, len(value)), default="")
        return Truncator(words).chars(LONGEST_BEGINNING)


FORGOTTEN_AT_ONCE = 100  # rows


class SavedFormManager(models.Manager):
    def claim(self, user, address: str, key: str, *, mark: str) -> tuple["SavedForm", bool]:
        """The row of this form and whether it is new: then it is for the caller to save, or to give back.

        Within a transaction, before any other lock: whoever sends the same form at the same moment waits here
        until that transaction ends.
        """
        now = timezone.now()
        self._forget(before=now - DRAFT_LIFE)
        facts = {"content_mark": mark, "saved_at": now}
        return self.get_or_create(user=user, address=address, key=key, defaults=facts)

    def _forget(self, *, before: datetime.datetime) -> None:
        old = self.filter(saved_at__lt=before)
        # Rows that another request forgets at this moment are left to it: nobody waits for them.
        free = old.select_for_update(skip_locked=True).values("pk")[:FORGOTTEN_AT_ONCE]
        self.filter(pk__in=free).delete()


class SavedForm(models.Model):
    """A form that saved something: sent once more, it leads to what it saved. See kis.accounts.once."""

    user = models.ForeignKey(
        User, verbose_name="autor", on_delete=models.CASCADE, related_name="saved_forms"
    )
    address = models.CharField("adres formularza", max_length=LONGEST_ADDRESS)
    key = models.CharField("klucz otwartego formularza", max_length=LONGEST_KEY)
    # Tells whether the same was sent, and nothing of what it was.
    content_mark = models.CharField("znak treści", max_length=64)
    leads_to = models.TextField("adres zapisanego", blank=True)
    saved_at = models.DateTimeField("zapisano", db_index=True)

    objects = SavedFormManager()

    class Meta:
        verbose_name = "zapisany formularz"
        verbose_name_plural = "zapisane formularze"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "address", "key"],
                name="saved_form_once",
                violation_error_message="Ten formularz jest już zapisany.",
            )
        ]

    def __str__(self):
        return f"formularz zapisany {self.saved_at:%Y-%m-%d}"


class ChosenColumnsManager(models.Manager):
    def of(self, user, list_name: str) -> list[str] | None:
        """The keys of the columns, None of who never chose."""
        return self.filter(user=user.pk, list_name=list_name).values_list("keys", flat=True).first()

    def keep(self, user, list_name: str, keys: list[str]) -> None:
        self.update_or_create(user=user, list_name=list_name, defaults={"keys": keys})


class ChosenColumns(models.Model):
    """Which columns of a list the user wants to see. See kis.accounts.list_columns."""

    user = models.ForeignKey(
        User, verbose_name="kto", on_delete=models.CASCADE, related_name="chosen_columns"
    )
    list_name = models.CharField("lista", max_length=40)
    keys = ArrayField(models.CharField(max_length=40), verbose_name="kolumny", default=list)

    objects = ChosenColumnsManager()

    class Meta:
        verbose_name = "wybór kolumn"
        verbose_name_plural = "wybory kolumn"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "list_name"],
                name="chosen_columns_once_a_list",
                violation_error_message="Kolumny tej listy są już wybrane.",
            )
        ]

    def __str__(self):
        return f"kolumny listy {self.list_name}"
