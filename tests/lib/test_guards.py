import pgtrigger
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from kis.documents.models import (
    Document,
    DocumentContent,
    NumberSeries,
    PaperText,
    PaperTextEvent,
)
from kis.lib.guards import Guard, immutable, refuse
from kis.lib.refusals import Refused, refused_by_database

pytestmark = pytest.mark.django_db

OURS = ("documents", "journal", "accounts", "participants", "contracts", "psu")
KEPT = "Zachowanego pisma nie można zmienić ani usunąć"


@pytest.fixture
def document(users):
    return Document.objects.keep(
        kind="próba",
        name="proba.pdf",
        content=b"%PDF",
        content_type="application/pdf",
        by=users.worker,
    )


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def switch_off(*models):
    """As any connection may: pgtrigger's own triggers of these tables ask for this setting."""
    names = [trigger.get_pgid(model) for model in models for trigger in model._meta.triggers]
    sql("SELECT set_config('pgtrigger.ignore', %s, true)", f"{{{','.join(names)}}}")


AROUND_EVERY_FORM = [
    "UPDATE documents_document SET name = 'inna.pdf' WHERE id = %s",
    "DELETE FROM documents_documentcontent WHERE document_id = %s",
    "UPDATE documents_documentcontent SET content = 'inne' WHERE document_id = %s",
]


@pytest.mark.parametrize("statement", AROUND_EVERY_FORM)
def test_a_row_written_once_is_refused_by_name_also_in_plain_sql(statement, document):
    with pytest.raises(Refused, match=KEPT), refused_by_database():
        sql(statement, document.pk)

    assert Document.objects.get(pk=document.pk).content == b"%PDF"


def test_a_deletion_through_the_model_is_refused_too(document):
    with pytest.raises(Refused, match=KEPT), refused_by_database():
        DocumentContent.objects.filter(pk=document.pk).delete()


@pytest.mark.parametrize("statement", AROUND_EVERY_FORM)
def test_the_switch_of_the_library_does_not_switch_a_guard_off(statement, document):
    switch_off(Document, DocumentContent)
    with pytest.raises(Refused, match=KEPT), refused_by_database():
        sql(statement, document.pk)


def test_the_switch_does_not_switch_the_history_off(users):
    text = PaperText.objects.create(key="proba", title="Próba", text="a", valid_from="2026-01-01")
    events = PaperTextEvent.objects.filter(pgh_obj=text).order_by("pgh_id")
    switch_off(PaperText)
    PaperText.objects.filter(pk=text.pk).update(text="b")

    assert [event.text for event in events] == ["a", "b"]


def test_no_trigger_of_ours_asks_for_the_switch_or_takes_another_isolation():
    compiled = {
        f"{model._meta.label}:{trigger.name}": (trigger, trigger.compile(model).install_sql)
        for model, trigger in pgtrigger.registered()
        if model._meta.app_label in OURS
    }
    assert compiled
    for name, (trigger, written) in compiled.items():
        assert "_pgtrigger_should_ignore" not in written, name
        assert not isinstance(trigger, Guard) or "guard_isolation" in written, name


def test_every_change_adds_one_to_the_version_whatever_is_written_into_it():
    text = PaperText.objects.create(key="proba", title="Próba", text="a", valid_from="2026-01-01")
    assert text.version == 1

    PaperText.objects.filter(pk=text.pk).update(text="b", version=77)
    text.refresh_from_db()
    assert text.version == 2

    sql("UPDATE documents_papertext SET title = 'Inna' WHERE id = %s", text.pk)
    text.refresh_from_db()
    assert text.version == 3


def test_what_a_guard_refuses_carries_its_name_and_facts():
    series = NumberSeries.objects.create(kind="próba", year=2026)
    statement = refuse("number_given_twice", number="17", day="DATE '2026-11-23'")
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        sql(f"DO $$ BEGIN {statement} END; $$")

    diagnosis = refused.value.__cause__.diag
    assert diagnosis.constraint_name == "number_given_twice"
    assert diagnosis.message_detail == '{"day": "2026-11-23", "number": 17}'
    assert NumberSeries.objects.get() == series, "the transaction lives on"


def test_a_guard_without_facts_refuses_as_well():
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        sql(f"DO $$ BEGIN {refuse('never')} END; $$")

    assert refused.value.__cause__.diag.message_detail == "{}"


def test_rows_written_once_are_told_apart_for_the_rights_of_the_role():
    guard = immutable("kept", "Tego nie zmienia się.", row="OLD.document_id")

    assert isinstance(guard, Guard)
    assert "OLD.document_id" in guard.func


def test_a_row_is_never_truncated_away_in_the_application(document):
    """Row guards do not see TRUNCATE; the history's foreign keys and the role's rights do."""
    with pytest.raises(DatabaseError), transaction.atomic():
        sql("TRUNCATE documents_document")
