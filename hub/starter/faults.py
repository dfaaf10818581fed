"""What went wrong with a row, in plain words: one pair of field and reason for each fault."""

from collections.abc import Iterator

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DatabaseError
from django.db.models import BaseConstraint, CheckConstraint, Q

from hub.starter.entries import StarterList
from hub.starter.fields import RowRefused, Unfit

#: All that reading and writing a row may raise; anything else is a mistake of ours.
EXPECTED = (RowRefused, Unfit, ValidationError, DatabaseError)


def explained(error: Exception, one: StarterList) -> list[tuple[str, str]]:
    match error:
        case RowRefused():
            return error.faults
        case Unfit():
            return [(error.field, str(error))]
        case ValidationError():
            return [
                (one.field_for(name), " ".join(messages))
                for name, messages in _by_field(error).items()
            ]
        case _:
            return [_constraint_in_words(error, one)]


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    return (
        error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    )


def _constraint_in_words(error: Exception, one: StarterList) -> tuple[str, str]:
    """The sentence that the broken constraint has for people, or the database's own."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    broken = next((each for each in _constraints() if each.name == name), None)
    if broken is None:
        return "", str(error).partition("\n")[0]
    fields = _fields_of(broken)
    field = one.field_for(fields[0]) if len(fields) == 1 else ""
    return field, str(broken.violation_error_message)


def _constraints() -> Iterator[BaseConstraint]:
    for model in apps.get_models():
        yield from model._meta.constraints  # noqa: SLF001 - public in Django


def _fields_of(constraint: BaseConstraint) -> list[str]:
    if isinstance(constraint, CheckConstraint) and isinstance(constraint.condition, Q):
        return sorted(constraint.condition.referenced_base_fields)
    return list(getattr(constraint, "fields", ()))
