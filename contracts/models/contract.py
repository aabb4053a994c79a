import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from contracts.guards.approval import APPROVAL_OVER_IN_DRAFT, APPROVED_FIRST
from contracts.guards.breach import BREACH_HAS_NOTE
from contracts.guards.contract import (
    LIFE,
    NOT_DELETED,
    ON_ITS_PRINT,
    PRINT_VOID_IN_DRAFT,
    START_OF_LIFE,
    STEPS,
    TERM_BY_ANNEX,
)
from contracts.guards.coverage import CONTRACTS_OF_FILES_APART, START_STAYS_COVERED
from contracts.guards.dispute import NOT_MADE_BY_RULING
from contracts.guards.signature import SIGNED_BY_ALL
from contracts.old_layout import move_to_boxes
from kis.accounts.models import User
from kis.documents.models import Document
from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.guards import BUMP_VERSION
from kis.lib.history import tracked
from kis.lib.periods import period
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.lib.refusals import Refused, refused_by_database
from participants.guards import NOT_TO_A_MERGED, NOT_WHILE_RESTRICTED
from participants.models import Note, Person

NOT_DISCARDABLE = "Usunąć można tylko szkic, który nie dostał numeru."


class SocialContractQuerySet(models.QuerySet):
    def binding(self):
        """Contracts that were signed, ended since or not."""
        return self.filter(state__in=self.model.BINDING)

    def covering(self, day: datetime.date):
        """Signed contracts that bind on the day."""
        return self.binding().filter(signed_on__lte=day, last_day__gte=day)

    def with_party(self, person: Person):
        """Contracts of other files to which the person is an adult party, known by PESEL."""
        if not person.pesel:
            return self.none()
        others = self.exclude(person=person)
        return others.filter(parties__role="signs", parties__pesel=person.pesel).distinct()

    def signed_between(self, since: datetime.date | None, until: datetime.date | None):
        """Both days counted; None leaves that side open."""
        signed = self.filter(signed_on__gte=since) if since else self
        return signed.filter(signed_on__lte=until) if until else signed


