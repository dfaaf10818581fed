"""Dates known to the year, the month or the day, as EDTF level 0 writes them.

``2017``, ``2017-03`` and ``2017-03-24`` sort as text, keep their precision and
need one column. The empty string is an unknown date.
Source: Extended Date/Time Format, ISO 8601-2:2019, level 0.
"""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

#: The shape every stored date has; named constraints in the database repeat it.
#: Years begin with 1 or 2: nothing here is older, and 0023 is a slip of the hand.
SHAPE = r"^$|^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"


def validate(value: str) -> None:
    """Refuse what is no year, month or day of the calendar."""
    if not re.fullmatch(SHAPE, value) or not _is_in_calendar(value):
        raise ValidationError(
            _(
                "“%(value)s” is no date. Write a year (2017), a month (2017-03) or a day (2017-03-24)."  # noqa: E501
            ),
            params={"value": value},
            code="partial_date",
        )


def _is_in_calendar(value: str) -> bool:
    try:
        return not value or bool(first_day(value))
    except ValueError:
        return False


def first_day(value: str) -> date:
    """The first day that ``value`` can mean: 2017 is 2017-01-01."""
    year, month, day = (int(part) for part in [*value.split("-"), "1", "1"][:3])
    return date(year, month, day)


def shown(value: str) -> str:
    """``value`` in words of the reader's language, as precise as it is."""
    match value.count("-"):
        case 2:
            return date_format(first_day(value), "j F Y")
        case 1:
            return f"{MONTHS[int(value[5:])]} {value[:4]}"
        case _:
            return value


class PartialDateField(models.CharField):  # type: ignore[type-arg]
    """A date as precise as it is known; empty where it is unknown."""

    default_validators = [validate]

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("help_text", _("A year, a month or a day: 2017, 2017-03 or 2017-03-24."))
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
