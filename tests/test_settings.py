"""The program starts from its environment alone; without one it refuses."""

import json
import logging
import os
import re
import runpy
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import get_commands
from django.db import IntegrityError, transaction

from kis.documents.models import PaperText
from kis.lib.logs import WithoutRowsFormatter

TOP = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "SECRET_KEY": "k3y-" * 15,
    "DATABASE_URL": "postgres://kis_program@db/kis",
    "ALLOWED_HOSTS": "kis.mops.example.pl",
    "SECOND_FACTOR_KEYS": "bm9ib2R5LWtub3dzLXRoaXMtbm9ib2R5LWtub3dzLTE=",
}
PRINT = (
    "import json, sys; from kis import settings;"
    "print(json.dumps(eval(sys.argv[-1], vars(settings))))"
)


def start(*arguments, **environment):
    """Python in an environment of its own; what is not given here is empty, in a `.env` file too."""
    empty = dict.fromkeys([*PRODUCTION, "DATABASE_OWNER_URL", "EMAIL_URL", "DEBUG", "DEMO"], "")
    env = {"PATH": os.environ["PATH"]} | empty | environment
    return subprocess.run(
        [sys.executable, *arguments], cwd=TOP, env=env, capture_output=True, text=True, check=False
    )


def value(expression, **environment):
    """Of a setting of the program started in this environment."""
    result = start("-c", PRINT, expression, **environment)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_no_page_asks_the_database_of_drills():
    drill = {"DRILL_DATABASE_URL": "postgres://kis_owner@db/kis_drill"}
    told = "[DATABASES[name]['ATOMIC_REQUESTS'] for name in ('default', 'drill')]"
    assert value(told, **PRODUCTION, **drill) == [True, False]


# e-mail

MAIL = {"EMAIL_URL": "smtp+tls://kis:tajne@poczta.example.pl:587", "EMAIL_FROM": "kis@example.pl"}


def test_without_a_server_of_mail_it_works_and_reaches_for_none():
    assert value("[HAS_MAIL, EMAIL_BACKEND]", **PRODUCTION) == [
        *(False, "django.core.mail.backends.dummy.EmailBackend")
    ]


def test_a_server_of_mail_is_read_from_one_address():
    told = "[HAS_MAIL, EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS, EMAIL_HOST_USER, DEFAULT_FROM_EMAIL]"
    assert value(told, **PRODUCTION, **MAIL) == [
        *(True, "poczta.example.pl", 587, True, "kis", "kis@example.pl")
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"EMAIL_URL": "poczta.example.pl"}, "EMAIL_URL: adres serwera poczty ma postać"),
        ({"EMAIL_URL": "http://kis:tajne@poczta.example.pl"}, "EMAIL_URL: adres serwera poczty"),
        ({"EMAIL_FROM": ""}, "Brakuje EMAIL_FROM"),
    ],
)
def test_a_wrong_server_of_mail_is_refused_without_its_password(wrong, said):
    result = start("manage.py", "check", **(PRODUCTION | MAIL | wrong))
    assert result.returncode != 0
    assert said in result.stderr
    assert "tajne" not in result.stderr


@pytest.mark.parametrize(
    ("given", "address"),
    [("", "https://kis.mops.example.pl"), ("https://kis.example.pl/", "https://kis.example.pl")],
)
def test_links_in_e_mails_begin_with_the_address_of_the_program(given, address):
    assert value("PROGRAM_ADDRESS", **PRODUCTION, PROGRAM_ADDRESS=given) == address


def test_a_virus_scanner_is_a_socket_or_a_host_with_its_port():
    for address in ("", "/run/clamav/clamd.ctl", "clamd.example.pl:3310"):
        assert value("VIRUS_SCANNER", **PRODUCTION, VIRUS_SCANNER=address) == address
    result = start("manage.py", "check", **PRODUCTION, VIRUS_SCANNER="clamd.example.pl")
    assert "VIRUS_SCANNER: ścieżka gniazda clamd" in result.stderr


# logging in


@pytest.mark.parametrize(
    ("environment", "is_compulsory"),
    [
        ({}, True),
        ({"SECOND_FACTOR": "0"}, True),
        ({"DEBUG": "1", "DEMO": "1"}, False),
        ({"DEBUG": "1", "DEMO": "1", "SECOND_FACTOR": "1"}, True),
    ],
)
def test_a_second_factor_is_left_out_in_a_demonstration_alone(environment, is_compulsory):
    assert value("SECOND_FACTOR", **PRODUCTION, **environment) == is_compulsory


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"SECOND_FACTOR_KEYS": "krótki"}, "SECOND_FACTOR_KEYS: każdy klucz to 32 losowe bajty"),
        ({"OIDC_ISSUER": "http://login.example.pl"}, "OIDC_ISSUER: adres katalogu"),
        ({"OIDC_ISSUER": "https://login.example.pl"}, "OIDC_CLIENT_ID"),
    ],
)
def test_keys_and_a_directory_that_cannot_work_are_told_at_the_start(wrong, said):
    result = start("manage.py", "check", **(PRODUCTION | wrong))
    assert result.returncode != 0
    assert said in result.stderr


