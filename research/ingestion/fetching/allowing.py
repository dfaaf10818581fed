"""Whether the hub may keep a copy of a file that a record points to, and if not, why."""

import re

from django.utils.translation import gettext_noop

from research.ingestion.cleaning import licences
from research.models import Document, HarvestRecord, Output

#: What is nobody's any more is not named as a licence.
PUBLIC_DOMAIN = re.compile(r"publicdomain/mark|\bpdm\b|^public[ -]domain", re.I)
#: Reasons, kept in English and shown in the reader's language.
NO_RIGHT = gettext_noop(
    "Its licence does not allow it, and it does not come from the institution's own source."
)
NOT_OPEN = gettext_noop("The output is not open to readers.")
WITHDRAWN = gettext_noop("The output was withdrawn.")
REMOVED = gettext_noop("Somebody removed the file that was fetched.")
A_FILE_IS_THERE = gettext_noop("The output has a file that somebody gave.")


def why_not(output: Output) -> str:
    """Why the hub may not have the file of ``output``; empty where it may."""
    if output.status == Output.Status.WITHDRAWN:
        return WITHDRAWN
    if not output.is_open:
        return NOT_OPEN
    # As stored now: somebody may have given one since the output was read.
    if Document.objects.of_output(output).current().filter(remote_file=None).exists():
        return A_FILE_IS_THERE
    return "" if is_free(output.licence) or _is_own(output) else NO_RIGHT


def is_free(licence: str) -> bool:
    """Whether everybody may copy what is under ``licence``, for no money at least."""
    return bool(licences.spdx(licence) or PUBLIC_DOMAIN.search(licence))


def _is_own(output: Output) -> bool:
    """Whether its institution's own source told of it."""
    return HarvestRecord.objects.done().filter(output=output, source__is_own=True).exists()
