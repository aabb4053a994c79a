"""The reference rows that a new centre starts from; all are the centre's own to edit afterwards."""

import datetime

from django.db import transaction
from django.utils import timezone

from contracts.starting_library import load_library
from contracts.texts import load_texts
from kis.activities.reference import load_kinds, load_reasons
from kis.families.reference import load_limits, load_monitoring, load_topics
from kis.privacy.starting_register import load_activities, load_classes
from kis.programmes.project.reference import load_project_columns, load_project_words
from kis.programmes.room_reference import load_carer_limits
from kis.reports.official_dates import load_official_dates
from kis.reports.sheets.template import load_sheet_lines
from participants.reference import (
    load_accepted_evidence,
    load_categories,
    load_commission_limits,
    load_opening_limits,
    load_project_definitions,
    load_register_limits,
)
from psu.reference import load_reference as load_law


@transaction.atomic
def load_reference(on: datetime.date | None = None) -> None:
    """Safe to repeat. What a centre has already is followed by newer words from the day `on`, today."""
    on = on or timezone.localdate()
    load_categories(on)
    load_accepted_evidence()
    load_register_limits()
    load_commission_limits()
    load_opening_limits()
    load_project_definitions()
    load_texts(on)
    load_library()
    load_law()
    load_kinds()
    load_reasons()
    load_limits()
    load_monitoring()
    load_topics()
    load_carer_limits()
    load_project_words()
    load_project_columns()
    load_official_dates(on)
    load_activities(on)
    load_sheet_lines(on)
    load_classes(on)
