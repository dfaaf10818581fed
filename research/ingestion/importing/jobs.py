"""The verbs of an import: begin, run, stop, resume, undo. Each is one transaction.

They only write the state; whoever calls them nudges a worker.
"""

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from partners.models import Institution, User
from research.models import Import

State = Import.State
#: From which states each verb is possible, and where it leads.
STEPS = {
    "run": ({State.CHECKED}, State.RUNNING),
    "resume": ({State.STOPPED}, State.RUNNING),
    "stop": ({State.RUNNING}, State.STOPPED),
    "undo": ({State.DONE, State.STOPPED}, State.UNDOING),
    "check_again": ({State.CHECKED, State.FAILED}, State.CHECKING),
}


class NotPossibleNow(Exception):
    """The import is at another point; the message says so, for people."""


@transaction.atomic
def begin(
    content: "File[bytes]",
    *,
    filename: str,
    owner: Institution | None,
    by: User | None,
    become: str = Import.Become.DRAFT,
    fills_gaps: bool = False,
) -> Import:
    """Keep the file and let it be checked. Nothing is brought in yet."""
    job = Import(
        filename=filename[-255:],
        owner=owner,
        created_by=by,
        become=become,
        fills_gaps=fills_gaps,
    )
    job.file.save("list", content, save=False)
    job.full_clean(exclude=["file"])
    job.save()
    return job


@transaction.atomic
def go(job: Import, verb: str) -> Import:
    """Bring the import to where ``verb`` leads. Raises ``NotPossibleNow``.

    A worker that is in the middle of a batch finishes it first, as the row is locked.
    """
    allowed, state = STEPS[verb]
    held = Import.objects.select_for_update().get(pk=job.pk)
    if held.state not in allowed:
        said = _("This can't be done while the import is “%(state)s”.")
        raise NotPossibleNow(said % {"state": held.get_state_display()})
    held.state, held.lease_until, held.reason = state, None, ""
    held.finished_at = None
    held.save(update_fields=["state", "lease_until", "reason", "finished_at"])
    return held


def possible(job: Import) -> list[str]:
    return [verb for verb, (allowed, _state) in STEPS.items() if job.state in allowed]
