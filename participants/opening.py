"""A case opened for a reason, closed early, judged; a role that is withdrawn closes what it opened."""

import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.functions import Now
from django.db.models.signals import m2m_changed, post_save

from kis.lib.refusals import Refused
from participants.file import PersonFile
from participants.models import CaseOpening


def open_case(file: PersonFile, *, reason: str) -> CaseOpening:
    """The database says from when until when. Raises Refused where nothing is withheld."""
    if file.sensitive:
        raise Refused("Tę sprawę czytasz już w całości: nie trzeba jej otwierać.")
    now = datetime.datetime.now(datetime.UTC)
    opening = CaseOpening.objects.create(
        person=file.person, user=file.user, reason=reason.strip(), opened_at=now, closes_at=now
    )
    opening.refresh_from_db()
    return opening


@transaction.atomic
def judge(opening: CaseOpening, *, by, is_justified: bool, note: str) -> None:
    """What was not justified is closed at once. Raises Refused for whoever opened it, and a second time."""
    opening = CaseOpening.objects.select_for_update(no_key=True).get(pk=opening.pk)
    if opening.reviewed_at:
        raise Refused(f"To otwarcie ocenił(a) już {opening.reviewed_by}.")
    if opening.user == by:
        raise Refused("Otwarcie ocenia druga osoba, nie ta, która otworzyła sprawę.")
    if not is_justified:
        if not note.strip():
            raise Refused("Napisz, dlaczego otwarcie było nieuzasadnione i co z tego wynika.")
        CaseOpening.objects.filter(pk=opening.pk).close()
    CaseOpening.objects.filter(pk=opening.pk).update(
        reviewed_at=Now(), reviewed_by=by, is_justified=is_justified, review_note=note.strip()
    )


def connect() -> None:
    user = get_user_model()
    m2m_changed.connect(_role_went, sender=user.groups.through, dispatch_uid="openings_of_roles")
    post_save.connect(_switched_off, sender=user, dispatch_uid="openings_of_accounts")


def _role_went(sender, instance, action, reverse, pk_set, **kwargs):
    """Given back within the hours, the role does not open the case again."""
    if action not in ("post_remove", "post_clear"):
        return
    numbers = (pk_set or []) if reverse else [instance.pk]
    CaseOpening.objects.filter(user__in=numbers).close()


def _switched_off(sender, instance, **kwargs):
    if not instance.is_active:
        CaseOpening.objects.filter(user=instance).close()
