"""The program's settings, with papers that are only measured."""

from kis.settings import *  # noqa: F403

EXPORT_KINDS = ["deploy.local.bench.orders.Contracts", "deploy.local.bench.orders.Short"]
