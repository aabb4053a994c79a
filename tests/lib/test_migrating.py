"""Many steps of a migration in one: what they make, in what order, and the way back."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState, StateApps

from kis.lib.migrating import AllAtOnce, all_at_once

TREE = migrations.CreateModel("Tree", [("id", models.BigAutoField(primary_key=True))])
LEAF = migrations.CreateModel(
    "Leaf",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("tree", models.ForeignKey("lib.Tree", models.PROTECT)),
        ("beside", models.ForeignKey("lib.Leaf", models.PROTECT, null=True)),
    ],
)
HEIGHT = migrations.AddField("Tree", "height", models.IntegerField(default=1))
TALL = migrations.AddConstraint(
    "Tree", models.CheckConstraint(condition=models.Q(height__gt=0), name="tree_is_tall")
)


def columns_of(table):
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return [column.name for column in found]


def tables():
    return {name for name in connection.introspection.table_names() if name.startswith("lib_")}


def state_now():
    state = ProjectState()
    assert state.apps  # as `migrate` does before its first step
    return state


def forwards(steps, state):
    with connection.schema_editor() as editor:
        for step in steps:
            before = state.clone()
            step.state_forwards("lib", state)
            step.database_forwards("lib", editor, before, state)


def test_tables_are_made_first_whatever_is_named_between_them():
    tables, rest = all_at_once([TREE, HEIGHT, LEAF, TALL])
    assert (tables.operations, rest.operations) == ([TREE, LEAF], [HEIGHT, TALL])


@pytest.mark.django_db
def test_what_the_steps_make_stands_in_the_database_and_goes_again():
    tables_step, rest = all_at_once([TREE, LEAF, HEIGHT, TALL])
    state = state_now()
    forwards([tables_step, rest], state)
    assert tables() == {"lib_tree", "lib_leaf"}
    assert columns_of("lib_tree") == ["id", "height"]
    with connection.cursor() as cursor:
        assert "tree_is_tall" in connection.introspection.get_constraints(cursor, "lib_tree")

    empty = state_now()
    with connection.schema_editor() as editor:
        all_of_it = AllAtOnce([TREE, LEAF])
        all_of_it.database_backwards("lib", editor, state, empty)
    assert tables() == set()


def test_models_are_rendered_once_for_all_of_them(monkeypatch):
    rendered = []
    render = StateApps.render_multiple

    def counted(apps, states):
        rendered.append([state.name for state in states])
        return render(apps, states)

    state = state_now()
    monkeypatch.setattr(StateApps, "render_multiple", counted)
    for step in all_at_once([TREE, LEAF, HEIGHT, TALL]):
        step.state_forwards("lib", state)
    assert rendered == []
    assert state.apps.get_model("lib", "Leaf")._meta.get_field("tree").related_model
    assert rendered == [["Tree", "Leaf"]]


def test_a_way_back_is_there_only_where_each_has_one():
    assert AllAtOnce([TREE, LEAF]).reversible
    assert not AllAtOnce([TREE, migrations.RunSQL("SELECT 1")]).reversible
