"""Every rule asked of live data, one statement each; what is found is kept until it is gone."""
# ruff: noqa: S608 – the rules' statements are text of ours

import datetime
import logging

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

import contracts.invariants
import kis.accounts.invariants
import kis.activities.invariants
import kis.documents.invariants
import kis.families.invariants
import kis.journal.invariants
import kis.privacy.invariants
import kis.programmes.invariants
import kis.reports.invariants
import participants.invariants
import psu.invariants
from kis.desk.consistency import structure
from kis.desk.models import DataCheck, Finding
from kis.lib.invariants import Invariant
from kis.lib.refusals import Refused

APPS = [
    *(structure, kis.documents.invariants, kis.journal.invariants, kis.accounts.invariants),
    *(participants.invariants, contracts.invariants, psu.invariants, kis.activities.invariants),
    *(kis.families.invariants, kis.programmes.invariants),
    *(kis.reports.invariants, kis.privacy.invariants),
]
RULES: dict[str, Invariant] = {rule.key: rule for app in APPS for rule in app.INVARIANTS}
# A page's limit is too short for all rows, none at all would let one rule hold the night.
LONGEST = "10min"

logger = logging.getLogger(__name__)

_SAME = """found.name = known.name
    AND COALESCE(found.number, -1) = COALESCE(known.number, -1)
    AND COALESCE(found.person, -1) = COALESCE(known.person_number, -1)
    AND COALESCE(found.day, '-infinity') = COALESCE(known.day, '-infinity')"""
# One statement: what is new and what is gone are told from the same moment of the data.
KEEP = f"""
WITH found AS (SELECT DISTINCT * FROM ({{sql}}) row (number, person, day, name)),
gone AS (UPDATE desk_finding known SET gone_at = %s
    WHERE known.rule = %s AND known.gone_at IS NULL AND NOT EXISTS (SELECT 1 FROM found WHERE {_SAME}))
INSERT INTO desk_finding (rule, number, person_number, day, name, found_at)
SELECT %s, number, person, day, name, %s FROM found
ON CONFLICT DO NOTHING
"""


def check(at: datetime.datetime) -> DataCheck:
    """Ask all rules. One that the database cannot answer is named, and the others are asked."""
    made = DataCheck.objects.create(started_at=at)
    made.failed = [rule.key for rule in RULES.values() if not _is_asked(rule, at)]
    Finding.objects.open().exclude(rule__in=RULES).update(gone_at=at)
    made.finished_at = timezone.now()
    made.save()
    return made


def _is_asked(rule: Invariant, at: datetime.datetime) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [LONGEST])
            text = KEEP.format(sql=rule.sql)
            values = rule.values() if callable(rule.values) else rule.values
            cursor.execute(text, [*values, at, rule.key, rule.key, at])
    except (DatabaseError, Refused) as error:
        # The kind alone: the text of a database's error may quote rows.
        logger.error("rule %s was not asked: %s", rule.key, type(error.__cause__ or error).__name__)
        return False
    return True
