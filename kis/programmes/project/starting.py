"""What the register knows already of a new participant: proposed, to be asked about."""

from kis.programmes.models import Enrolment, ProjectStart
from participants.models import Person

EDUCATION = {
    Person.Education.NONE: "none",
    Person.Education.PRIMARY: "primary",
    Person.Education.LOWER: "primary",
    Person.Education.VOCATIONAL: "secondary",
    Person.Education.SECONDARY: "secondary",
    Person.Education.POST_SECONDARY: "secondary",
    Person.Education.HIGHER: "higher",
}
STATUS = {
    Person.LabourStatus.UNEMPLOYED: "unemployed",
    Person.LabourStatus.INACTIVE: "inactive",
    Person.LabourStatus.EMPLOYED: "employed",
}


def proposed(enrolment: Enrolment) -> dict[str, str]:
    """No sensitive answer is among them: those are asked, and may be refused."""
    person = enrolment.person
    house, _, flat = person.house.partition("/")
    consent = person.mail_consents.standing().first()
    return _of_the_place(person.town) | {
        "country": "Polska",
        "kind": "individual",
        "town": person.town,
        "street": person.street,
        "house": house.strip(),
        "flat": flat.strip(),
        "postal_code": person.postal_code,
        "phone": person.phone,
        "email": consent.email if consent else "",
        "education": EDUCATION.get(person.education, ""),
        "status": STATUS.get(person.labour_status, ""),
        "citizenship": "polish" if person.citizenship == "polskie" else "",
    }


def _of_the_place(town: str) -> dict[str, str]:
    """As they were told last of somebody in that place."""
    last = ProjectStart.objects.filter(town=town).order_by("-pk").first() if town else None
    names = ("voivodeship", "county", "municipality", "degurba")
    return {name: getattr(last, name) for name in names} if last else {}
