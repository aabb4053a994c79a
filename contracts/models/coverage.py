from contracts.guards.coverage import START_IS_COVERED
from participants.models import Participation


class CoveredParticipation(Participation):
    """The same rows, seen from the floor that knows contracts: here hangs the rule about their first day."""

    class Meta:
        proxy = True
        verbose_name = "udział w KIS objęty kontraktem"
        verbose_name_plural = "udziały w KIS objęte kontraktem"
        triggers = [START_IS_COVERED]
