"""The data that a rehearsal begins with: the demonstration, made once and copied each time."""

import os
import sys
from pathlib import Path

from deploy.local import migrations
from deploy.local.cluster import Cluster, folder_of
from deploy.local.environment import TOP
from deploy.local.talk import quietly, say


def seeded() -> Path:
    """The folder of a stopped server; made anew where a migration changed."""
    folder = folder_of(f"rehearse-{migrations.fingerprint()[:12]}")
    cluster, done = Cluster(folder, durable=True), folder / "seeded"
    if not done.exists():
        say("Zakładam dane próby (raz na każdą wersję tabel)…")
        with cluster.running() as server:
            fill(server.database("kis"))
        done.touch()
    return cluster.data


def fill(database: str) -> None:
    env = os.environ | {"PAPER_SECONDS": "60"}  # the demonstration prints contracts, slowly
    env |= {"DATABASE_URL": database, "DATABASE_OWNER_URL": "", "DEBUG": "1", "DEMO": "1"}
    for command in ("prepare", "demo"):
        manage = [sys.executable, "manage.py", command]
        quietly(manage, failure=f"manage.py {command}:", cwd=TOP, env=env)