@tracked(exclude=["last_day"])
class SocialContract(Record, Voidable):
    """A written agreement with a person or family (art. 108 of the act on social assistance).

    Printed for signature it is frozen with its parties, goals, actions and reviews; what may change in which
    state stands in contracts.guards and is held by the database.
    """

    # Parts A and B of the form in the regulation of 8 November 2010 (Dz.U. nr 218 poz. 1439).
    class Type(models.TextChoices):
        A = "A", "A – osoba lub rodzina, rozwiązanie trudnej sytuacji życiowej"
        B = (
            "B",
            ("B – osoba, wzmocnienie aktywności i samodzielności lub przeciwdziałanie wykluczeniu"),
        )

    class Origin(models.TextChoices):
        MADE = "made", "sporządzony w programie"
        PAPER = "paper", "wpisany z papieru"

    class State(models.TextChoices):
        DRAFT = "draft", "Szkic"
        WAITING = "waiting", "Do zatwierdzenia"
        APPROVED = "approved", "Zatwierdzony"
        PRINTED = "printed", "Do podpisu"
        REFUSED = "refused", "Odmowa podpisania"
        SIGNED = "signed", "Podpisany"
        ENDED = "ended", "Zakończony"
        NOT_MADE = "not_made", "Nie zawarto"

    class EndReason(models.TextChoices):
        GOAL_REACHED = "goal_reached", "cel osiągnięty"
        TERM = "term", "upływ terminu"
        AGREED = "agreed", "porozumienie stron"
        BROKEN = "broken", "niedotrzymanie"
        NOT_ENTITLED = "not_entitled", "ustanie uprawnień"
        MOVED = "moved", "zmiana gminy"
        DEATH = "death", "zgon"

    BINDING = (State.SIGNED, State.ENDED)
    # Before any signature: what it says may still be disputed.
    OPEN = (State.DRAFT, State.WAITING, State.APPROVED, State.PRINTED, State.REFUSED)

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="contracts"
    )
    type = models.CharField("rodzaj", max_length=1, choices=Type)
    origin = models.CharField(
        "pochodzenie", max_length=5, choices=Origin, default=Origin.MADE, editable=False
    )
    state = models.CharField(
        "stan", max_length=8, choices=State, default=State.DRAFT, editable=False
    )
    number = LineColumn("numer", max_length=60, blank=True)
    worker = models.ForeignKey(
        User, verbose_name="pracownik socjalny", on_delete=models.PROTECT, related_name="contracts"
    )
    worker_phone = models.CharField("telefon służbowy", max_length=40, blank=True)
    interpreter = LineColumn("tłumacz", max_length=150, blank=True)
    read_out_by = LineColumn("kto odczytał treść", max_length=150, blank=True)
    guardian = LineColumn("kurator lub opiekun prawny", max_length=200, blank=True)
    # Art. 108 ust. 1a of the act of 12 March 2004: with a homeless person, whose contract is made where they
    # stay, the content is agreed before signing with the centre of the last permanent registration.
    agreed_elsewhere_on = models.DateField(
        "uzgodniono z OPS zameldowania: dnia", null=True, blank=True
    )
    agreed_elsewhere_with = LineColumn(
        "uzgodniono z OPS zameldowania: z kim", max_length=200, blank=True
    )
    labour_group = models.CharField("sytuacja na rynku pracy", max_length=200, blank=True)
    pup_referral_number = LineColumn("skierowanie PUP: numer", max_length=60, blank=True)
    pup_referral_on = models.DateField("skierowanie PUP: dzień", null=True, blank=True)
    # Art. 108 ust. 2 and 3 of the act of 12 March 2004 on social assistance (Dz.U. 2026 poz. 639): whom the
    # labour office referred the centre insures, for signing takes the status away (art. 65 ust. 1 pkt 6 of
    # the act of 20 March 2025).
    insured_from = models.DateField(
        "zgłoszenie do ubezpieczenia zdrowotnego od", null=True, blank=True
    )
    ends_on = models.DateField(
        "obowiązuje do", null=True, blank=True, help_text="Od dnia zawarcia."
    )

    # Boxes of part II of the form, in its order; see contracts.sections.
    causes = models.TextField("przyczyny", blank=True)
    strengths = models.TextField("możliwości", blank=True)
    limits = models.TextField("ograniczenia lub bariery", blank=True)
    past_actions = models.TextField("od kiedy bez pracy i podejmowane działania", blank=True)
    failure_reasons = models.TextField("przyczyny niepowodzenia tych działań", blank=True)
    effects_to_support = models.TextField("efekty wymagające dalszego wsparcia", blank=True)
    main_goal = models.TextField("cel główny lub cele główne", blank=True)
    handing_over = models.TextField("przekazywanie świadczeń, korespondencji i innych", blank=True)
    # Of contracts printed before the official form's boxes: kept as they were printed, never written again.
    qualifications = models.TextField("kwalifikacje (dawny układ)", blank=True, editable=False)
    expected_effects = models.TextField(
        "przewidywane efekty (dawny układ)", blank=True, editable=False
    )
    club_activities = models.TextField("zajęcia i godziny w KIS", blank=True)
    extra_arrangements = models.TextField("uzgodnienia dodatkowe", blank=True)
    own_words = models.TextField("co jest dla mnie ważne (słowa osoby)", blank=True)
    # Art. 11 ust. 2 and 3: as worded on the day of printing; the centre may reword its clause later.
    consequences = models.TextField(
        "pouczenie o skutkach niedotrzymania", blank=True, editable=False
    )

    signed_on = models.DateField("data zawarcia", null=True, blank=True)
    signed_by = models.ForeignKey(
        User,
        verbose_name="podpisanie zarejestrował(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    signed_print = models.ForeignKey(
        "contracts.Print",
        verbose_name="podpisany wydruk",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    signed_how = models.CharField(
        "sposób podpisu, jeśli nie własnoręczny", max_length=200, blank=True
    )
    copy_given = models.BooleanField("wydano egzemplarz", default=False)
    scan = models.ForeignKey(
        Document,
        verbose_name="skan",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    original_place = models.CharField("gdzie jest oryginał", max_length=150, blank=True)

    ended_on = models.DateField("ostatni dzień", null=True, blank=True, editable=False)
    end_reason = models.CharField(
        "powód zakończenia", max_length=12, blank=True, choices=EndReason, editable=False
    )
    ended_by = models.ForeignKey(
        User,
        verbose_name="zakończył(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    breach_note = models.ForeignKey(
        Note,
        verbose_name="notatka o niedotrzymaniu",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_by = models.ForeignKey(
        User,
        verbose_name="rozpoczął(-ęła) szkic",
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField("szkic powstał", auto_now_add=True)
    last_day = models.GeneratedField(
        expression=Coalesce("ended_on", "ends_on"), output_field=models.DateField(), db_persist=True
    )

    objects = NotVoided.from_queryset(SocialContractQuerySet)()
    with_voided = SocialContractQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "kontrakt socjalny"
        verbose_name_plural = "kontrakty socjalne"
        ordering = ["-created_at", "-pk"]
        base_manager_name = "with_voided"
        triggers = [
            BUMP_VERSION,
            START_OF_LIFE,
            LIFE,
            TERM_BY_ANNEX,
            ON_ITS_PRINT,
            PRINT_VOID_IN_DRAFT,
            NOT_DELETED,
            START_STAYS_COVERED,
            NOT_TO_A_MERGED,
            NOT_WHILE_RESTRICTED,
            CONTRACTS_OF_FILES_APART,
            BREACH_HAS_NOTE,
            SIGNED_BY_ALL,
            NOT_MADE_BY_RULING,
            APPROVED_FIRST,
            APPROVAL_OVER_IN_DRAFT,
        ]
        constraints = [
            models.CheckConstraint(
                name="contract_printed_whole",
                condition=Q(state__in=["draft", "waiting", "approved", "not_made"])
                | Q(ends_on__isnull=False) & ~Q(number=""),
                violation_error_message="Kontrakt do podpisu ma numer i dzień, do którego obowiązuje.",
            ),
            models.CheckConstraint(
                name="contract_signed_whole",
                condition=Q(
                    state__in=["signed", "ended"], signed_on__isnull=False, signed_by__isnull=False
                )
                | Q(
                    state__in=["draft", "waiting", "approved", "printed", "refused", "not_made"],
                    signed_on=None,
                    signed_by=None,
                    signed_print=None,
                ),
                violation_error_message="Podpisany kontrakt ma dzień zawarcia i osobę, która to wpisała.",
            ),
            models.CheckConstraint(
                name="contract_signed_on_print_or_paper",
                condition=~Q(state__in=["signed", "ended"])
                | Q(origin="made", signed_print__isnull=False)
                | Q(origin="paper", signed_print=None),
                violation_error_message="Podpisany kontrakt ma swój wydruk albo jest wpisany z papieru.",
            ),
            models.CheckConstraint(
                name="contract_ends_after_signing",
                condition=Q(ends_on__gte=F("signed_on")),
                violation_error_message="Kontrakt nie może się skończyć przed dniem zawarcia.",
            ),
            models.CheckConstraint(
                name="contract_agreed_elsewhere_before_signing",
                condition=Q(agreed_elsewhere_on__lte=F("signed_on")),
                violation_error_message="Z OPS ostatniego zameldowania treść uzgadnia się przed zawarciem "
                "kontraktu (art. 108 ust. 1a ustawy o pomocy społecznej).",
            ),
            models.CheckConstraint(
                name="contract_ended_whole",
                condition=Q(state="ended", ended_on__isnull=False, ended_by__isnull=False)
                & ~Q(end_reason="")
                | ~Q(state="ended") & Q(ended_on=None, ended_by=None, end_reason=""),
                violation_error_message="Zakończony kontrakt ma ostatni dzień i powód.",
            ),
            models.CheckConstraint(
                name="contract_ended_within_term",
                condition=Q(ended_on__gte=F("signed_on"), ended_on__lte=F("ends_on")),
                violation_error_message="Ostatni dzień leży między dniem zawarcia a końcem kontraktu.",
            ),
            models.CheckConstraint(
                name="contract_breach_note_of_breach",
                condition=Q(breach_note=None) | Q(end_reason="broken"),
                violation_error_message="Notatka o niedotrzymaniu należy do zakończenia z tego powodu.",
            ),
            # Of a signed contract whoever registered the signature is the author, of a draft who began it.
            voided_whole("contract_voided_whole", Coalesce("signed_by", "created_by")),
            # A number given here stays used even when voided; one mistyped from paper may be entered again.
            models.UniqueConstraint(
                fields=["number"],
                name="contract_number_once",
                condition=~Q(number="") & (Q(voided_at=None) | Q(origin="made")),
                violation_error_message="Kontrakt o tym numerze już jest.",
            ),
            ExclusionConstraint(
                # One contract of each type at a time: A and B may run side by side.
                name="contract_no_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("type", RangeOperators.EQUAL),
                    (period("signed_on", Coalesce("ended_on", "ends_on")), RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=["signed", "ended"], voided_at=None),
                violation_error_message="W tym czasie osoba ma już podpisany kontrakt tego rodzaju. "
                "Zakończ go wcześniej albo wybierz inny dzień.",
            ),
        ]
        indexes = [models.Index(fields=["state", "last_day"], name="contract_by_state_and_end")]

    def __str__(self):
        return self.title

    def clean(self):
        if self.signed_on and self.ends_on and self.ends_on < self.signed_on:
            raise ValidationError(
                {"ends_on": "Kontrakt nie może się skończyć przed dniem zawarcia."}
            )

    @property
    def title(self) -> str:
        """Kontrakt B 27/2026; a draft has no number yet"""
        return f"Kontrakt {self.type} {self.number or '(szkic)'}"

    @property
    def author(self):
        return self.signed_by or self.created_by

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT and not self.voided_at

    @property
    def is_before_its_print(self) -> bool:
        """A draft, or one on its way through the head's approval."""
        states = (self.State.DRAFT, self.State.WAITING, self.State.APPROVED)
        return self.state in states and not self.voided_at

    @property
    def is_discardable(self) -> bool:
        """Never printed: whatever is no draft any more has a number."""
        return not self.number

    @property
    def is_on_its_way(self) -> bool:
        """Not signed yet, and it still may be."""
        return self.state in self.OPEN and not self.voided_at

    @property
    def is_binding(self) -> bool:
        return self.state in self.BINDING and not self.voided_at

    def covers(self, on: datetime.date) -> bool:
        return self.is_binding and self.signed_on <= on <= self.last_day

    @property
    def live_print(self):
        """The print that may be signed, None where there is none. One query."""
        return self.prints.filter(voided_at=None).first()

    def lock(self, *, version: int | None = None) -> None:
        """Lock the person, then this contract, and read it again.

        Within a transaction. The one order of locks: people before contracts before their parts. Raises
        Refused where the contract is not as it was seen.
        """
        Person.objects.select_for_update(no_key=True).get(pk=self.person_id)
        self.refresh_from_db(
            from_queryset=SocialContract.with_voided.select_for_update(no_key=True)
        )
        if version is not None and version != self.version:
            raise Refused(
                "W tym czasie ktoś zmienił ten kontrakt. Niczego nie zapisano: sprawdź, co się "
                "zmieniło, i zrób to jeszcze raz."
            )

    def expect_step(self, new: str) -> None:
        """Raises Refused where the contract's state does not lead to the new one."""
        if self.voided_at:
            raise Refused("Wpis tego kontraktu jest unieważniony.")
        if new not in STEPS[self.state]:
            raise Refused(
                f"Ten kontrakt jest w stanie „{self.get_state_display()}” i nie można teraz tego zrobić."
            )

    def _save(self, *fields: str) -> None:
        self.save(update_fields=fields)
        self.refresh_from_db(fields=["version", "last_day"])  # the database counted these

    def back_to_draft(self, *, at: datetime.datetime, by, version: int | None = None) -> None:
        """Open the wording again; a print given out and an approval are void from that moment on.

        Raises Refused of a contract that is a draft, or signed.
        """
        with refused_by_database():
            self.lock(version=version)
            self.expect_step(self.State.DRAFT)
            self.state = self.State.DRAFT
            self._save("state")
            move_to_boxes(self)
            self.prints.filter(voided_at=None).update(voided_at=at, voided_by=by)
            self.approvals.live().update(ended_at=at, ended_by=by)

    def take_step(self, state: str) -> None:
        """Within the act that made what the step stands on: an approval, a ruling."""
        self.state = state
        self._save("state")

    def expected_signatures(self, annex=None) -> list:
        """Unsaved rows, each by its own hand: the person, every adult party, the worker. One query.

        Of the contract itself, or of its annex.
        """
        row = self.signatures.model
        under = {"contract": self, "annex": annex}
        parties = self.parties.filter(role="signs")
        return [
            row(**under, role=row.Role.PERSON, name=self.person.full_name),
            *(
                row(**under, role=row.Role.PARTY, party=party, name=party.full_name)
                for party in parties
            ),
            row(**under, role=row.Role.WORKER, name=str(self.worker)),
        ]

    def sign(
        self,
        *,
        on: datetime.date,
        by,
        code: str,
        today: datetime.date,
        signatures: list | None = None,
        copy_given: bool = True,
        scan: Document | None = None,
    ) -> None:
        """Record the signatures on the very print that carries the code.

        `signatures`: rows of `expected_signatures`, each with its way; without them all signed by their own
        hand. Raises Refused where that print is void or a side's signature is missing, and for a day before
        its printing, to come, or past the end.
        """
        with refused_by_database():
            self.lock()
            self.expect_step(self.State.SIGNED)
            self.signed_print = self._print_signed(on, code, today)
            self.signatures.bulk_create(
                self.expected_signatures() if signatures is None else signatures
            )
            self.signed_on, self.signed_by = on, by
            self.copy_given, self.scan = copy_given, scan
            self.state = self.State.SIGNED
            self._save("state", "signed_on", "signed_by", "signed_print", "copy_given", "scan")

    def note_refusal(self) -> None:
        """The person would not sign this print; it may still be signed, or the wording opened again."""
        self.state = self.State.REFUSED
        self._save("state")

    def record_paper_signature(self, *, on, by, scan, original_place: str) -> None:
        """For a contract typed in from paper: what was signed by hand binds at once."""
        self.signed_on, self.signed_by, self.copy_given = on, by, True
        self.scan, self.original_place = scan, original_place
        self.state = self.State.SIGNED
        self._save("state", "signed_on", "signed_by", "copy_given", "scan", "original_place")

    def _print_signed(self, on, code, today):
        paper = self.live_print
        if paper is None or paper.code != code:
            raise Refused(
                f"Wydruk z kodem {code} nie jest już ważny. Podpisać można tylko ostatni wydruk."
            )
        if on > today:
            raise Refused("Data zawarcia nie może być późniejsza niż dzisiaj.")
        if on < paper.printed_on:
            raise Refused(
                f"Wydruk {code} powstał {polish(paper.printed_on)}, więc data zawarcia nie może być "
                "wcześniejsza. Jeśli podpisano inny papier, wpisz kontrakt z papieru."
            )
        if on > self.ends_on:
            raise Refused(
                f"Kontrakt obowiązuje do {polish(self.ends_on)}, a podpisano go później. "
                "Wróć do edycji i zmień termin."
            )
        return paper

    def notes_on_breach(self):
        """Of its person and its days, the newest first: a talk, a call, a letter, also a vain attempt."""
        notes = self.person.notes.exclude(kind=Note.Kind.INSTITUTION)
        return notes.filter(at__date__gte=self.signed_on).order_by("-at", "-pk")

    def end(
        self,
        *,
        on: datetime.date,
        reason: str,
        by,
        today: datetime.date,
        breach_note: Note | None = None,
    ) -> None:
        """`on` is the last day on which the contract binds. Raises Refused for a day to come or outside it.

        Refused too where a participation that began on it would stand on no contract, and for a breach
        without a note of the contract's days on the talk about it (`breach_note`).
        """
        with refused_by_database():
            self.lock()
            self.expect_step(self.State.ENDED)
            if on > today:
                raise Refused("Ostatni dzień kontraktu nie może być późniejszy niż dzisiaj.")
            if not self.signed_on <= on <= self.ends_on:
                raise Refused(
                    f"Ostatni dzień leży między dniem zawarcia ({polish(self.signed_on)}) "
                    f"a końcem kontraktu ({polish(self.ends_on)})."
                )
            self.state, self.ended_on, self.end_reason, self.ended_by = (
                *(self.State.ENDED, on, reason, by),
            )
            self.breach_note = breach_note
            self._save("state", "ended_on", "end_reason", "ended_by", "breach_note")

    def void(self, *, by, reason: str) -> None:
        """Raises Refused also while the contract waits for a signature: the print must be void first."""
        with refused_by_database():
            self.lock()
            if self.state in (self.State.PRINTED, self.State.REFUSED):
                raise Refused("Najpierw wróć do edycji: to unieważni wydruk.")
            if self.state in (self.State.WAITING, self.State.APPROVED):
                raise Refused("Najpierw wróć do edycji.")
            if not self.number:
                raise Refused("Szkic bez numeru można usunąć, nie trzeba go unieważniać.")
            super().void(by=by, reason=reason)

    def keep_scan(self, scan: Document) -> None:
        """Raises Refused where there is one: what was shown to somebody is not exchanged."""
        with refused_by_database():
            self.lock()
            if self.scan_id:
                raise Refused("Ten kontrakt ma już skan.")
            self.scan = scan
            self._save("scan")

    @transaction.atomic
    def discard(self) -> None:
        """Delete a draft that was never printed, with its rows. Raises Refused for any other."""
        self.lock()
        if not self.is_discardable:
            raise Refused(NOT_DISCARDABLE)
        self.delete()
