"""The reference rows that a new centre starts from; all are the centre's own to edit afterwards."""

import datetime

from django.db import transaction

from contracts.texts import load_texts
from participants.reference import load_categories
from psu.reference import load_reference as load_law

# The texts are worded by the law as it stood then.
STATE_OF_LAW = datetime.date(2025, 6, 1)


@transaction.atomic
def load_reference() -> None:
    load_categories()
    load_texts(STATE_OF_LAW)
    load_law()
