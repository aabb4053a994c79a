"""What an annex and a plan of work share: draft, print given out for signature, signed on that print."""

import datetime

from django.db import models

from kis.lib.dates import polish
from kis.lib.refusals import Refused, refused_by_database


class ForSignature(models.Model):
    """Of a Record that may be voided, with a `state` of these and its `prints` (GivenOut).

    `STEPS`: which state leads to which; the database holds the same. `CALLED`: what the sentences call it, a
    masculine noun as „plan”.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Szkic"
        PRINTED = "printed", "Do podpisu"
        SIGNED = "signed", "Podpisany"

    OPEN = (State.DRAFT, State.PRINTED)
    STEPS: dict[str, set[str]]
    CALLED: str

    class Meta:
        abstract = True

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT and not self.voided_at

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.PRINTED and not self.voided_at

    @property
    def is_signed(self) -> bool:
        return self.state == self.State.SIGNED and not self.voided_at

    @property
    def live_print(self):
        """The print that may be signed, None where there is none. One query."""
        return self.prints.filter(voided_at=None).first()

    def lock_above(self) -> None:
        """Lock what this row is a part of, in the one order of locks."""
        raise NotImplementedError

    def lock(self, *, version: int | None = None) -> None:
        """Lock what it is a part of, then this row, and read it again.

        Raises Refused where it is not as it was seen.
        """
        self.lock_above()
        self.refresh_from_db(
            fields=[field.attname for field in self._meta.concrete_fields],
            from_queryset=type(self).with_voided.select_for_update(no_key=True),
        )
        if version is not None and version != self.version:
            raise Refused(
                f"W tym czasie ktoś zmienił ten {self.CALLED}. Niczego nie zapisano: sprawdź, co się "
                "zmieniło, i zrób to jeszcze raz."
            )

    def expect_step(self, new: str) -> None:
        """Raises Refused where the state does not lead there."""
        if self.voided_at:
            raise Refused(f"Ten {self.CALLED} jest unieważniony.")
        if new not in self.STEPS[self.state]:
            raise Refused(
                f"Ten {self.CALLED} jest w stanie „{self.get_state_display()}” i nie można teraz tego zrobić."
            )

    def step(self, new: str, *fields: str) -> None:
        """Save the row in its new state. Within the lock, after `expect_step`."""
        self.state = new
        self.save(update_fields=["state", *fields])
        self.refresh_from_db(fields=["version"])  # the database counted it

    def back_to_draft(self, *, at: datetime.datetime, by, version: int | None = None) -> None:
        """Open it again; the print given out is void from that moment on."""
        with refused_by_database():
            self.lock(version=version)
            self.expect_step(self.State.DRAFT)
            self.step(self.State.DRAFT)
            self.prints.filter(voided_at=None).update(voided_at=at, voided_by=by)

    def print_signed(self, *, on: datetime.date, code: str, today: datetime.date):
        """The print with that code. Raises Refused where it is void, and for a day before it or to come."""
        paper = self.live_print
        if paper is None or paper.code != code:
            raise Refused(
                f"Wydruk z kodem {code} nie jest już ważny. Podpisać można tylko ostatni wydruk."
            )
        if on > today:
            raise Refused("Dzień podpisania nie może być późniejszy niż dzisiaj.")
        if on < paper.printed_on:
            raise Refused(
                f"Wydruk {code} powstał {polish(paper.printed_on)}, więc dzień podpisania nie może być "
                "wcześniejszy. Sprawdź datę i kod na papierze."
            )
        return paper
