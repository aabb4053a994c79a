"""What the system lacks, and its installation by apt."""

import ctypes
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from deploy.local.talk import Stop, quietly, say

OLDEST_POSTGRESQL = 15
POSTGRESQL = Path("/usr/lib/postgresql")
FONTS = ["/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"]
PANGO = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
# Chromium without a window of its own: the browser tests take a quarter less time in it.
HEADLESS = "chromium-headless-shell"
NO_MAIN_CLUSTER = Path("/etc/postgresql-common/createcluster.d/kis.conf")


def install_missing(*, database: bool, browser: bool) -> None:
    packages = missing(database=database, browser=browser)
    if not packages:
        return
    say(f"Instaluję pakiety systemowe: {' '.join(packages)}")
    apt = apt_get(packages)
    failure = "Nie udało się zainstalować pakietów systemowych:"
    quietly([*apt, "update", "-q"], failure=failure)
    with no_main_cluster(apt):
        quietly([*apt, "install", "-qy", "--no-install-recommends", *packages], failure=failure)
    if still := missing(database=database, browser=browser):
        raise Stop(f"Po instalacji nadal brakuje: {' '.join(still)}")


def missing(*, database: bool, browser: bool) -> list[str]:
    """Packages of Debian and Ubuntu; what is there in another form is not asked for."""
    packages = [package for library, package in PANGO.items() if not has_library(library)]
    if not (find_spec("ensurepip") and find_spec("venv")):
        packages.append("python3-venv")
    if not has_font("Lato-Regular.ttf"):
        packages.append("fonts-lato")
    if database and not postgresql():
        packages += ["postgresql", "postgresql-contrib"]
    if browser and not has_library("libatomic.so.1"):
        packages.append("libatomic1")  # of the program that steers the browser
    if browser and not chromium() and not is_ubuntu():
        packages.append(HEADLESS)
    return packages


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_font(file: str) -> bool:
    return any(any(Path(place).expanduser().rglob(file)) for place in FONTS)


def postgresql() -> Path | None:
    """The newest server's folder of programs that comes with the extensions that we need."""
    servers = [path for path in POSTGRESQL.glob("*/bin") if (path / "initdb").exists()]
    servers = [
        path
        for path in servers
        if major(path) >= OLDEST_POSTGRESQL
        and Path(f"/usr/share/postgresql/{major(path)}/extension/btree_gist.control").exists()
    ]
    return max(servers, key=major, default=None)


def major(programs: Path) -> int:
    return int(programs.parent.name)


def is_ubuntu() -> bool:
    """There `chromium` is a stub that asks for a snap."""
    release = Path("/etc/os-release")
    return release.exists() and "\nID=ubuntu" in "\n" + release.read_text()


def chromium() -> str | None:
    """The browser of the browser tests. Raises Stop where CHROMIUM names none."""
    if named := os.environ.get("CHROMIUM"):
        if not shutil.which(named):
            raise Stop(f"CHROMIUM={named}: nie ma tam programu. Podaj ścieżkę przeglądarki.")
        return named
    names = [HEADLESS, "chromium", "google-chrome", "google-chrome-stable"]
    usable = [name for name in names if name != "chromium" or not is_ubuntu()]
    return next(filter(None, map(shutil.which, usable)), None)


def apt_get(packages: list[str]) -> list[str]:
    """The beginning of an apt-get command. Raises Stop where there is no right to install."""
    wanted = f"apt-get install {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise Stop(f"To nie jest Debian ani Ubuntu. Zainstaluj odpowiedniki pakietów: {wanted}")
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]
    if os.geteuid() == 0:
        return command
    return [*sudo(wanted), *command]


def sudo(wanted: str) -> list[str]:
    """sudo that will ask for nothing more: the password is asked for here, where there is a terminal."""
    refusal = (
        "Brakuje pakietów systemowych, a to konto nie może ich zainstalować. "
        f"Poproś administratora o:\n    {wanted}"
    )
    if not shutil.which("sudo"):
        raise Stop(refusal)
    ask = [] if sys.stdin.isatty() else ["-n"]
    if subprocess.run(["sudo", *ask, "-v"], capture_output=not ask, check=False).returncode:
        raise Stop(refusal)
    return ["sudo", "-n"]


@contextmanager
def no_main_cluster(apt: list[str]):
    """Debian starts a server of its own on port 5432 with the package; nobody here needs that one."""
    if NO_MAIN_CLUSTER.parent.parent.exists():
        yield
        return
    as_root = apt[: apt.index("env")]
    text = "create_main_cluster = false\n"
    quietly([*as_root, "mkdir", "-p", NO_MAIN_CLUSTER.parent], failure="mkdir:")
    subprocess.run(
        [*as_root, "tee", NO_MAIN_CLUSTER],
        input=text,
        text=True,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    try:
        yield
    finally:
        quietly([*as_root, "rm", "-f", NO_MAIN_CLUSTER], failure="rm:")
