"""The settings of a build as on a server, with the logins of the demonstration. It stands apart, to be
found by an earlier build, too.
"""

from kis.settings import *  # noqa: F403

DEBUG = False
