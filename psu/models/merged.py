"""The file of a person, where psu holds that hours of two merged files are one person's."""

from participants.models import Person
from psu.guards import merged as guards


class WorkingPerson(Person):
    """No row of its own: guards of psu on the table of people, see psu.guards.merged."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = guards.MERGED
