"""The settings as on a server, with the logins of the demonstration and an order of short papers."""

from kis.settings import *  # noqa: F403

DEBUG = False
DATABASES["default"]["CONN_MAX_AGE"] = 60  # noqa: F405
EXPORT_KINDS = [*EXPORT_KINDS, "deploy.local.bench.orders.Short"]  # noqa: F405
