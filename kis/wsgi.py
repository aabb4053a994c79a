import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kis.settings")

application = get_wsgi_application()

from kis.privacy.starting import why_not_yet  # noqa: E402 - models are known behind the line above

if why := why_not_yet():
    sys.exit(why)
