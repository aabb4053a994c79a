#!/bin/sh
# django-htmx 1.29.0 under Django 5.2.19's ManifestStaticFilesStorage with support_js_module_import_aggregation.
#
# The switch makes Django give hashed names to what JavaScript modules import. It reads every library's scripts, and
# an import in one of them that points to a file outside the package ends collectstatic, for the whole project.
# Seen: without the switch collectstatic succeeds; with it, it ends with "could not be found" for a file that a
# script of django_htmx names and the package does not ship.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv .venv
.venv/bin/pip --quiet --disable-pip-version-check install django==5.2.19 django-htmx==1.29.0
cat > settings.py <<'P'
import os

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class WithModules(ManifestStaticFilesStorage):
    support_js_module_import_aggregation = True


SECRET_KEY = "none"
INSTALLED_APPS = ["django.contrib.staticfiles", "django_htmx"]
STATIC_URL = "static/"
STATIC_ROOT = os.environ["COLLECTED"]
STORAGES = {"staticfiles": {"BACKEND": os.environ["STORAGE"]}}
P
collect() { # class of the storage, folder
    STORAGE=$1 COLLECTED=$folder/$2 PYTHONPATH=. DJANGO_SETTINGS_MODULE=settings \
        .venv/bin/python -m django collectstatic --noinput > "$2.txt" 2>&1
}
collect django.contrib.staticfiles.storage.ManifestStaticFilesStorage plain || { cat plain.txt; exit 1; }
tail -n 1 plain.txt
if collect settings.WithModules modules; then
    echo "collectstatic succeeds with the switch: this has changed"
    exit 1
fi
grep "could not be found" modules.txt
