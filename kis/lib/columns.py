"""Columns of text that is kept as it is seen, whatever form it comes from."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property

from kis.lib.check_digits import WrongNumber, read_account, read_nip, read_regon
from kis.lib.forms import AccountField, LineField, NipField, PostalCodeField, RegonField
from kis.lib.typed import one_line


class _TextColumn(models.CharField):
    """`field` is the field that forms and the admin panel make of it."""

    field: type

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": self.field, **kwargs})

    def get_col(self, alias, output_field=None):
        # To a question it is a plain column too: an expression of both would have mixed types.
        return super().get_col(alias, output_field or self._plain)

    @cached_property
    def _plain(self):
        return models.CharField(max_length=self.max_length)

    def deconstruct(self):
        # A plain column of the database: migrations and histories need no class of ours.
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class LineColumn(_TextColumn):
    """A name or a number in one line, cleaned wherever it comes from: see LineField."""

    field = LineField

    def to_python(self, value):
        value = super().to_python(value)
        return one_line(value) if isinstance(value, str) else value


def _checked(read):
    def validate(value):
        try:
            read(value)
        except WrongNumber as wrong:
            raise ValidationError(str(wrong), code="invalid") from None

    return validate


class PostalCodeColumn(_TextColumn):
    field = PostalCodeField


class AccountColumn(_TextColumn):
    """The digits of a bank account."""

    field = AccountField
    default_validators = [_checked(read_account)]


class NipColumn(_TextColumn):
    field = NipField
    default_validators = [_checked(read_nip)]


class RegonColumn(_TextColumn):
    field = RegonField
    default_validators = [_checked(read_regon)]
