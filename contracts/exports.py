"""Many contracts at once, see kis.documents.exports."""

import datetime
import hashlib

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify

from contracts.models import PlannedReview, Print, SocialContract
from contracts.reviews.paper import blank_sheet
from kis.documents.exports import ExportKind, Wanted
from kis.documents.models import Document, ExportItem
from kis.lib.dates import add_months, polish
from kis.lib.refusals import Refused
from participants.models import Person


class SignedContracts(ExportKind):
    """The prints on which the contracts of a year were signed, each byte as it was kept."""

    name, act, thing = "signed-contracts", "download_contract", "print"

    def wanted(self, year: int, user, on: datetime.date) -> list[Wanted]:
        first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        found = signed(user, on).signed_between(first, last).order_by("signed_on", "pk")
        return [
            Wanted(
                title=contract.title,
                name=f"kontrakt-{_in_file_name(contract.number)}.pdf",
                number=contract.signed_print_id,
                person=contract.person_id,
                facts={"contract": contract.pk},
            )
            for contract in found.only("type", "number", "person", "signed_print")
        ]

    def readable(self, people, user, on):
        return people_with_readable_text(people, user, on)

    def make(self, item, user, on) -> Document:
        """Raises Refused where the kept bytes are not those that were printed."""
        paper = Print.objects.select_related("document__stored").get(pk=item.number).document
        if hashlib.sha256(paper.content).hexdigest() != paper.sha256:
            raise Refused(
                "Zachowany plik różni się od tego, który wydrukowano do podpisu (suma SHA-256). "
                "Zawiadom administratora systemu."
            )
        return paper

    def address(self, item: ExportItem) -> str:
        return _page_of_contract(item)


class ReviewSheets(ExportKind):
    """Part II of the official form, empty, for each review of a month that waits to be held."""

    name, act, thing = "review-sheets", "print", "review_sheet"

    def wanted(self, month: datetime.date, user, on: datetime.date) -> list[Wanted]:
        found = reviews_to_hold(user, on).filter(on__gte=month, on__lt=add_months(month, 1))
        return [
            Wanted(
                title=f"{review.contract.title}, ocena {polish(review.on)}",
                name=f"ocena-{_in_file_name(review.contract.number)}-{review.on}.pdf",
                number=review.pk,
                person=review.contract.person_id,
                facts={"contract": review.contract_id},
            )
            for review in found.select_related("contract").order_by("on", "pk")
        ]

    def readable(self, people, user, on):
        if not user.has_perm("contracts.write_contract"):
            return set()
        found = Person.objects.rows_writable_by(user, on).filter(pk__in=people)
        return set(found.values_list("pk", flat=True))

    def make(self, item, user, on) -> bytes:
        """Raises Refused where the review was held since, or is no longer planned."""
        planned = reviews_to_hold(user, on).filter(pk=item.number)
        if not (found := planned.select_related("contract__person", "contract__worker").first()):
            raise Refused("Ta ocena już się odbyła albo nie jest już planowana.")
        at, seconds = item.export.created_at, settings.WORKER_PAPER_SECONDS
        return blank_sheet(found, at=at, seconds=seconds)

    def address(self, item: ExportItem) -> str:
        return _page_of_contract(item)


def reviews_to_hold(user, on: datetime.date):
    """Of the contracts of people in whose cases the user writes."""
    writable = Person.objects.rows_writable_by(user, on)
    return PlannedReview.objects.waiting(on).filter(contract__person__in=writable)


def _page_of_contract(item: ExportItem) -> str:
    return reverse("contracts:contract", args=[item.person_number, item.facts["contract"]])


def _in_file_name(number: str) -> str:
    """27/2026 as 27-2026"""
    return slugify(number.replace("/", "-"))


def signed(user, on: datetime.date):
    """Contracts that were signed on a print, and whose wording the user may read."""
    readable = Person.objects.with_sensitive_for(user, on)
    return SocialContract.objects.binding().filter(person__in=readable).exclude(signed_print=None)


def people_with_readable_text(people, user, on: datetime.date) -> set[int]:
    if not user.has_perm("contracts.view_contract"):
        return set()
    readable = Person.objects.with_sensitive_for(user, on).filter(pk__in=people)
    return set(readable.values_list("pk", flat=True))
