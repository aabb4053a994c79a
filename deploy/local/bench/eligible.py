"""`make bench PART=eligible`: what thirty thousand people lack on a day, beside the bare SQL of the same."""

import os
import statistics
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kis.settings")
django.setup()

# ruff: noqa: E402 - the models want Django set up
from django.db import connection, connections
from django.test.utils import override_settings
from django.utils import timezone

from deploy.local.bench.aims import Figure, table
from deploy.local.bench.databases import connection_to, ensure
from deploy.local.bench.office import standing
from deploy.local.bench.run import AS_ON_A_SERVER, CROWD
from deploy.local.talk import say
from participants.eligible_people import what_they_lack
from participants.models import BenefitAnswer, Person

TO_SQL = 3
ROUNDS = 7


def main() -> int:
    base, server = connections["default"].settings_dict["NAME"], os.environ["DATABASE_URL"]
    database = f"{base}_eligible"
    ensure(server, database, CROWD, taking_part=CROWD // 2)
    with override_settings(**AS_ON_A_SERVER), standing(connection_to(database)):
        program, bare = _by_the_program(), _by_sql()
        if program != bare:
            raise AssertionError("the two do not agree")
        seconds = {act: [] for act in (_by_the_program, _by_sql)}
        for _ in range(ROUNDS):
            for act, taken in seconds.items():
                start = time.perf_counter()
                act()
                taken.append(time.perf_counter() - start)
        ours, sql = (statistics.median(taken) for taken in seconds.values())
    told = f"{len(program)} osób: {ours:.2f} s, sam SQL {sql:.2f} s"
    figure = Figure(told, ours / sql, TO_SQL)
    say(table("Czego brakuje do udziału", [figure]))
    return int(figure.is_missed)


def _by_the_program() -> dict[int, tuple[bool, bool, bool]]:
    found = what_they_lack(Person.objects.all(), timezone.localdate())
    return {pk: (one.ground, one.benefits, one.information) for pk, one in found.items()}


def _by_sql() -> dict[int, tuple[bool, bool, bool]]:
    with connection.cursor() as cursor:
        facts = {"on": timezone.localdate(), "fine": [*BenefitAnswer.NOT_EXCLUDING]}
        cursor.execute(BARE, facts)
        return {pk: tuple(lacks) for pk, *lacks in cursor.fetchall()}


BARE = r"""
    WITH file AS (SELECT id, COALESCE(merged_into_id, id) AS whole, information_given_on
        FROM participants_person),
    in_law AS (SELECT c.id FROM participants_eligibilitycategory c
        WHERE %(on)s <= COALESCE((SELECT min(e.valid_to) FROM participants_eligibilitycategory e
            WHERE e.code = c.code AND e.valid_to >= c.valid_from AND NOT EXISTS (
                SELECT FROM participants_eligibilitycategory f
                WHERE f.code = e.code AND f.valid_from = e.valid_to + 1)), 'infinity')),
    begun AS (SELECT DISTINCT eligibility_id FROM participants_evidence
        WHERE voided_at IS NULL AND kind = 'programme' AND issued_on <= %(on)s),
    good AS (SELECT DISTINCT p.eligibility_id FROM participants_evidence p
        LEFT JOIN begun b ON b.eligibility_id = p.eligibility_id
        WHERE p.voided_at IS NULL AND p.issued_on <= %(on)s
            AND (p.is_indefinite OR p.valid_until >= %(on)s OR p.extended_until >= %(on)s)
            AND (p.kind = 'programme' OR b.eligibility_id IS NULL)),
    ground AS (SELECT DISTINCT file.whole FROM participants_eligibility e
        JOIN good ON good.eligibility_id = e.id JOIN in_law ON in_law.id = e.category_id
        JOIN participants_eligibilitycategory c ON c.id = e.category_id
        JOIN file ON file.id = e.person_id
        WHERE e.voided_at IS NULL AND e.established_on <= %(on)s
            AND (e.ends_on IS NULL OR e.ends_on >= %(on)s)
            AND e.exclusion ~ '\S' AND (NOT c.needs_reason OR e.reason ~ '\S')),
    asked AS (SELECT DISTINCT ON (file.whole, CASE WHEN asked_on > %(on)s THEN asked_on END)
            b.id, file.whole, b.asked_on, b.ask_again_on
        FROM participants_benefitcheck b JOIN file ON file.id = b.person_id WHERE b.voided_at IS NULL
        ORDER BY file.whole, CASE WHEN asked_on > %(on)s THEN asked_on END, asked_on DESC, b.id DESC),
    excluded AS (SELECT DISTINCT asked.whole FROM asked
        JOIN participants_benefitanswer a ON a.check_made_id = asked.id
        WHERE a.entitled_from <= %(on)s AND a.benefit <> ALL(%(fine)s)),
    answered AS (SELECT DISTINCT asked.whole FROM asked
        LEFT JOIN excluded ON excluded.whole = asked.whole
        WHERE asked.asked_on <= %(on)s AND asked.ask_again_on > %(on)s AND excluded.whole IS NULL)
    SELECT file.id, ground.whole IS NULL, answered.whole IS NULL,
        file.information_given_on IS NULL OR file.information_given_on > %(on)s
    FROM file LEFT JOIN ground ON ground.whole = file.whole
    LEFT JOIN answered ON answered.whole = file.whole"""


if __name__ == "__main__":
    sys.exit(main())
