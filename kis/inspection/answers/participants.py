"""Who took part in a year: under which contract and on which evidence they were admitted."""

from operator import attrgetter

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from contracts.models import SocialContract
from kis.inspection.answers.answer import Answer
from kis.inspection.stays import in_polish_order, stays_of
from kis.lib.table_files import Column
from participants.admitted_stays import FIRST_DAY
from participants.eligible_people import described, good_papers
from participants.models import BenefitCheck, Eligibility, Evidence, EvidenceKind
from participants.models.other_files import of_other_file

KINDS = dict(EvidenceKind.choices)


def of_any_file(rows: QuerySet, column: str) -> Coalesce:
    """A column of the first of these rows in the stay's own file, else in another of the person."""
    own = rows.filter(person=OuterRef("person")).values(column)[:1]
    other = rows.filter(of_other_file("person")).values(column)[:1]
    return Coalesce(Subquery(own), Subquery(other))


def _until(stay) -> str:
    if not stay.evidence_kind:
        return ""
    return "bezterminowo" if stay.evidence_is_indefinite else stay.evidence_until


class Participants(Answer):
    slug = "uczestnicy"
    title = "Uczestnicy roku"
    short = "Uczestnicy"
    about = (
        "Każdy udział, który trwał w tym roku, z kontraktem i dokumentem z dnia przyjęcia. Puste miejsce "
        "znaczy, że w programie tego nie ma."
    )
    empty = "Nikt nie uczestniczył w tym roku w KIS."
    columns = [
        Column("person", "Osoba", lambda stay: str(stay.person)),
        Column("kind", "Rodzaj udziału", lambda stay: stay.get_kind_display()),
        Column("starts_on", "Przyjęto", attrgetter("starts_on")),
        Column("ends_on", "Zakończono", attrgetter("ends_on")),
        Column("contract", "Kontrakt w dniu przyjęcia", attrgetter("contract_number")),
        Column("signed_on", "Zawarty", attrgetter("contract_signed_on")),
        Column(
            "evidence",
            "Dokument w dniu przyjęcia",
            lambda stay: KINDS.get(stay.evidence_kind, ""),
        ),
        Column("issued_on", "Wystawiony", attrgetter("evidence_issued_on")),
        Column("good_until", "Ważny do", _until),
        Column("asked_on", "O świadczenia zapytano", attrgetter("benefits_asked_on")),
        Column("declared_on", "Deklaracja", attrgetter("declaration_signed_on")),
    ]

    def rows(self, asked):
        contracts = SocialContract.objects.covering(FIRST_DAY).order_by("-last_day", "pk")
        grounds = described(Eligibility.objects.all(), OuterRef(FIRST_DAY))
        papers = good_papers(Evidence.objects.all(), FIRST_DAY).filter(
            eligibility__in=grounds.order_by().values("pk")
        )
        papers = papers.annotate(person=F("eligibility__person")).order_by("-issued_on", "-pk")
        asking = BenefitCheck.objects.filter(asked_on__lte=FIRST_DAY).order_by("-asked_on", "-pk")
        stays = stays_of(asked.user, asked.first, asked.last_so_far, asked.on).annotate(
            contract_number=of_any_file(contracts, "number"),
            contract_signed_on=of_any_file(contracts, "signed_on"),
            evidence_kind=of_any_file(papers, "kind"),
            evidence_issued_on=of_any_file(papers, "issued_on"),
            evidence_is_indefinite=of_any_file(papers, "is_indefinite"),
            evidence_until=Coalesce(
                of_any_file(papers, "extended_until"), of_any_file(papers, "valid_until")
            ),
            benefits_asked_on=of_any_file(asking, "asked_on"),
        )
        return in_polish_order(stays.select_related("person"))

    def address(self, row):
        return reverse("contracts:participation", args=[row.person_id])
