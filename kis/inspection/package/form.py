import random

from django import forms
from django.db.models import Q

from contracts.covered_stays import WHOLE
from kis.documents.models import Export
from kis.documents.ordering import order_papers
from kis.inspection.numbers_field import FileNumbersField, refuse_unreadable
from kis.inspection.package.kind import MOST_PEOPLE, InspectionPackage, title_of
from kis.lib.forms import PolishDateField, WholeNumberField
from kis.lib.refusals import Refused
from participants.models import Participation, Person
from psu.models import Referral

CLUB, PSU, BOTH = "kis", "psu", "oba"


class PackageForm(forms.Form):
    """Whose papers, of what period: named files, or so many drawn by lot."""

    od = PolishDateField(label="Od")
    do = PolishDateField(label="Do")
    kto = forms.ChoiceField(
        label="Z kogo losować",
        choices=[
            (BOTH, "uczestnicy KIS i osoby w PSU"),
            (CLUB, "uczestnicy KIS"),
            (PSU, "osoby w PSU"),
        ],
    )
    ile = WholeNumberField(
        label="Ile osób wylosować", min_value=1, max_value=MOST_PEOPLE, initial=10
    )
    karty = FileNumbersField(
        most=MOST_PEOPLE,
        too_many=f"W jednym pakiecie jest najwyżej {MOST_PEOPLE} osób.",
        label="Numery kart zamiast losowania",
        required=False,
        help_text="Np. 12, 15, 40. Numer karty stoi w jej adresie.",
    )

    def __init__(self, *args, user, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.on = user, on

    def clean(self):
        first, last = self.cleaned_data.get("od"), self.cleaned_data.get("do")
        if first and last and last < first:
            self.add_error("do", "Koniec okresu jest przed jego początkiem.")
        return self.cleaned_data

    def order(self, at) -> Export:
        """Raises Refused where there is nobody, or a named file is not the reader's to see."""
        first, last = self.cleaned_data["od"], self.cleaned_data["do"]
        people = self._named() if self.cleaned_data["karty"] else self._drawn(first, last)
        if not people:
            raise Refused("W tym okresie nie ma takich osób.")
        kind = InspectionPackage()
        title = title_of(len(people), first, last)
        return order_papers(kind, title, kind.wanted(people, first, last), by=self.user, at=at)

    def _named(self) -> list[Person]:
        numbers = self.cleaned_data["karty"]
        found = list(self._readable().filter(pk__in=numbers).in_polish_order())
        if why := refuse_unreadable(numbers, found):
            raise Refused(why)
        return found

    def _drawn(self, first, last) -> list[Person]:
        """By lot, so that nobody can choose whose papers are shown."""
        numbers = list(self._of_period(first, last).values_list("pk", flat=True))
        drawn = random.SystemRandom().sample(numbers, min(self.cleaned_data["ile"], len(numbers)))
        return list(Person.objects.filter(pk__in=drawn).in_polish_order())

    def _of_period(self, first, last):
        stays = Participation.objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last
        )
        sent = Referral.objects.within(first, last)
        of_club = _whole(stays)
        of_psu = _whole(sent)
        which = {CLUB: Q(pk__in=of_club), PSU: Q(pk__in=of_psu)}
        which[BOTH] = which[CLUB] | which[PSU]
        return self._readable().filter(which[self.cleaned_data["kto"]])

    def _readable(self):
        return Person.objects.read_whole_by(self.user, self.on).filter(merged_into=None)


def _whole(rows):
    """The files that stand for the people of these rows."""
    return rows.order_by().values_list(WHOLE)