def test_the_content_policy_lets_a_form_lead_to_the_directory_alone():
    told = "CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action']"
    directory = {"OIDC_ISSUER": "https://login.example.pl/urzad", "OIDC_CLIENT_ID": "kis"}
    assert value(told, **PRODUCTION) == ["'self'"]
    named = value(told, **PRODUCTION, **directory, OIDC_SECRET="x")
    assert named == ["'self'", "https://login.example.pl"]


# what is missing


def test_without_an_environment_it_refuses_and_names_all_that_is_missing():
    result = start("manage.py", "check")
    assert result.returncode != 0
    said = result.stderr[result.stderr.index("Brakuje ustawień") :]
    assert [name for name in PRODUCTION if name in said] == list(PRODUCTION)


@pytest.mark.parametrize("name", PRODUCTION)
def test_one_missing_setting_is_named_alone(name):
    result = start("manage.py", "check", **(PRODUCTION | {name: ""}))
    said = result.stderr[result.stderr.index("Brakuje ustawień") :]
    assert [each for each in PRODUCTION if each in said] == [name]


def test_the_web_server_refuses_too():
    assert "Brakuje ustawień" in start("-c", "import kis.wsgi").stderr


def test_demonstration_needs_a_database_alone():
    demo = {"DEBUG": "1", "DEMO": "1", "DATABASE_URL": PRODUCTION["DATABASE_URL"]}
    assert value("ALLOWED_HOSTS", **demo) == ["localhost", "127.0.0.1", "[::1]"]


def test_a_demonstration_key_never_serves_a_production_server():
    result = start("manage.py", "check", **(PRODUCTION | {"DEMO": "1", "SECRET_KEY": ""}))
    assert "SECRET_KEY" in result.stderr


@pytest.mark.parametrize(
    "address",
    ["sqlite:///kis.db", "mysql://kis@db/kis", "postgres://kis@db:x/kis", "postgres://db", "kis"],
)
def test_an_address_that_is_not_of_postgresql_is_refused_in_a_sentence(address):
    result = start("manage.py", "check", **(PRODUCTION | {"DATABASE_URL": address}))
    assert "DATABASE_URL: program działa tylko na PostgreSQL" in result.stderr


# the production server


def test_production_is_closed():
    closed = (
        "[DEBUG, DEMO, SESSION_EXPIRE_AT_BROWSER_CLOSE, SESSION_COOKIE_AGE == 43200,"
        " CSRF_COOKIE_HTTPONLY, X_FRAME_OPTIONS == 'DENY', SECURE_REFERRER_POLICY == 'same-origin',"
        " SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE, SECURE_SSL_REDIRECT,"
        " SECURE_HSTS_SECONDS > 3e7, 'whitenoise.middleware.WhiteNoiseMiddleware' in MIDDLEWARE,"
        " 'django.contrib.auth.middleware.LoginRequiredMiddleware' in MIDDLEWARE,"
        " SESSION_COOKIE_NAME[:7] == CSRF_COOKIE_NAME[:7] == '__Host-']"
    )
    assert value(closed, **PRODUCTION) == [False, False] + 12 * [True]


def test_the_deployment_check_has_nothing_to_say():
    production = PRODUCTION | {"SECRET_KEY": "Aq7-" + "wX4_zL9nB2" * 6}
    result = start("manage.py", "check", "--deploy", "--fail-level", "WARNING", **production)
    assert result.returncode == 0, result.stderr


def test_a_page_has_ten_seconds():
    options = value("DATABASES['default']['OPTIONS']['options']", **PRODUCTION)
    assert options.endswith(" -c statement_timeout=10000 -c lock_timeout=5000")


@pytest.mark.parametrize(
    ("command", "limit", "lock"), [("shell", "0", "0"), ("runserver", "10000", "5000")]
)
def test_a_command_has_no_limit_of_time_but_the_development_server_is_a_page(command, limit, lock):
    only_set_out = (
        "import sys, manage; from django.core import management;"
        "management.execute_from_command_line = print; manage.main();"
    )
    options = start(
        "-c", only_set_out + PRINT, command, "DATABASES['default']['OPTIONS']", **PRODUCTION
    )
    assert f'-c statement_timeout={limit} -c lock_timeout={lock}"' in options.stdout


def test_requests_are_transactions_on_connections_that_are_kept_and_checked():
    database = value("DATABASES['default']", **PRODUCTION)
    assert database["ATOMIC_REQUESTS"]
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)


def test_options_in_the_address_stand_beside_the_limits_of_time():
    address = PRODUCTION["DATABASE_URL"] + "?sslmode=verify-full"
    options = value("DATABASES['default']['OPTIONS']", **(PRODUCTION | {"DATABASE_URL": address}))
    assert options["sslmode"] == "verify-full"
    assert "statement_timeout" in options["options"]


