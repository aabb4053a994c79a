"""Acts: a paper is made, its number taken, its bytes kept; whoever prints again gets the same ones."""

import datetime

from kis.documents.models import Document, NumberSeries
from kis.lib.dates import month_of
from kis.lib.refusals import Refused, refused_by_database
from kis.lib.workbooks import CONTENT_TYPE
from participants.models import Person
from psu.models import PayList, PersonPaper
from psu.pay_lists.keeping import PDF
from psu.person_papers import contents
from psu.person_papers.paper import paper_of
from psu.person_papers.workbook import statement_workbook

Kind = PersonPaper.Kind
FILE_NAMES = {
    Kind.SLIP: "godziny-i-swiadczenie",
    Kind.CERTIFICATE: "zaswiadczenie-psu",
    Kind.STATEMENT: "zestawienie-psu",
}


def make_slip(pay_list: PayList, person: int, *, by, on: datetime.date) -> PersonPaper:
    """Of the person's lines that count; of equal facts there is one. Raises Refused without a line."""
    facts = contents.slip(pay_list, person)
    with refused_by_database():
        # Two who ask at once get one paper; lists before papers, as everywhere.
        PayList.objects.select_for_update(no_key=True).get(pk=pay_list.pk)
        same = PersonPaper.objects.filter(pay_list=pay_list, person=person, facts=facts)
        first, last = month_of(pay_list.month)
        return same.first() or PersonPaper.objects.create(
            kind=Kind.SLIP,
            person_id=person,
            pay_list=pay_list,
            starts_on=first,
            ends_on=last,
            facts=facts,
            made_on=on,
            made_by=by,
        )


def make_certificate(
    person: Person, first: datetime.date, last: datetime.date, *, by, on: datetime.date
) -> PersonPaper:
    """Raises Refused where the period has no hours in closed months."""
    return _numbered(
        Kind.CERTIFICATE, person, first, last, contents.certificate(person, first, last), by, on
    )


def make_statement(
    person: Person, first: datetime.date, last: datetime.date, *, by, on: datetime.date
) -> PersonPaper:
    """Of the whole months of the period. Raises Refused where there is nothing to tell."""
    first, last = first.replace(day=1), month_of(last)[1]
    facts = contents.statement(person, first, last, on)
    return _numbered(Kind.STATEMENT, person, first, last, facts, by, on)


def _numbered(kind: Kind, person, first, last, facts: dict, by, on) -> PersonPaper:
    with refused_by_database():
        return PersonPaper.objects.create(
            kind=kind,
            person=person,
            starts_on=first,
            ends_on=last,
            facts=facts,
            year=on.year,
            # Last: its series stays locked to the end of the transaction.
            number=NumberSeries.objects.take(f"psu_{kind}", on.year),
            made_on=on,
            made_by=by,
        )


def printed(paper: PersonPaper, *, by) -> Document:
    """Raises Refused where it takes too long, and for a voided paper that nobody printed before."""
    return _kept(paper, "document", paper_of, "pdf", PDF, by)


def tabled(paper: PersonPaper, *, by) -> Document:
    """The workbook; for the kind that has one."""
    return _kept(paper, "workbook", statement_workbook, "xlsx", CONTENT_TYPE, by)


def _kept(paper: PersonPaper, column: str, made_of, extension: str, content_type, by) -> Document:
    if document := getattr(paper, column):
        return document
    if paper.voided_at:
        raise Refused("To pismo unieważniono, zanim je wydrukowano.")
    # Made before the row is locked: a slow paper keeps nobody waiting.
    content = made_of(paper)
    with refused_by_database():
        rows = PersonPaper.with_voided.select_for_update(no_key=True, of=("self",))
        paper = rows.get(pk=paper.pk)
        if not getattr(paper, column):
            name = f"{FILE_NAMES[paper.kind]}-{_name(paper)}.{extension}"
            document = Document.objects.keep(
                kind=f"psu_{paper.kind}",
                name=name,
                content=content,
                content_type=content_type,
                by=by,
            )
            setattr(paper, column, document)
            paper.save(update_fields=[column])
    return getattr(paper, column)


def _name(paper: PersonPaper) -> str:
    """About nobody: numbers alone."""
    if paper.number:
        return f"{paper.number}-{paper.year}"
    return f"{paper.pay_list.number}-{paper.pay_list.year}-{paper.pk}"
