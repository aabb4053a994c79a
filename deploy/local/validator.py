"""veraPDF, the reference validator of PDF/A and PDF/UA: its jars, each with the hash it was pinned by."""

import hashlib
import shutil
from pathlib import Path

from deploy.local.environment import TOP
from deploy.local.talk import Stop, quietly, say

JARS = TOP / ".run" / "verapdf"
HOME = TOP / "tests" / "validator"
LONGEST_FETCH = "300"  # seconds; a fetch takes some twenty


def class_path() -> str:
    """Of the pinned jars, fetched the first time. Raises Stop without Java, Maven or a network."""
    for tool in ("java", "mvn"):
        if not shutil.which(tool):
            raise Stop(f"Brak polecenia {tool}: zainstaluj Javę 17 i Mavena (default-jdk, maven).")
    if not is_pinned():
        fetch()
    return ":".join(str(JARS / name) for name in pins())


def fetch() -> None:
    say("Pobieram veraPDF (za pierwszym razem)…")
    shutil.rmtree(JARS, ignore_errors=True)
    maven = ["mvn", "--batch-mode", "--quiet", "--strict-checksums", "-f", HOME / "pom.xml"]
    copying = [*maven, "dependency:copy-dependencies", f"-DoutputDirectory={JARS}"]
    # Where the network answers nothing, Maven waits on and on.
    quietly(
        ["timeout", LONGEST_FETCH, *copying],
        failure="Nie udało się pobrać veraPDF:",
    )
    if not is_pinned():
        raise Stop("Pobrane pliki veraPDF są inne niż w tests/validator/jars.sha256.")


def is_pinned() -> bool:
    return {jar.name: digest(jar) for jar in JARS.glob("*.jar")} == pins()


def pins() -> dict[str, str]:
    lines = (HOME / "jars.sha256").read_text(encoding="utf-8").splitlines()
    return {name: pinned for pinned, name in (line.split() for line in lines)}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
