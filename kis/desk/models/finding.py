"""What the nightly check found, and when it looked."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery


class DataCheck(models.Model):
    """One reading of all rules. Unfinished: it was killed, and the next one begins anew."""

    started_at = models.DateTimeField("rozpoczęto")
    finished_at = models.DateTimeField("zakończono", null=True)
    # Rules that the database could not answer, by their keys: nothing is known of them.
    failed = ArrayField(
        models.CharField(max_length=40), verbose_name="bez odpowiedzi", default=list
    )

    class Meta:
        verbose_name = "kontrola danych"
        verbose_name_plural = "kontrole danych"
        ordering = ["-started_at", "-pk"]
        get_latest_by = "started_at"

    def __str__(self):
        return f"kontrola danych {self.started_at:%Y-%m-%d}"


class FindingQuerySet(models.QuerySet):
    def open(self):
        return self.filter(gone_at=None)

    def first_of_each_rule(self):
        """Of those that are open the first of each rule, with how many there are (`count`)."""
        others = self.model.objects.open().filter(rule=OuterRef("rule"))
        counted = others.order_by().values("rule").annotate(count=Count("pk")).values("count")
        return (
            self.open()
            .filter(~Exists(others.filter(pk__lt=OuterRef("pk"))))
            .annotate(count=Subquery(counted))
        )


class Finding(models.Model):
    """A row that breaks a rule: since when it is known, and when it was gone again.

    It says what it is about by numbers and never what stands there. A finding that comes back is a new row.
    """

    rule = models.CharField("reguła", max_length=40)
    number = models.BigIntegerField("numer rzeczy", null=True)
    person_number = models.BigIntegerField("numer osoby", null=True)
    day = models.DateField("dzień, którego dotyczy", null=True)
    name = models.CharField("nazwa tabeli, serii albo reguły", max_length=130, blank=True)
    found_at = models.DateTimeField("znaleziono")
    gone_at = models.DateTimeField("nie ma od", null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "niezgodność danych"
        verbose_name_plural = "niezgodności danych"
        ordering = ["found_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "number", "person_number", "day", "name"],
                name="finding_once",
                condition=Q(gone_at=None),
                nulls_distinct=False,
                violation_error_message="Tę niezgodność już odnotowano.",
            )
        ]

    def __str__(self):
        return f"{self.rule} {self.number or self.name}"
