"""What import-linter cannot see: relations, packages out of its list, labels, templates, late imports."""

import ast
import re
import tomllib
from pathlib import Path

import pghistory
import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.template.utils import get_app_template_dirs
from django.utils.functional import Promise

TOP = Path(__file__).resolve().parent.parent
OURS = ["kis", "participants", "contracts", "psu"]
LAYERS = tomllib.loads((TOP / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][
    0
]["layers"]
# The layers are written from the roof down; `a | b` stand on one floor, `(a)` may be absent yet.
FLOOR = {
    name.strip(" ()"): height
    for height, layer in enumerate(reversed(LAYERS))
    for name in layer.split("|")
}
OUR_APPS = [config for config in apps.get_app_configs() if config.name.split(".")[0] in OURS]
MODELS = [model for config in OUR_APPS for model in config.get_models()]
RECORDS = [model for model in MODELS if not issubclass(model, pghistory.models.Event)]


def python_files():
    return [path for folder in OURS for path in sorted((TOP / folder).rglob("*.py"))]


# floors


@pytest.mark.parametrize("model", RECORDS, ids=str)
def test_relations_point_strictly_down_or_stay(model):
    app = model._meta.app_config.name
    for field in model._meta.get_fields():
        if not (field.is_relation and field.concrete) or field.related_model is get_user_model():
            continue
        other = field.related_model._meta.app_config.name
        assert other not in FLOOR or other == app or FLOOR[other] < FLOOR[app], field


def test_every_app_and_every_package_under_kis_has_its_floor():
    packages = {path.stem for path in (TOP / "kis").iterdir() if is_python(path)} - {"__init__"}
    expected = {f"kis.{name}" for name in packages} | (set(OURS) - {"kis"})
    assert expected - set(FLOOR) == set()
    assert {config.name for config in OUR_APPS} - set(FLOOR) == set()


def is_python(path):
    return path.suffix == ".py" or (path.is_dir() and any(path.rglob("*.py")))


def test_nothing_of_ours_is_imported_inside_a_function():
    late = [
        f"{path.relative_to(TOP)}:{line}"
        for path in python_files()
        for line in late_imports(ast.parse(path.read_text()))
    ]
    assert late == []


def late_imports(module):
    """Django's `ready()` is the one place where they belong: models are there only then."""
    for function in ast.walk(module):
        kinds = ast.FunctionDef | ast.AsyncFunctionDef
        if isinstance(function, kinds) and function.name != "ready":
            for node in ast.walk(function):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                if any(name.split(".")[0] in OURS for name in names):
                    yield node.lineno


# words


@pytest.mark.parametrize("model", RECORDS, ids=str)
def test_names_for_people_are_given_and_lower_case(model):
    fields = [field for field in model._meta.get_fields() if field.concrete and is_ours(field)]
    unnamed = [field.name for field in fields if not (field._verbose_name or field.primary_key)]
    names = [str(field.verbose_name) for field in fields if not field.primary_key]
    names += [str(model._meta.verbose_name), str(model._meta.verbose_name_plural)]
    assert unnamed == []
    assert [name for name in names if starts_with_capital(name)] == []


def is_ours(field):
    """Not named by Django's own user, and no column or way through other rows that no form shows."""
    shortcut = field.many_to_many and not field.remote_field.through._meta.auto_created
    return not (field.generated or shortcut or isinstance(field._verbose_name, Promise))


def starts_with_capital(name):
    """A sentence's capital, not an abbreviation: `PESEL`, `NIP`, `SHA-256`, `e-mail`."""
    first = re.match(r"\w*", name)[0]
    return first[:1].isupper() and not (len(first) > 1 and first.isupper())


# templates


def test_no_template_is_left_unused():
    templates = {
        str(path.relative_to(TOP / "templates")) for path in (TOP / "templates").rglob("*.*")
    }
    sources = [*python_files(), *(TOP / "templates").rglob("*.*")]
    texts = "\n".join(path.read_text() for path in sources)
    unused = {
        name
        for name in templates
        if not re.search(rf"""["']{re.escape(name)}["'#]""", texts) and not found_by_others(name)
    }
    assert unused == set()


def found_by_others(name):
    """Error pages are asked for by name; the rest takes the place of a library's own template."""
    error_page = re.fullmatch(r"(400|403|403_csrf|404|429|500)\.html", name)
    return error_page or any(
        (folder / name).exists() for folder in get_app_template_dirs("templates")
    )
