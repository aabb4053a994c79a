"""Connections that really overlap: a copy is sent once, its first words stay."""

import datetime

import pytest

from kis.lib.refusals import Refused
from kis.reports.forms.typed import TypedForm
from kis.reports.models import ReportCopy, TypedFigure
from kis.reports.sheets.build import resources_sheet
from kis.reports.sheets.template import load_sheet_lines
from tests.psu.connections import race
from tests.reports.made import report_copy

pytestmark = pytest.mark.django_db(transaction=True)
D = datetime.date


def test_a_copy_sent_from_two_windows_at_once_is_sent_once(users):
    copy = report_copy(users.worker)

    def send(by, how):
        return lambda: ReportCopy.objects.get(pk=copy.pk).send(day=D(2026, 1, 20), how=how, by=by)

    with pytest.raises(Refused, match="Wysłanie już odnotowano"):
        race(send(users.head, "post"), send(users.coordinator, "central"))
    copy.refresh_from_db()
    assert (copy.sent_by, copy.sent_how) == (users.head, "post")


def test_a_copy_is_not_sent_while_somebody_voids_it(users):
    copy = report_copy(users.worker)

    def void():
        ReportCopy.objects.get(pk=copy.pk).void(by=users.head, reason="pomyłka")

    def send():
        ReportCopy.objects.get(pk=copy.pk).send(
            day=D(2026, 1, 20), how="post", by=users.coordinator
        )

    with pytest.raises(Refused, match="unieważniona"):
        race(void, send)
    copy = ReportCopy.with_voided.get()
    assert copy.sent_on is None


def test_two_who_type_the_same_cell_at_once_do_not_write_over_each_other(users, centre):
    load_sheet_lines(D(2026, 2, 1))
    report = resources_sheet(2025)

    def typing(text, by):
        form = TypedForm(report=report)
        sent = {name: form[name].value() or "" for name in form.fields} | {"miejsca.2025": text}
        form = TypedForm(sent, report=report)
        assert form.is_valid()

        def save():
            form.save(by=by)
            return form

        return save

    first, second = typing("20", users.head), typing("30", users.coordinator)
    with pytest.raises(Exception, match="typed_figure_once"):
        race(first, second)
    assert TypedFigure.objects.get().text == "20"
    third, fourth = typing("21", users.head), typing("31", users.coordinator)
    assert not race(third, fourth).is_valid()
    assert TypedFigure.objects.get().text == "21"
