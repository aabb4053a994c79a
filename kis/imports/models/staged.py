"""A list of the office on its way in: the file, its rows as text, how far a worker is with them."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from kis.lib.refusals import Refused


class ListKind(models.TextChoices):
    PEOPLE = "people", "osoby"
    CATEGORIES = "categories", "kategorie z dokumentami"
    CONTRACTS = "contracts", "kontrakty podpisane na papierze"
    STAYS = "stays", "udział w KIS"
    AGREEMENTS = "agreements", "porozumienia PSU"
    REFERRALS = "referrals", "skierowania do PSU"
    PAST_MONTHS = "past_months", "miesiące PSU jako sumy"
    NUMBERS = "numbers", "numery już użyte"


class ImportFileQuerySet(models.QuerySet):
    def in_use(self):
        """But for those that were given up or taken back: their file may be sent again."""
        return self.exclude(state__in=ImportFile.GIVEN_UP)

    def with_counts(self):
        """Each with the number of its rows by state, and of all of them."""
        State = ImportRow.State
        return self.annotate(
            total=Count("rows"),
            ready=Count("rows", filter=Q(rows__state=State.READY)),
            faulty=Count("rows", filter=Q(rows__state=State.FAULTY)),
            skipped=Count("rows", filter=Q(rows__state=State.SKIPPED)),
            added=Count("rows", filter=Q(rows__state=State.ADDED)),
        )


class ImportFile(models.Model):
    """One file and what became of it. Nothing of it is saved anywhere else until it is accepted."""

    class State(models.TextChoices):
        NEW = "new", "do ustawienia kolumn"
        CHECKING = "checking", "sprawdzanie"
        CHECKED = "checked", "sprawdzony, czeka na przyjęcie"
        ACCEPTING = "accepting", "przyjmowanie"
        ACCEPTED = "accepted", "przyjęty"
        TAKING_BACK = "taking_back", "cofanie"
        TAKEN_BACK = "taken_back", "cofnięty"
        DROPPED = "dropped", "porzucony"

    WITH_A_WORKER = {State.CHECKING, State.ACCEPTING, State.TAKING_BACK}
    GIVEN_UP = {State.TAKEN_BACK, State.DROPPED}

    kind = models.CharField("rodzaj listy", max_length=20, choices=ListKind)
    name = models.CharField("plik", max_length=150)
    sha256 = models.CharField("suma SHA-256", max_length=64)
    format = models.CharField("format", max_length=4)
    # Until the list is accepted or given up.
    content = models.BinaryField("treść", null=True)
    expected = models.PositiveIntegerField("ile wpisów ma dojść")
    encoding = models.CharField("kodowanie", max_length=10, blank=True)
    delimiter = models.CharField("znak między kolumnami", max_length=1, blank=True)
    sheet = models.PositiveSmallIntegerField("arkusz", default=0)
    headings = models.PositiveIntegerField("wiersz z nagłówkami", default=1)
    # Which column of the file holds what: {"last_name": 0}.
    columns = models.JSONField("kolumny", default=dict)
    remarks = models.JSONField("uwagi do pliku", default=list)
    state = models.CharField("stan", max_length=11, choices=State, default=State.NEW)
    why = models.TextField("dlaczego się nie udało", blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="wczytał(a)",
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField("wczytano", auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="przyjął(-ęła) lub cofnął(-ęła)",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="przyjął(-ęła)",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    accepted_at = models.DateTimeField("przyjęto", null=True)
    taken_back_at = models.DateTimeField("cofnięto", null=True)

    objects = ImportFileQuerySet.as_manager()

    class Meta:
        verbose_name = "lista stanu początkowego"
        verbose_name_plural = "listy stanu początkowego"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "sha256"],
                name="import_file_once",
                condition=~Q(state__in=["taken_back", "dropped"]),
                violation_error_message="Ten sam plik jest już wczytany.",
            ),
            models.CheckConstraint(
                name="import_content_until_accepted",
                condition=Q(content=None)
                | Q(state__in=["new", "checking", "checked", "accepting"]),
                violation_error_message="Treść pliku zostaje tylko do przyjęcia listy.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_with_a_worker(self) -> bool:
        return self.state in self.WITH_A_WORKER

    @property
    def has_left_rows(self) -> bool:
        """Of a list that was taken back: what could not go may be tried again, when what held it is gone."""
        return self.rows.filter(state=ImportRow.State.IMPOSSIBLE).exists()

    def hand_over(self, state: "ImportFile.State", *, of: "ImportFile.State", by) -> None:
        """To a worker. Raises Refused where somebody else did something with the list meanwhile."""
        changed = ImportFile.objects.filter(pk=self.pk, state=of).update(
            state=state, settled_by=by, why=""
        )
        if not changed:
            raise Refused("Tej listy dotyczy już inna czynność. Otwórz ją jeszcze raz.")
        ImportProgress.objects.update_or_create(file=self, defaults={"done": 0, "total": 0})


class ImportRow(models.Model):
    """A row of the list as text, corrected on the screen cell by cell.

    Its content goes when the list is accepted: what it held stands in the records then.
    """

    class State(models.TextChoices):
        READY = "ready", "do dodania"
        FAULTY = "faulty", "błąd"
        SKIPPED = "skipped", "pominięty"
        ADDED = "added", "dodany"
        TAKEN_BACK = "taken_back", "cofnięty"
        KEPT = "kept", "został, bo ktoś go już zmienił"
        IMPOSSIBLE = "impossible", "nie da się cofnąć"

    file = models.ForeignKey(
        ImportFile, verbose_name="lista", on_delete=models.CASCADE, related_name="rows"
    )
    number = models.PositiveIntegerField("wiersz")
    cells = models.JSONField("komórki", default=dict)
    is_merged = models.BooleanField("scalone komórki", default=False)
    state = models.CharField("stan", max_length=10, choices=State)
    # What keeps it from being added, and what is only told: [{"column": …, "text": …}].
    faults = models.JSONField("błędy", default=list)
    remarks = models.JSONField("uwagi", default=list)
    why = models.TextField("dlaczego", blank=True)

    class Meta:
        verbose_name = "wiersz listy"
        verbose_name_plural = "wiersze list"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "number"],
                name="import_row_once",
                violation_error_message="Ten wiersz już jest na liście.",
            ),
            models.CheckConstraint(
                name="import_row_faulty_with_a_fault",
                condition=~Q(state="faulty") | ~Q(faults=[]),
                violation_error_message="Wiersz z błędem mówi, jaki to błąd.",
            ),
            # Health, addictions and PESEL are not kept twice.
            models.CheckConstraint(
                name="import_row_emptied",
                condition=Q(cells={}, faults=[], remarks=[])
                | Q(state__in=["ready", "faulty", "skipped"]),
                violation_error_message="Treść dodanego wiersza stoi już tylko w kartach.",
            ),
        ]
        indexes = [models.Index(fields=["file", "state", "number"], name="import_row_by_state")]

    def __str__(self):
        return f"wiersz {self.number}"


class ImportProgress(models.Model):
    """How far a worker is: apart from the file, whose row the worker's transaction holds."""

    file = models.OneToOneField(
        ImportFile,
        verbose_name="lista",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="progress",
    )
    done = models.PositiveIntegerField("zrobiono", default=0)
    total = models.PositiveIntegerField("z ilu", default=0)

    class Meta:
        verbose_name = "postęp pracy nad listą"
        verbose_name_plural = "postępy pracy nad listami"

    def __str__(self):
        return f"{self.done} z {self.total}"
