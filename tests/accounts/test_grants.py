"""The role that the program works as in production: enough for all its work, and no more."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from asgiref.sync import async_to_sync
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, ProgrammingError, connection, connections, transaction
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.jobs import Status
from psycopg import sql

from kis.accounts.management.commands.grants import TABLES, statements
from kis.documents.models import Document
from tests.conftest import clients_of
from tests.documents.orders import Papers, order, wanted
from tests.scene import address, status, user_of
from tests.test_permissions import CASES


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


# enough


def test_it_opens_every_page_of_the_program(as_program, scene, users):
    client_of = clients_of(vars(users).values())
    for case in CASES:
        page, method = case.values
        user = user_of(users, sorted(page.roles)[0])
        assert status(client_of, user, method, address(page, scene.inside)) in page.answers, page


def test_it_logs_in_and_out_and_keeps_papers_and_history(as_program, users, centre, client):
    password = {"login": "head", "password": "hasło-do-testów"}
    assert client.post("/konto/login/", password).status_code == 302
    assert client.post(reverse("account_logout")).status_code == 302
    paper = Document.objects.keep(
        kind="scan", name="skan.pdf", content=b"%PDF", content_type="application/pdf", by=users.head
    )
    assert Document.objects.get(pk=paper.pk).content == b"%PDF"
    centre.phone = "81 111 11 11"
    centre.save()
    assert centre.events.count() == 2


def test_it_orders_many_papers_and_works_at_them(as_program, users):
    order(Papers(), users.worker, wanted(2))
    in_another_thread(work_and_sweep)


def in_another_thread(work):
    """On the test's own connection. In its thread a browser of an earlier test may still run a loop."""
    shared = connections[DEFAULT_DB_ALIAS]

    def run():
        connections[DEFAULT_DB_ALIAS] = shared
        work()

    shared.inc_thread_sharing()
    try:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(run).result()
    finally:
        shared.dec_thread_sharing()


def work_and_sweep():
    manager = app.job_manager
    worker = async_to_sync(manager.register_worker)()
    async_to_sync(manager.update_heartbeat)(worker)
    job = async_to_sync(manager.fetch_job)(None, worker)
    assert job.task_name == "make_papers"
    async_to_sync(manager.retry_job)(job)
    job = async_to_sync(manager.fetch_job)(None, worker)
    async_to_sync(manager.finish_job)(job, status=Status.SUCCEEDED, delete_job=True)
    async_to_sync(manager.unregister_worker)(worker)
    call_command("sweep")


# no more

REFUSED = [
    "TRUNCATE participants_person CASCADE",
    "ALTER TABLE participants_person ADD COLUMN note text",
    "ALTER TABLE participants_person DISABLE TRIGGER ALL",
    "DROP TABLE participants_note CASCADE",
    "CREATE TABLE own (id int)",
    "CREATE TEMPORARY TABLE participants_person (id int)",
    "CREATE SCHEMA own",
    "CREATE FUNCTION fold(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "SET session_replication_role = replica",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('kis', 'x', now())",
    "SELECT setval('documents_document_id_seq', 1)",
    "UPDATE journal_accessentry SET number = 1",
    "DELETE FROM journal_accessentry",
    "UPDATE documents_document SET name = 'inne.pdf'",
    "DELETE FROM documents_document",
    "UPDATE documents_documentcontent SET content = ''",
    "DELETE FROM documents_documentcontent",
    "UPDATE participants_personevent SET last_name = 'Inne'",
    "DELETE FROM participants_personevent",
    "UPDATE django_admin_log SET change_message = ''",
    "DELETE FROM pghistory_context",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_what_the_program_never_does_its_role_may_not_do(statement, as_program):
    with pytest.raises(ProgrammingError) as refusal, transaction.atomic():
        run(statement)
    assert isinstance(refusal.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize("statement", REFUSED)
def test_each_of_these_statements_would_run_for_the_owner(statement, db):
    """Else the table above might be refused for a misspelt name."""
    with transaction.atomic():
        run(statement)
        transaction.set_rollback(True)


@pytest.fixture
def program(django_db_setup):
    """A connection of its own, opened with the role's own login."""
    facts = connection.get_connection_params() | {"autocommit": True}
    own = {"user": f"login_of_{facts['dbname']}", "password": "do-testu"}
    role = sql.Identifier(own["user"])
    with psycopg.connect(**facts) as owner:
        owner.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'do-testu'").format(role))
        try:
            tables = [table for (table,) in owner.execute(TABLES)]
            for statement in statements(own["user"], tables):
                owner.execute(statement)
            with psycopg.connect(**facts | own) as program:
                yield program
        finally:
            owner.execute(sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(role))
            name = sql.Identifier(facts["dbname"])  # what PUBLIC has in a new database
            owner.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO PUBLIC").format(name))
            owner.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")


@pytest.mark.parametrize("statement", ["TRUNCATE participants_note CASCADE", "SET ROLE {owner}"])
def test_its_own_login_works_and_cannot_become_more(statement, program):
    assert program.execute("SELECT count(*) FROM participants_person").fetchone()
    owner = program.execute(
        "SELECT tableowner FROM pg_tables WHERE schemaname = 'public'"
    ).fetchone()
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        program.execute(statement.format(owner=owner[0]))


# the command


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("ALTER ROLE {role} SUPERUSER", "jest administratorem serwera"),
        (
            "ALTER TABLE participants_person OWNER TO {role}",
            "jest właścicielem: participants_person",
        ),
        (
            "CREATE ROLE bypass; GRANT bypass TO {role}; GRANT TRUNCATE ON documents_papertext TO bypass",
            "documents_papertext",
        ),
        (
            "CREATE ROLE bypass; GRANT bypass TO {role}; GRANT DELETE ON journal_accessentry TO bypass",
            "tylko dopisuje: journal_accessentry",
        ),
        ("GRANT SET ON PARAMETER session_replication_role TO {role}", "session_replication_role"),
    ],
)
def test_a_role_that_has_more_from_elsewhere_is_refused(more, said, role):
    run(more.format(role=role))
    with pytest.raises(CommandError, match=said):
        call_command("grants", role=role)


def test_what_was_given_too_much_before_is_taken_away(role):
    run(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}")
    call_command("grants", role=role)
    run(f"SET LOCAL ROLE {role}")
    with pytest.raises(ProgrammingError), transaction.atomic():
        run("TRUNCATE participants_note CASCADE")


def test_a_role_that_is_not_there_is_named(db):
    with pytest.raises(CommandError, match="nie ma roli nikt"):
        call_command("grants", role="nikt")
