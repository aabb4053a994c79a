from kis.accounts.models.authorisation import Authorisation
from kis.accounts.models.deputy import TAKEN_OVER, Deputy
from kis.accounts.models.inspection import Inspection, Today
from kis.accounts.models.office import (
    DRAFT_LIFE,
    LONGEST_ADDRESS,
    LONGEST_BEGINNING,
    LONGEST_KEY,
    Centre,
    ChosenColumns,
    Digest,
    Draft,
    OfficeUserManager,
    SavedForm,
    User,
    holding,
    short_name,
)

__all__ = [
    "DRAFT_LIFE",
    "LONGEST_ADDRESS",
    "LONGEST_BEGINNING",
    "LONGEST_KEY",
    "TAKEN_OVER",
    "Authorisation",
    "Centre",
    "ChosenColumns",
    "Deputy",
    "Digest",
    "Draft",
    "Inspection",
    "OfficeUserManager",
    "SavedForm",
    "Today",
    "User",
    "holding",
    "short_name",
]
