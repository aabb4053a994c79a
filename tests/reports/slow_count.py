"""The yearly report counted a second time: plain Python over all rows, one after another.

It shares nothing with kis.reports: each figure is told by the law's words and by the rows alone.
"""

import datetime
from collections import Counter, defaultdict

from contracts.models import SocialContract
from kis.activities.models import ActivityKind, Attendance, Consultation, Placement
from kis.reports.models import Grant, Staff
from participants.models import Eligibility, FollowUp, Participation, Person
from psu.models import PastMonth, WorkDay

WORKS = {"open_market", "business", "cooperative"}
SEXES = {"K": "k", "M": "m", "": "b"}


def counted(year: int) -> dict[tuple[str, str, str], object]:
    """By table, line and column, all figures that are not zero."""
    slow = Slow(year)
    slow.stays()
    slow.further_groups()
    slow.effects()
    slow.services()
    slow.actions()
    slow.placements()
    slow.staff()
    slow.before()
    slow.grants()
    return {cell: amount for cell, amount in slow.figures.items() if amount}


class Slow:
    def __init__(self, year):
        self.first, self.last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        self.figures = Counter()
        self.people = {person.pk: person for person in Person.objects.all()}
        self.of_year = [
            stay
            for stay in Participation.with_voided.all()
            if not stay.voided_at and self.within(stay.starts_on, stay.ends_on)
        ]
        self.grounds = [row for row in Eligibility.with_voided.all() if not row.voided_at]

    def within(self, first, last):
        return first <= self.last and (last is None or last >= self.first)

    def is_in(self, day):
        return day is not None and self.first <= day <= self.last

    def whole(self, number):
        return self.people[number].merged_into_id or number

    def sex(self, number):
        return SEXES[self.people[self.whole(number)].sex]

    def add(self, table, line, column, amount=1):
        for each in (line, "razem"):
            self.figures[table, each, column] += amount

    def group(self, stay):
        codes = [
            row.category.code
            for row in self.grounds
            if row.is_main
            and self.whole(row.person_id) == self.whole(stay.person_id)
            and row.is_in_force(stay.starts_on)
        ]
        return str(codes[0]) if codes else "brak"

    def ended(self, stay):
        return stay.outcome if self.is_in(stay.ends_on) else ""

    # Stays

    def stays(self):
        for stay in self.of_year:
            self._balance("bilans", self.sex(stay.person_id), stay)
            self._balance("bilans-grup", self.group(stay), stay)
        self._people("rozpoczeli", [s for s in self.of_year if self.is_in(s.starts_on)], self.group)
        self._people("uczestniczyli", self.of_year, self.group)
        finished = [s for s in self.of_year if self.ended(s) == "finished"]
        interrupted = [s for s in self.of_year if self.ended(s) == "interrupted"]
        self._people("ukonczyli", finished, self.group)
        self._people("przerwali", interrupted, self.group)
        self._people("dalej", finished, lambda stay: stay.what_next)
        self._people("powody", interrupted, lambda stay: stay.leaving_reason)

    def _balance(self, table, line, stay):
        self.add(table, line, "rozpoczete" if self.is_in(stay.starts_on) else "poczatek")
        columns = {"finished": "ukonczone", "interrupted": "przerwane", "": "koniec"}
        self.add(table, line, columns[self.ended(stay)])

    def _people(self, table, stays, line_of):
        for stay in stays:
            self.add(table, line_of(stay), "udzialy")
        for stay in self.latest(stays):
            self.add(table, line_of(stay), "osoby")
            self.add(table, line_of(stay), self.sex(stay.person_id))

    def latest(self, stays):
        found = {}
        for stay in sorted(stays, key=lambda stay: stay.starts_on):
            found[self.whole(stay.person_id)] = stay
        return found.values()

    def further_groups(self):
        found = defaultdict(set)
        for stay in self.of_year:
            for row in self.grounds:
                if self.whole(row.person_id) != self.whole(stay.person_id):
                    continue
                days = (self.first + datetime.timedelta(n) for n in range(365))
                if any(row.is_in_force(day) and self.of(stay, day) for day in days):
                    found[self.whole(row.person_id)].add(row.category.code)
        for codes in found.values():
            self.figures["uczestniczyli", "razem", "kategoria"] += 1
            for code in codes:
                self.figures["uczestniczyli", str(code), "kategoria"] += 1

    @staticmethod
    def of(stay, day):
        return stay.starts_on <= day and (stay.ends_on is None or day <= stay.ends_on)

    def effects(self):
        for stay in self.latest([stay for stay in self.of_year if self.ended(stay)]):
            line = self.group(stay)
            effects = {
                "spoleczne": bool(stay.social_effects.strip()),
                "zawodowe": bool(stay.vocational_effects.strip()),
                "praca": self._employed(stay),
            }
            self.add("efekty", line, "zakonczyli")
            for column, is_reached in effects.items():
                self.add("efekty", line, column, int(is_reached))
            if any(effects.values()):
                self.add("efekty", line, "osoby")
                self.add("efekty", line, self.sex(stay.person_id))

    def _employed(self, stay):
        asked = FollowUp.objects.filter(participation=stay)
        came = [
            row
            for row in Placement.with_voided.all()
            if not row.voided_at
            and self.whole(row.person_id) == self.whole(stay.person_id)
            and row.outcome in ("hired", "other_job")
            and self.of(stay, row.starts_on)
        ]
        told = {stay.what_next} | {row.what_next for row in asked}
        return bool(told & WORKS) or bool(came)

    # What the club did

    def is_covered(self, person, day):
        """Of a person's stay that day, which stands on a contract or needs none."""
        whole = self.whole(person)
        for stay in self.of_year:
            if self.whole(stay.person_id) != whole or not self.of(stay, day):
                continue
            if stay.kind == "commissioned":
                return True
            for contract in SocialContract.with_voided.all():
                if self.whole(contract.person_id) == whole and contract.covers(day):
                    return True
        return False

    def uses(self):
        """Person, kind, sort, number, minutes: each entry of the year that counts."""
        for row in Attendance.objects.all():
            meeting, day = row.meeting, row.meeting.day
            if row.state in ("present", "late", "left_early") and self.is_in(day):
                kind = meeting.activity.kind
                yield row.person_id, day, kind, "spotkania", meeting.pk, meeting.minutes
        for row in Consultation.with_voided.all():
            if not row.voided_at and self.is_in(row.day):
                kind = row.kind or row.activity.kind
                yield row.person_id, row.day, kind, "konsultacje", row.pk, row.minutes
        for row in WorkDay.objects.all():
            if row.hours and not row.referral.voided_at and self.is_in(row.day):
                for kind in ActivityKind.objects.on(row.day).filter(recorded_as="psu"):
                    yield row.person_id, row.day, kind, "psu", row.pk, 0

    def used(self):
        for person, day, *rest in self.uses():
            if self.is_covered(person, day):
                yield person, *rest
        for row in Placement.with_voided.all():
            if row.voided_at or not self.within(row.starts_on, row.ends_on):
                continue
            days = [self.first + datetime.timedelta(n) for n in range(365)]
            if any(self.of(row, day) and self.is_covered(row.person_id, day) for day in days):
                yield row.person_id, row.kind, "praca", row.pk, 0

    def services(self):
        tables = {"social": "uslugi-spoleczne", "vocational": "uslugi-zawodowe"}
        served = defaultdict(set)
        for person, kind, *_ in self.used():
            table = tables[kind.reintegration]
            self.add(table, kind.service, "wpisy")
            served[table, kind.service].add(self.whole(person))
            served[table, "razem"].add(self.whole(person))
        for (table, line), people in served.items():
            for person in people:
                self.figures[table, line, "osoby"] += 1
                self.figures[table, line, self.sex(person)] += 1

    def actions(self):
        seen = set()
        for _, kind, sort, number, minutes in self.used():
            if sort in ("spotkania", "konsultacje") and (sort, number) not in seen:
                seen.add((sort, number))
                self.add("dzialania", kind.name, sort)
                self.add("dzialania", kind.name, "godziny", minutes / 60)

    def placements(self):
        people = defaultdict(set)
        for row in Placement.with_voided.all():
            if row.voided_at or not self.is_in(row.ends_on):
                continue
            self.add("praca", row.outcome, "wpisy")
            people[row.outcome].add(self.whole(row.person_id))
            people["razem"].add(self.whole(row.person_id))
        for line, numbers in people.items():
            for person in numbers:
                self.figures["praca", line, "osoby"] += 1
                self.figures["praca", line, self.sex(person)] += 1

    # The office

    def staff(self):
        rows = [
            row
            for row in Staff.with_voided.all()
            if not row.voided_at and self.within(row.starts_on, row.ends_on)
        ]
        at_end = [row for row in rows if row.ends_on is None or row.ends_on >= self.last]
        paid = [row for row in rows if row.basis != "volunteer"]
        self._names("kadra", paid, at_end)
        volunteers = [row for row in rows if row.basis == "volunteer"]
        self._names("wolontariusze", volunteers, at_end, only="wszyscy")
        for row in at_end:
            if row.basis != "volunteer":
                self.add("kadra", row.basis, "etaty", row.full_time or 0)
                self.add("kadra", row.basis, "godziny", row.monthly_hours or 0)
        self._times([row for row in at_end if row.basis != "volunteer"])

    def _names(self, table, rows, at_end, only=None):
        found = defaultdict(dict)
        for row in rows:
            for line in [only] if only else [row.basis, "razem"]:
                found[line, "osoby"][row.name] = found[line, SEXES[row.sex]][row.name] = row
                if row in at_end:
                    found[line, "koniec"][row.name] = row
        for (line, column), names in found.items():
            self.figures[table, line, column] = len(names)

    def _times(self, rows):
        found = defaultdict(set)
        for row in rows:
            if row.full_time is not None:
                time = "whole" if row.full_time == 1 else "part"
            else:
                time = "hours" if row.monthly_hours else "none"
            found[time].add(row.name)
            found["razem"].add(row.name)
        for line, names in found.items():
            self.figures["wymiar", line, "koniec"] = len(names)

    def before(self):
        months = [row for row in PastMonth.objects.all() if self.is_in(row.month)]
        persons = Counter()
        for row in months:
            persons[row.month] += row.persons
        sums = {
            "miesiace": len(months),
            "osoby": max(persons.values(), default=0),
            "godziny": sum(row.hours for row in months),
            "swiadczenia": sum(row.amount for row in months),
            "refundacja": sum(row.refund for row in months),
            "udzial": sum(row.amount - row.refund for row in months),
        }
        for column, amount in sums.items():
            self.figures["psu-przedtem", "sumy", column] = amount

    def grants(self):
        for row in Grant.with_voided.all():
            if row.voided_at or row.year != self.first.year:
                continue
            sums = {
                "liczba": 1,
                "otrzymano": row.received,
                "wykorzystano": row.spent,
                "zwrocono": row.returned,
                "pozostaje": row.received - row.spent - row.returned,
                "nierozliczone": int(row.settled_on is None),
            }
            for column, amount in sums.items():
                self.add("dotacje", row.source, column, amount)
