"""Whether requirements/*.txt, with their hashes, still follow the *.in files that people edit."""

import re
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "requirements"
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==([\w.!+]+)")
HOW = (
    "cd requirements && pip-compile --allow-unsafe --generate-hashes --no-emit-find-links "
    "--no-emit-index-url --no-emit-trusted-host --strip-extras "
)


def problems(folder: Path) -> list[str]:
    wanted_base, wanted_dev = pins(folder / "base.in"), pins(folder / "dev.in")
    base, dev = pins(folder / "base.txt"), pins(folder / "dev.txt")
    wanted_load, load = pins(folder / "load.in"), pins(folder / "load.txt")
    # What both install has one version.
    shared = {name: version for name, version in dev.items() if name in load}
    return [
        *differences("base.txt", base, wanted_base),
        *differences("dev.txt", dev, wanted_base | wanted_dev | base),
        *differences("load.txt", load, wanted_load | shared),
        *(
            f"{file}: {name} nie stoi już w .in"
            for file, name in strays(folder, wanted_base | wanted_dev | wanted_load)
        ),
    ]


def pins(path: Path) -> dict[str, str]:
    matches = map(PIN.match, path.read_text().splitlines())
    return {normal(match[1]): match[2] for match in matches if match}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def differences(file: str, found: dict, wanted: dict) -> list[str]:
    return [
        f"{file}: {name} ma być {version}, jest {found.get(name, 'brak')}"
        for name, version in wanted.items()
        if found.get(name) != version
    ]


def strays(folder: Path, wanted: dict):
    """Pins that a .txt file says to have from an .in file where they are no longer."""
    for file in ["base.txt", "dev.txt", "load.txt"]:
        for entry in re.split(r"\n(?=\S)", (folder / file).read_text()):
            match = PIN.match(entry)
            if match and re.search(r"-r .*\.in", entry) and normal(match[1]) not in wanted:
                yield file, normal(match[1])


if __name__ == "__main__":
    if found := problems(FOLDER):
        sys.exit("\n".join([*found, f"Odśwież: {HOW}base.in, potem dev.in i load.in"]))