@pytest.mark.parametrize(
    ("command", "user"),
    [
        *(("prepare", "kis_owner"), ("migrate", "kis_owner"), ("grants", "kis_owner")),
        ("check", "kis_program"),
    ],
)
def test_the_owner_of_the_tables_migrates_and_the_program_owns_nothing(command, user):
    environment = PRODUCTION | {"DATABASE_OWNER_URL": "postgres://kis_owner@db/kis"}
    code = f"import sys; sys.argv = ['manage.py', {command!r}, sys.argv[-1]]; " + PRINT
    result = start("-c", code, "DATABASES['default']['USER']", **environment)
    assert json.loads(result.stdout) == user


@pytest.mark.parametrize(
    ("hosts", "origins"),
    [
        ("kis.example.pl", ["https://kis.example.pl"]),
        (".example.pl, kis.example.org", ["https://*.example.pl", "https://kis.example.org"]),
    ],
)
def test_forms_are_taken_from_our_own_addresses(hosts, origins):
    assert value("CSRF_TRUSTED_ORIGINS", **(PRODUCTION | {"ALLOWED_HOSTS": hosts})) == origins


# pages and logs


def test_no_page_is_cached_and_every_page_has_the_content_policy(client, db):
    response = client.get("/konto/login/")
    assert "no-store" in response.headers["Cache-Control"]
    policy = response.headers["Content-Security-Policy"].split("; ")
    assert sorted(policy) == [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "object-src 'none'",
        "report-to kis",
        "report-uri /zgloszenia-przegladarek/",
        "script-src 'self'",
        "style-src 'self'",
    ]


@pytest.mark.parametrize("form", ["Odmowa", "Odmowa: %s", "Odmowa: %r"])
def test_a_log_line_never_carries_the_row_that_was_refused(form, db):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        PaperText.objects.create(
            key="klauzula",
            text="Jan Kowalski\nz ulicy Leśnej\n\nPESEL 44051401359",
            valid_from=date(2026, 2, 1),
            valid_to=date(2026, 1, 1),
        )
    facts = (type(refusal.value), refusal.value, refusal.value.__traceback__)
    arguments = (refusal.value,) if "%" in form else ()
    record = logging.LogRecord("django", logging.ERROR, "", 0, form, arguments, facts)
    line = WithoutRowsFormatter().format(record)
    assert [secret for secret in ["Kowalski", "Leśnej", "44051401359"] if secret in line] == []
    assert "paper_text_ends_after_start" in line
    assert "test_settings.py" in line


# the papers about it


def test_the_readme_explains_every_setting():
    source = (TOP / "kis/settings.py").read_text()
    names = {*PRODUCTION, "DATABASE_OWNER_URL", *re.findall(r'env\.\w+\(\s*"(\w+)"', source)}
    readme = (TOP / "README.md").read_text()
    assert {name for name in names if f"`{name}`" not in readme} == set()


def settings_in(name):
    lines = (TOP / "deploy" / name).read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_the_example_of_a_servers_environment_is_one_that_it_starts_with():
    program = settings_in("program.env.example")
    owner = settings_in("owner.env.example")
    assert program.keys() & owner.keys() == set(), "the program never gets the owner's password"
    result = start("manage.py", "check", **program, **owner)
    assert result.returncode == 0, result.stderr
    users = value("[DATABASES['default']['USER'], PROGRAM_DATABASE['USER']]", **program, **owner)
    assert users == ["kis_program", "kis_program"]


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/kalendarz/tajne-slowo.ics", "GET /kalendarz/(pominięto) 200 1 2ms"),
        ("/zajecia/kalendarz/2026-11/", "GET /zajecia/kalendarz/2026-11/ 200 1 2ms"),
    ],
)
def test_the_servers_log_has_no_secret_address_of_a_calendar(path, logged):
    server = runpy.run_path(str(TOP / "deploy/gunicorn.conf.py"))
    answer = SimpleNamespace(status="200 OK", sent=1, headers=[])
    asked = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": path,
        "PATH_INFO": path,
        "SERVER_PROTOCOL": "HTTP/1.1",
    }
    logger = object.__new__(server["logger_class"])
    told = logger.atoms(answer, [], asked, timedelta(milliseconds=2))
    assert server["access_log_format"] % told == logged


def test_the_guide_to_a_server_names_every_file_that_belongs_there():
    guide = (TOP / "deploy/README.md").read_text()
    files = {path.name for path in (TOP / "deploy").iterdir() if path.is_file()}
    assert {
        name for name in files - {"README.md", "gunicorn.conf.py"} if name not in guide
    } == set()


def test_the_guide_to_a_server_calls_commands_that_there_are():
    guide = (TOP / "deploy/README.md").read_text()
    called = set(re.findall(r"deploy/manage (\w+)", guide))
    assert {"prepare", "administrator"} <= called <= set(get_commands())


WITHOUT_ADDRESSES = """
import sys
import django
django.setup()
from django.contrib import admin
assert "kis.urls" not in sys.modules
before = dict(admin.site._registry)
import kis.urls
assert before == admin.site._registry
assert "procrastinate" not in {model._meta.app_label for model in before}
"""


def test_the_panel_is_whole_before_the_addresses_are_read():
    """The development server reads them while it checks the panel's pages: none may vanish then."""
    done = start("-c", WITHOUT_ADDRESSES, DJANGO_SETTINGS_MODULE="kis.settings", **PRODUCTION)
    assert done.returncode == 0, done.stderr
