"""Pay lists on their way to the bank: the account that they are paid from, and the files made of a list."""

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from kis.accounts.models import User
from kis.documents.models import Document
from kis.lib.columns import AccountColumn
from kis.lib.history import tracked
from kis.lib.records import Record
from psu.guards import pay_bank as guards
from psu.models.pay_list import PayList


class PayingAccountManager(models.Manager):
    def current(self):
        """The one row, or None before it is entered."""
        return self.first()


@tracked()
class PayingAccount(Record):
    """The account that benefits are paid from, and how its bank takes a file of orders. One row."""

    class Encoding(models.TextChoices):
        """The value is Python's name of it."""

        UTF_8 = "utf-8", "UTF-8"
        WINDOWS = "cp1250", "Windows-1250"
        ISO = "iso8859-2", "ISO-8859-2"
        CP852 = "cp852", "CP852"

    number = AccountColumn("numer rachunku", max_length=26)
    encoding = models.CharField(
        "kodowanie pliku",
        max_length=12,
        choices=Encoding.choices,
        default=Encoding.WINDOWS,
        help_text="Podaje je bank w opisie importu przelewów.",
    )
    extension = models.CharField(
        "rozszerzenie pliku",
        max_length=5,
        default="pli",
        validators=[
            RegexValidator(r"^[a-z0-9]{1,5}\Z", "Wpisz same małe litery i cyfry, np. pli albo txt.")
        ],
        help_text="Najczęściej pli albo txt.",
    )
    most_orders = models.PositiveSmallIntegerField(
        "najwięcej przelewów w jednym pliku",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Puste: bez ograniczenia. mBank przyjmuje najwyżej 50.",
    )
    has_last_field = models.BooleanField(
        "ostatnie, 16. pole w wierszu",
        default=True,
        help_text="Wyłącz tylko wtedy, gdy bank przyjmuje 15 pól.",
    )

    objects = PayingAccountManager()

    class Meta(Record.Meta):
        verbose_name = "rachunek do wypłat"
        verbose_name_plural = "rachunek do wypłat"
        constraints = [
            models.CheckConstraint(
                name="paying_account_is_one",
                condition=Q(pk=1),
                violation_error_message="Rachunek do wypłat jest jeden: zmień jego wpis.",
            ),
            models.CheckConstraint(
                name="paying_account_is_26_digits",
                condition=Q(number__regex=r"^[0-9]{26}$"),
                violation_error_message="Numer rachunku ma 26 cyfr.",
            ),
            models.CheckConstraint(
                name="paying_account_file_is_known",
                condition=Q(encoding__in=["utf-8", "cp1250", "iso8859-2", "cp852"])
                & Q(extension__regex=r"^[a-z0-9]{1,5}$")
                & (Q(most_orders=None) | Q(most_orders__gte=1)),
                violation_error_message="Plik ma jedno z czterech kodowań, rozszerzenie z liter i cyfr i "
                "co najmniej jeden przelew.",
            ),
        ]

    def __str__(self):
        return self.number

    def save(self, **kwargs):
        self.pk = 1
        super().save(**kwargs)


@tracked()
class BankOrder(models.Model):
    """One giving of a list to the bank, whole: `count` transfers of `amount` in one file or several.

    Made once of a list; again only for a reason. It marks nothing as paid.
    """

    pay_list = models.ForeignKey(
        PayList, verbose_name="lista wypłat", on_delete=models.PROTECT, related_name="bank_orders"
    )
    ordinal = models.PositiveSmallIntegerField("który raz", default=1)
    reason = models.CharField("powód ponownego utworzenia", max_length=300, blank=True)
    execute_on = models.DateField("dzień wykonania")
    count = models.PositiveIntegerField("liczba przelewów")
    amount = models.DecimalField("suma, zł", max_digits=11, decimal_places=2)
    # A correction confirmed later makes the files another thing than what is to be paid.
    corrections = models.PositiveIntegerField("uwzględnione sprostowania")
    despite = models.TextField("różnice znane przy tworzeniu", blank=True, default="")
    made_at = models.DateTimeField("utworzono")
    made_by = models.ForeignKey(
        User, verbose_name="utworzył(a)", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "przelewy z listy wypłat"
        verbose_name_plural = "przelewy z list wypłat"
        ordering = ["pay_list", "-ordinal"]
        triggers = guards.BANK_ORDER
        constraints = [
            models.UniqueConstraint(
                fields=["pay_list", "ordinal"],
                name="bank_order_once",
                violation_error_message="Plik do banku z tej listy właśnie utworzono. Otwórz listę: plik tam "
                "jest; ponowne utworzenie wymaga powodu.",
            ),
            models.CheckConstraint(
                name="bank_order_again_for_a_reason",
                condition=Q(ordinal=1, reason="") | Q(ordinal__gt=1) & ~Q(reason=""),
                violation_error_message="Plik do banku z tej listy już utworzono. Podaj powód, dla którego "
                "ma powstać jeszcze raz.",
            ),
            models.CheckConstraint(
                name="bank_order_of_something",
                condition=Q(count__gt=0, amount__gt=0),
                violation_error_message="Na tej liście nikt nie ma wypłaty na rachunek.",
            ),
        ]

    def __str__(self):
        return f"przelewy z listy {self.pay_list_id}, {self.ordinal}"


@tracked()
class BankFile(models.Model):
    """A file as it was given out, byte for byte."""

    class Format(models.TextChoices):
        ELIXIR = "elixir", "Elixir-O"
        CSV = "csv", "CSV"

    order = models.ForeignKey(
        BankOrder, verbose_name="przelewy", on_delete=models.PROTECT, related_name="files"
    )
    number = models.PositiveSmallIntegerField("który plik")
    format = models.CharField("format", max_length=10, choices=Format.choices)
    count = models.PositiveIntegerField("liczba przelewów")
    amount = models.DecimalField("suma, zł", max_digits=11, decimal_places=2)
    document = models.OneToOneField(
        Document, verbose_name="plik", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "plik do banku"
        verbose_name_plural = "pliki do banku"
        ordering = ["order", "-format", "number"]
        triggers = guards.BANK_FILE
        constraints = [
            models.UniqueConstraint(
                fields=["order", "format", "number"],
                name="bank_file_once",
                violation_error_message="Ten plik już jest.",
            ),
            models.CheckConstraint(
                name="bank_file_of_something",
                condition=Q(count__gt=0, amount__gt=0, format__in=["elixir", "csv"]),
                violation_error_message="Plik do banku ma co najmniej jeden przelew.",
            ),
        ]

    def __str__(self):
        return f"plik {self.pk}"
