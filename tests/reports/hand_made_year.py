"""A year made by hand: each way in which a person, a stay or an entry may be counted, or may not.

The year is 2025. `make_year(users)` gives the people by name.
"""

import datetime
from decimal import Decimal
from types import SimpleNamespace

from kis.activities.models import Consultation, Placement
from participants.merging import merge
from participants.models import FollowUp, Participation
from psu.models import PastMonth
from tests.activities.factories import ActivityFactory, KindFactory, MeetingFactory, enrol, mark
from tests.contracts.made import signed
from tests.factories import PersonFactory
from tests.participants import commissioned
from tests.participants.made import category, established
from tests.psu.factories import AgreementFactory, ReferralFactory, WorkPlaceFactory, work
from tests.reports.made import grant, staff_member

D = datetime.date
YEAR = 2025
LONG_AGO = D(2023, 1, 2)
AT = datetime.datetime(2025, 12, 1, 12, tzinfo=datetime.UTC)


def make_year(users) -> SimpleNamespace:
    kit = _Kit(users)
    kit.people()
    kit.merged()
    kit.classes()
    kit.works()
    kit.office()
    return SimpleNamespace(**kit.named)


class _Kit:
    def __init__(self, users):
        self.users, self.named = users, {}

    def person(self, name, sex, *groups, on=LONG_AGO):
        """The first group is the main one, the others are further ones."""
        # The numbers of the factory are those of men and women in turn; no sex follows from none.
        facts = {"pesel": "", "sex": sex, "first_name": name, "responsible": self.users.worker}
        person = PersonFactory(**facts)
        for place, code in enumerate(groups):
            established(person, category(code), on=on, is_main=place == 0, reason="x")
        self.named[name] = person
        return person

    def stay(self, person, first, last=None, *, covered_to=None, **facts):
        signed(person, on=first, ends_on=covered_to or last or D(2027, 12, 31))
        row = {
            "person": person,
            "starts_on": first,
            "planned_end_on": last or D(2027, 12, 31),
            "rules_version": "1",
            "rules_read_on": first,
            "declaration_signed_on": first,
            "begun_by": self.users.worker,
        }
        if last:
            row |= {
                "ends_on": last,
                "outcome": "finished",
                "what_next": "unknown",
                "contract_carried_out": "yes",
                "ended_by": self.users.worker,
            }
        return Participation.objects.create(**row | facts)

    def people(self):
        self.stay(self.person("Anna", "K", 5), D(2025, 2, 1))
        beata = self.person("Beata", "K", 2)
        told = {"what_next": "open_market", "social_effects": "Wyszła z długów."}
        self.stay(beata, D(2024, 5, 1), D(2025, 6, 30), **told)
        self._celina()
        self.stay(self.person("Darek", "M", 6), D(2023, 3, 1), D(2024, 12, 31))
        self.stay(self.person("Edward", "M", 1), D(2024, 12, 1), D(2025, 1, 1), what_next="cis")
        self.stay(self.person("Filip", "M", 5, 8), D(2025, 12, 31))
        self.stay(self.person("Grzegorz", "M", 5), D(2026, 1, 1))
        henryk = self.stay(self.person("Henryk", "M", 5), D(2025, 1, 1), D(2025, 12, 31))
        self._follow_up(henryk, "business")
        self.stay(self.person("Irena", "", 4), D(2024, 1, 8))
        jan = self.person("Jan", "M")
        commissioned.commissioned(
            jan,
            starts_on=D(2025, 9, 1),
            planned_end_on=D(2025, 12, 31),
            agreement_on=D(2025, 8, 1),
            referral_on=D(2025, 8, 20),
            rules_read_on=D(2025, 9, 1),
        )
        lidia = self.stay(self.person("Lidia", "K", 5), D(2025, 3, 1))
        lidia.void(by=self.users.coordinator, reason="pomyłka")

    def _celina(self):
        """Two stays, in two groups; a third group was voided, a fourth one is over before the year."""
        celina = self.person("Celina", "K")
        first, last = D(2025, 1, 10), D(2025, 3, 31)
        for code, on, end, is_main in (
            (5, D(2024, 12, 1), D(2025, 4, 30), True),
            (8, D(2025, 5, 1), None, True),
            (6, D(2025, 5, 1), None, False),
            (3, D(2023, 1, 1), D(2024, 11, 30), True),
        ):
            ends = {"ends_on": end, "end_reason": "x"} if end else {}
            established(celina, category(code), on=on, is_main=is_main, **ends)
        wrong = established(celina, category(1), on=D(2025, 1, 2), is_main=False)
        wrong.void(by=self.users.coordinator, reason="pomyłka")
        left = {"outcome": "interrupted", "leaving_reason": "health", "what_next": "nothing"}
        self.stay(celina, first, last, **left)
        told = {"what_next": "psu", "vocational_effects": "Kurs obsługi kasy."}
        self.stay(celina, D(2025, 6, 1), D(2025, 11, 30), **told)

    def _follow_up(self, stay, what_next):
        FollowUp.objects.create(
            participation=stay,
            months=3,
            due_on=D(2026, 3, 31),
            settled_on=D(2026, 2, 1),
            way="call",
            what_next=what_next,
            settled_by=self.users.worker,
        )

    def merged(self):
        """Two files of one man: a stay in each, in the same group."""
        karol, other = self.person("Karol", "M", 7), self.person("Karol-bis", "M", 4)
        self.stay(other, D(2025, 1, 7), D(2025, 2, 28), what_next="training")
        self.stay(karol, D(2025, 4, 1), D(2025, 8, 31), what_next="traineeship")
        ground = other.eligibilities.get()
        ground.end(last_day=D(2025, 3, 1), reason="x")
        own = karol.eligibilities.get()
        own.established_on = D(2025, 3, 2)
        own.save()
        merge(other, into=karol, by=self.users.coordinator, reason="ta sama osoba")

    def classes(self):
        named, users = self.named, self.users
        budget = KindFactory(name="Budżet domowy", service="budżet domowy")
        advice = KindFactory(name="Doradca", service="doradca zawodowy", reintegration="vocational")
        group = ActivityFactory(kind=budget, leader=users.leader, starts_on=D(2024, 1, 1))
        other = ActivityFactory(kind=advice, leader=users.leader, starts_on=D(2024, 1, 1))
        for name in ("Anna", "Beata", "Celina", "Irena", "Jan", "Karol", "Henryk"):
            for each in (group, other):
                enrol(each, named[name], users.coordinator, starts_on=D(2025, 9, 1))
        held = [
            (group, D(2025, 2, 10), {"Anna": "present", "Beata": "late", "Celina": "unexcused"}),
            (group, D(2025, 2, 17), {"Beata": "unexcused"}),  # to which nobody came
            (group, D(2025, 7, 7), {"Celina": "left_early", "Karol": "present"}),
            (other, D(2025, 10, 6), {"Anna": "present", "Jan": "present", "Irena": "present"}),
            (group, D(2024, 10, 7), {"Beata": "present"}),  # another year
        ]
        for activity, day, marks in held:
            meeting = MeetingFactory(activity=activity, day=day)
            for name, state in marks.items():
                mark(meeting, named[name], state)
        self._talks(group, advice)
        self._uncovered(budget)
        self._placements()

    def _talks(self, group, advice):
        facts = {"specialist": "mec. Nowak", "author": self.users.leader, "written_as": "leader"}
        facts |= {"written_at": AT, "minutes": 45}
        henryk = self.named["Henryk"]
        Consultation.objects.create(person=henryk, kind=advice, day=D(2025, 5, 5), **facts)
        Consultation.objects.create(person=henryk, activity=group, day=D(2025, 5, 6), **facts)
        wrong = Consultation.objects.create(
            person=self.named["Anna"], kind=advice, day=D(2025, 5, 5), **facts
        )
        wrong.void(by=self.users.coordinator, reason="pomyłka")

    def _uncovered(self, kind):
        """A stay whose contract ended before the meeting: a gap that is not counted."""
        maria = self.person("Maria", "K", 5)
        self.stay(maria, D(2025, 3, 1), covered_to=D(2025, 4, 30))
        group = ActivityFactory(kind=kind, leader=self.users.leader, starts_on=D(2025, 1, 1))
        enrol(group, maria, self.users.coordinator, starts_on=D(2025, 3, 1))
        mark(MeetingFactory(activity=group, day=D(2025, 6, 2)), maria)

    def _placements(self):
        kind = KindFactory(
            name="Staż", service="staż", reintegration="vocational", recorded_as="placement"
        )
        rows = [
            ("Celina", D(2025, 7, 1), D(2025, 9, 30), "hired"),
            ("Anna", D(2025, 3, 1), D(2025, 5, 31), "finished"),
            ("Anna", D(2025, 6, 1), D(2025, 8, 31), "finished"),
            ("Anna", D(2025, 10, 1), None, ""),
            ("Edward", D(2024, 12, 2), D(2024, 12, 20), "left"),
        ]
        for name, first, last, outcome in rows:
            ended = {"ends_on": last, "outcome": outcome, "ended_by": self.users.worker}
            Placement.objects.create(
                person=self.named[name],
                kind=kind,
                employer="Zakład",
                work="x",
                starts_on=first,
                entered_by=self.users.worker,
                **(ended if last else {}),
            )

    def works(self):
        """Socially useful work counts as a service on days of a stay alone."""
        KindFactory(
            name="PSU", service="PSU", reintegration="vocational", recorded_as="psu", code="psu"
        )
        place = WorkPlaceFactory()
        agreement = AgreementFactory(place=place)
        common = {"place": place, "agreement": agreement, "entered_by": self.users.coordinator}
        self.before()
        for name, days in (
            ("Anna", [D(2025, 6, 16), D(2025, 6, 17)]),
            ("Beata", [D(2025, 6, 30), D(2025, 7, 1)]),  # the second one is behind her stay
            ("Darek", [D(2025, 6, 16)]),  # a former participant
        ):
            referral = ReferralFactory(person=self.named[name], **common)
            for day in days:
                work(referral, day, "4")

    def before(self):
        """Months that are told as sums: two agreements in one of them, others of other years."""
        first, second = AgreementFactory(starts_on=D(2024, 1, 1)), AgreementFactory()
        for agreement, month, persons, hours in (
            (first, D(2024, 12, 1), 9, "90.5"),
            (first, D(2025, 1, 1), 5, "50"),
            (second, D(2025, 1, 1), 4, "40.25"),
            (first, D(2025, 2, 1), 8, "80"),
            (first, D(2026, 1, 1), 2, "20"),
        ):
            paid = (Decimal(hours) * Decimal("12.20")).quantize(Decimal("0.01"))
            PastMonth.objects.create(
                agreement=agreement,
                month=month,
                persons=persons,
                hours=hours,
                amount=paid,
                refund=(paid * Decimal("0.6")).quantize(Decimal("0.01")),
                entered_by=self.users.coordinator,
            )

    def office(self):
        by = {"entered_by": self.users.worker}
        half, whole = Decimal("0.5"), Decimal(1)
        staff_member(**by, name="Halina Gil", full_time=half, ends_on=D(2025, 6, 30))
        staff_member(**by, name="Halina Gil", full_time=whole, starts_on=D(2025, 7, 1))
        mandate = {"basis": "mandate", "monthly_hours": Decimal(20)}
        staff_member(**by, name="Halina Gil", position="prowadząca", **mandate)
        staff_member(**by, name="Jan Lis", sex="M", full_time=half, ends_on=D(2025, 12, 31))
        staff_member(
            **by, name="Ewa Kos", full_time=half, ends_on=D(2024, 12, 31), starts_on=LONG_AGO
        )
        staff_member(**by, name="Adam Sój", sex="M", basis="volunteer", starts_on=D(2025, 5, 1))
        staff_member(**by, name="Iga Mak", basis="volunteer", ends_on=D(2025, 3, 1))
        wrong = staff_member(**by, name="Pomyłka", full_time=whole)
        wrong.void(by=self.users.coordinator, reason="pomyłka")
        grant(**by, received=Decimal("1000"), spent=Decimal("400.10"))
        settled = {
            "spent": Decimal("499.50"),
            "returned": Decimal("0.50"),
            "settled_on": D(2026, 1, 9),
        }
        grant(**by, received=Decimal("500"), title="Inna", **settled)
        grant(**by, source="eu", received=Decimal("9999.99"), title="Projekt")
        grant(**by, year=2024, received=Decimal("77"))
        wrong = grant(**by, received=Decimal("5"), title="Pomyłka")
        wrong.void(by=self.users.coordinator, reason="pomyłka")
