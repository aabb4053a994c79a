"""The program's settings, with the kinds of papers of the tests."""

from kis.settings import *  # noqa: F403

EXPORT_KINDS = ["tests.documents.orders.Papers", "tests.documents.orders.SlowPapers"]
