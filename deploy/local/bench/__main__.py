import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kis.settings")
django.setup()

from deploy.local.bench import run  # noqa: E402 - its models want Django set up

if __name__ == "__main__":
    sys.exit(run.main(people=int(sys.argv[1])))
