#!/usr/bin/env python
import os
import sys

# A long command (import, migration, demonstration data) may take its time; a page may not.
COMMANDS_LIKE_A_PAGE = {"runserver"}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kis.settings")
    if not COMMANDS_LIKE_A_PAGE & set(sys.argv[1:2]):
        os.environ.setdefault("STATEMENT_TIMEOUT_MS", "0")
        os.environ.setdefault("LOCK_TIMEOUT_MS", "0")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
