"""The house itself: the two commands, the pins, the papers at the top, what no tracked file may hold."""

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import tomllib
from contextlib import nullcontext
from pathlib import Path

import environ
import psycopg
import pytest
from django.db import connection

from deploy.local import __main__ as commands, cluster, pins, probe, processes, system
from deploy.local.cluster import Cluster
from deploy.local.talk import Ended, Stop

TOP = Path(__file__).resolve().parent.parent


def tracked_files():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=TOP, capture_output=True, text=True, check=True
    )
    return [TOP / name for name in listed.stdout.splitlines() if (TOP / name).is_file()]


# what no tracked file may hold

REGISTRY = re.compile(r"pypi\.|pythonhosted|npmjs|debian\.org|ubuntu\.com/ubuntu")
MACHINE = re.compile(r"(?<![.\w])/(work|root|farm|home)/")


@pytest.mark.parametrize("forbidden", [REGISTRY, MACHINE], ids=["registry", "machine path"])
def test_no_tracked_file_names_a_registry_or_this_machine(forbidden):
    here = Path(__file__)
    texts = {path: path.read_text(errors="replace") for path in tracked_files() if path != here}
    found = {
        str(path): match[0] for path, text in texts.items() if (match := forbidden.search(text))
    }
    assert found == {}


# pins


@pytest.fixture
def requirements(tmp_path):
    return Path(shutil.copytree(pins.FOLDER, tmp_path / "requirements"))


def test_pins_follow_the_files_that_people_edit():
    assert pins.problems(pins.FOLDER) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("base.in", r"django==[\d.]+", "django==5.2.0", "base.txt: django ma być 5.2.0"),
        ("base.in", r"pebble==.*\n", "", "base.txt: pebble nie stoi już w .in"),
        (
            "dev.in",
            r"$",
            "\nnowa-biblioteka==1.0\n",
            "dev.txt: nowa-biblioteka ma być 1.0, jest brak",
        ),
        ("dev.txt", r"(?m)^asgiref==[\d.]+", "asgiref==0.1", "dev.txt: asgiref ma być"),
    ],
)
def test_a_pin_that_was_left_behind_is_named(file, old, new, said, requirements):
    text = (requirements / file).read_text()
    (requirements / file).write_text(re.sub(old, new, text, count=1))
    assert any(problem.startswith(said) for problem in pins.problems(requirements))


def test_every_pin_has_its_hashes():
    for file in ["base.txt", "dev.txt", "load.txt"]:
        entries = re.split(r"\n(?=[a-z])", (pins.FOLDER / file).read_text())[1:]
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


# make run


def test_a_port_that_is_taken_is_said_before_anything_is_done():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(Stop, match="jest zajęty"):
            commands.free_port(str(other.getsockname()[1]))


@pytest.mark.parametrize("text", ["osiem", "0", "70000", "-1"])
def test_a_port_that_is_no_port_is_refused(text):
    with pytest.raises(Stop, match="podaj liczbę"):
        commands.free_port(text)


def test_each_centre_has_a_database_of_its_own():
    assert commands.database_name("") == "kis"
    assert commands.database_name("starachowice") == "kis_starachowice"
    with pytest.raises(Stop):
        commands.database_name('x"; DROP DATABASE kis; --')


def probed(address):
    environment = os.environ | {"DEBUG": "1", "DEMO": "1", "DATABASE_URL": address}
    command = [sys.executable, "-m", "deploy.local.probe"]
    return subprocess.run(
        command, cwd=TOP, env=environment, capture_output=True, text=True, check=False
    )


def test_a_database_that_answers_is_used(db):
    facts = connection.settings_dict
    place = facts["HOST"] if facts["HOST"].startswith("/") else f"{facts['HOST']}:{facts['PORT']}"
    slash = "/" if place.startswith("/") else ""
    login = f"{facts['USER']}:{facts['PASSWORD']}"
    result = probed(f"postgres://{login}@{slash}{place}/{facts['NAME']}")
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgres://kis:tajne@127.0.0.1:1/kis", "nic nie odpowiada"),
        ("mysql://kis:tajne@127.0.0.1/kis", "działa tylko na PostgreSQL"),
    ],
)
def test_a_wrong_database_stops_with_a_sentence_and_without_the_password(address, said):
    result = probed(address)
    assert result.returncode == 1
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "tajne" not in result.stderr


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ('connection failed: ... FATAL:  password authentication failed for user "kis"', "hasła"),
        ('connection failed: ... FATAL:  database "kis" does not exist', "nie ma takiej bazy"),
        ("connection failed: ... port 1 failed: Connection refused", "nic nie odpowiada"),
        (
            "failed to resolve host 'nie-ma': [Errno -2] Name or service not known",
            "o takiej nazwie",
        ),
        ("connection timeout expired", "nie odpowiedział"),
    ],
)
def test_a_database_that_cannot_be_reached_is_explained(message, said):
    assert said in probe.reason(message)


