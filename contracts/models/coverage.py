from contracts.guards.coverage import (
    MERGED_CONTRACTS_APART,
    START_IS_COVERED,
    STAYS_OF_UNMERGED_COVERED,
)
from participants.models import Participation, Person


class CoveredParticipation(Participation):
    """The same rows, seen from the floor that knows contracts: here hangs the rule about their first day."""

    class Meta:
        proxy = True
        verbose_name = "udział w KIS objęty kontraktem"
        verbose_name_plural = "udziały w KIS objęte kontraktem"
        triggers = [START_IS_COVERED]


class ContractingPerson(Person):
    """No row of its own: rules about contracts of merged files, and of files that are taken apart again."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [MERGED_CONTRACTS_APART, STAYS_OF_UNMERGED_COVERED]
