"""The places and the kinds of work of an agreement, each from and until the annex that says so."""

import datetime

from django.db import models
from django.db.models import Q

from kis.lib.history import tracked
from kis.lib.records import Record
from psu.guards import agreement_parts as guards
from psu.models.agreement import Agreement
from psu.models.annex import AgreementAnnex
from psu.models.place import WorkKind, WorkPlace


class AgreementPartQuerySet(models.QuerySet):
    # A voided annex brought nothing and took nothing away.
    def on(self, day: datetime.date):
        """What the agreement covers that day, should it be in force."""
        return self.filter(
            Q(from_annex=None) | Q(from_annex__voided_at=None, from_annex__valid_from__lte=day)
        ).exclude(until_annex__voided_at=None, until_annex__valid_from__lte=day)

    def not_undone(self):
        """All but what a voided annex brought, with the annexes that say from and until when."""
        rows = self.exclude(from_annex__voided_at__isnull=False)
        return rows.select_related("from_annex", "until_annex")

    def within(self, first: datetime.date, last: datetime.date):
        """What it covers on some day of the period."""
        return self.filter(
            Q(from_annex=None) | Q(from_annex__voided_at=None, from_annex__valid_from__lte=last)
        ).exclude(until_annex__voided_at=None, until_annex__valid_from__lte=first)

    def standing(self):
        """What it covers from its last annex on."""
        return self.on(datetime.date.max)


class AgreementPart(Record):
    """The agreement's own, or what an annex brought; until another annex takes it away.

    The days are the annexes', which do not change: voiding one undoes what it did here.
    """

    from_annex = models.ForeignKey(
        AgreementAnnex,
        verbose_name="od aneksu",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    until_annex = models.ForeignKey(
        AgreementAnnex,
        verbose_name="do aneksu",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = AgreementPartQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True

    @property
    def starts_on(self) -> datetime.date | None:
        """None: from the agreement's beginning."""
        return self.from_annex and self.from_annex.valid_from

    @property
    def ends_on(self) -> datetime.date | None:
        """The last day; None: to the agreement's end."""
        if not self.until_annex or self.until_annex.voided_at:
            return None
        return self.until_annex.valid_from - datetime.timedelta(days=1)


def once(name: str, part: str, sentence: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["agreement", part, "from_annex"],
        nulls_distinct=False,
        name=name,
        violation_error_message=sentence,
    )


@tracked()
class AgreementPlace(AgreementPart):
    """A place where people may work under the agreement."""

    agreement = models.ForeignKey(
        Agreement,
        verbose_name="porozumienie",
        on_delete=models.CASCADE,
        related_name="agreement_places",
    )
    place = models.ForeignKey(
        WorkPlace,
        verbose_name="miejsce PSU",
        on_delete=models.PROTECT,
        related_name="agreement_places",
    )

    class Meta(AgreementPart.Meta):
        verbose_name = "miejsce w porozumieniu"
        verbose_name_plural = "miejsca w porozumieniu"
        triggers = [*Record.Meta.triggers, *guards.PLACE]
        constraints = [
            once("agreement_place_once", "place", "To miejsce jest już w porozumieniu."),
        ]

    def __str__(self):
        return str(self.place)


@tracked()
class AgreementKind(AgreementPart):
    """A kind of work that the agreement covers."""

    agreement = models.ForeignKey(
        Agreement,
        verbose_name="porozumienie",
        on_delete=models.CASCADE,
        related_name="agreement_kinds",
    )
    kind = models.ForeignKey(
        WorkKind,
        verbose_name="rodzaj pracy",
        on_delete=models.PROTECT,
        related_name="agreement_kinds",
    )

    class Meta(AgreementPart.Meta):
        verbose_name = "rodzaj pracy w porozumieniu"
        verbose_name_plural = "rodzaje pracy w porozumieniu"
        triggers = [*Record.Meta.triggers, *guards.KIND]
        constraints = [
            once("agreement_kind_once", "kind", "Ten rodzaj pracy jest już w porozumieniu."),
        ]

    def __str__(self):
        return str(self.kind)