@pytest.mark.parametrize("interruption", [Ended, KeyboardInterrupt, Stop, None])
def test_what_runs_beside_a_command_has_ended_when_the_command_has(interruption):
    told = pytest.raises(interruption) if interruption else nullcontext()
    with told, processes.beside(["sleep", "60"], os.environ) as worker:
        if interruption is KeyboardInterrupt:
            worker.send_signal(signal.SIGINT)  # as the terminal does
        if interruption:
            raise interruption
    assert worker.poll() is not None


# make test


def test_a_part_is_its_folder_without_the_browser_and_nothing_chosen_is_everything():
    assert commands.chosen_tests("", "") == []
    assert commands.chosen_tests("", "tests/psu -k 'month and day'") == [
        *("tests/psu", "-k", "month and day")
    ]
    assert commands.chosen_tests("psu/hours", "-x") == [
        *("tests/psu/hours", "-m", "not browser", "-x")
    ]


def test_a_part_that_is_not_there_is_said_at_once():
    with pytest.raises(Stop, match="PART=psu/godziny"):
        commands.chosen_tests("psu/godziny", "")


@pytest.mark.parametrize(("processors", "workers"), [(1, 1), (2, 2), (8, 8), (64, 8)])
def test_each_processor_has_a_worker_and_a_big_machine_eight(processors, workers, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: range(processors))
    assert commands.workers() == workers


# what the system lacks


@pytest.fixture
def nothing_there(monkeypatch):
    monkeypatch.setattr(system, "has_library", lambda name: False)
    monkeypatch.setattr(system, "find_spec", lambda name: None)
    monkeypatch.setattr(system, "has_font", lambda file: False)
    monkeypatch.setattr(system, "postgresql", lambda: None)
    monkeypatch.setattr(system, "chromium", lambda: None)
    monkeypatch.setattr(system, "is_ubuntu", lambda: False)


def test_a_bare_system_is_asked_for_all_that_is_needed(nothing_there):
    packages = system.missing(database=True, browser=True)
    assert {
        "python3-venv",
        "libpango-1.0-0",
        "fonts-lato",
        "postgresql",
        "chromium-headless-shell",
        "libatomic1",
    } <= set(packages)


def test_a_server_of_ones_own_needs_no_postgresql_and_running_needs_no_browser(nothing_there):
    packages = system.missing(database=False, browser=False)
    assert not {"postgresql", "chromium-headless-shell", "libatomic1"} & set(packages)


def test_ubuntus_stub_of_chromium_is_not_installed(nothing_there, monkeypatch):
    monkeypatch.setattr(system, "is_ubuntu", lambda: True)
    packages = system.missing(database=True, browser=True)
    assert not [name for name in packages if name.startswith("chromium")]


def test_without_the_right_to_install_it_says_whom_to_ask_for_what(nothing_there, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(
        shutil, "which", lambda name: None if name == "sudo" else f"/usr/bin/{name}"
    )
    with pytest.raises(Stop, match=r"administratora o:\n.*apt-get install .*fonts-lato"):
        system.install_missing(database=True, browser=False)


@pytest.mark.parametrize(
    ("there", "ubuntu", "taken"),
    [
        ({"chromium", "chromium-headless-shell"}, False, "chromium-headless-shell"),
        ({"chromium", "google-chrome"}, False, "chromium"),
        ({"chromium", "google-chrome"}, True, "google-chrome"),
        ({"chromium"}, True, None),
        (set(), False, None),
    ],
)
def test_the_quickest_browser_that_is_there_is_taken(monkeypatch, there, ubuntu, taken):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(system, "is_ubuntu", lambda: ubuntu)
    monkeypatch.setattr(shutil, "which", lambda name: name if name in there else None)
    assert system.chromium() == taken


def test_a_browser_that_was_named_and_is_not_there_is_refused(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nie/ma/chromium")
    with pytest.raises(Stop, match="nie ma tam programu"):
        system.chromium()


# the private server


@pytest.fixture
def place():
    """A folder that the server's account reaches: pytest's own is closed to others."""
    if not system.postgresql():
        pytest.skip("PostgreSQL jest tu tylko na innej maszynie (DATABASE_URL)")
    folder = Path(tempfile.mkdtemp(prefix="kis-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def ask(address, *statements):
    """What the last statement answers."""
    facts = environ.Env.db_url_config(address)
    with psycopg.connect(host=facts["HOST"], user=facts["USER"], dbname=facts["NAME"]) as server:
        answers = [server.execute(statement) for statement in statements]
        return answers[-1].fetchone()[0]


def test_the_last_user_stops_the_server_and_the_data_stay(place):
    with Cluster(place, durable=False).running() as first:
        address = first.database("kis")
        with Cluster(place, durable=False).running() as second:
            assert second.database("kis") == address
            assert ask(address, "CREATE TABLE kept AS SELECT 7 AS n", "SELECT n FROM kept") == 7
            assert ask(address, "SHOW fsync") == "off"
        assert first.answers()
        folder = Path(first.socket_folder)
    assert not first.answers()
    assert not folder.exists()
    with Cluster(place, durable=False).running() as again:
        assert ask(again.database("kis"), "SELECT n FROM kept") == 7


def test_nobody_else_reaches_the_server_and_its_log_holds_no_rows(place):
    with Cluster(place, durable=True).running() as server:
        address = server.database("kis")
        assert ask(address, "SHOW listen_addresses") == ""
        assert ask(address, "SHOW fsync") == "on"
        assert stat.S_IMODE(Path(server.socket_folder).stat().st_mode) == 0o700
        twice = 2 * ["INSERT INTO p VALUES ('44051401359')"]
        with pytest.raises(psycopg.errors.UniqueViolation):
            ask(address, "CREATE TABLE p (pesel text PRIMARY KEY)", *twice)
        assert "p_pkey" in server.log.read_text()
        assert "44051401359" not in server.log.read_text()


def test_a_broken_server_keeps_its_data_but_that_of_the_tests_is_made_anew(place):
    with Cluster(place, durable=True).running() as server:
        server.database("kis")
    shutil.rmtree(server.data / "pg_wal")
    with (
        pytest.raises(Stop, match=r"nie wstał(.|\n)*pg_wal"),
        Cluster(place, durable=True).running(),
    ):
        pass
    with Cluster(place, durable=False).running() as anew:
        assert ask(anew.database("kis"), "SELECT 1") == 1


def test_a_checkout_that_the_server_cannot_reach_keeps_its_data_elsewhere(
    monkeypatch, capsys, tmp_path
):
    monkeypatch.setattr(cluster, "TOP", tmp_path)
    monkeypatch.setattr(cluster, "server_reaches", lambda folder: False)
    monkeypatch.setattr(cluster, "FALLBACK", tmp_path / "var")
    folder = cluster.folder_of("demo")
    assert folder.is_dir()
    assert folder.is_relative_to(tmp_path / "var")
    assert str(folder) in capsys.readouterr().out


# the papers at the top


def test_continuous_integration_calls_make_test():
    script = TOP / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "exec make test" in script.read_text()
    assert "make papers-check" in script.read_text()


def test_the_licence_is_named_the_same_everywhere():
    project = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]
    assert project["license"] == "EUPL-1.2"
    assert all("EUPL-1.2" in (TOP / name).read_text() for name in ["LICENSE", "README.md"])


@pytest.mark.parametrize(
    ("contract", "around", "unseen"),
    [
        ("The floors of the house", "", {"kis.settings", "kis.wsgi"}),
        ("The rooms of psu", "psu.", {"psu.apps"}),
    ],
)
def test_the_map_in_the_readme_shows_every_floor_and_room(contract, around, unseen):
    linter = tomllib.loads((TOP / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(each["layers"] for each in linter["contracts"] if each["name"] == contract)
    names = {around + name for name in re.findall(r"[\w.]+", " ".join(layers))}
    readme = (TOP / "README.md").read_text()
    shown = set(re.findall(r"[\w.]+", readme.split("## The map")[1].split("## Settings")[0]))
    assert names - unseen - shown == set()
