"""The verbs of an output's life: attach, replace, submit, approve, return, publish and so on.

Each is one transaction and says what doing it twice does. Who may do it is asked
before, by the interface (``partners.sign_in.may``); whether it can be done is answered
here. Letters about it are left in the same transaction.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from itertools import chain, count
from pathlib import PurePath

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from partners.models import Letter, User
from research import filing, media_types, readiness, telling
from research.merging import merge
from research.models import Document, MergedOutput, Output
from research.models.documents import content_address
from research.vocabularies import Access

__all__ = [
    "NotPossibleNow",
    "NotReadyToPublish",
    "approve",
    "attach",
    "lift_embargoes",
    "merge",
    "new_slug",
    "plain_filename",
    "publish",
    "reasons_not_to_publish",
    "replace",
    "return_",
    "share",
    "submit",
    "withdraw",
]

Status = Output.Status
#: Room in the 120 characters of a slug for the year and a number.
SLUG_STEM = 100
#: What the verbs write; nothing else of an output is touched by them.
LIFE = [
    "status",
    "submitted_at",
    "submitted_by",
    "approved_at",
    "approved_by",
    "returned_at",
    "returned_by",
    "return_comment",
    "field_comments",
    "published_at",
    "published_by",
    "withdrawn_at",
    "withdrawn_by",
    "withdrawal_reason",
    "updated_at",
    "oai_datestamp",
]


class NotReadyToPublish(Exception):
    """Something that readers need is missing; ``reasons`` says what, for people."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class NotPossibleNow(Exception):
    """The output is at another point of its life; the message says so, for people."""


@transaction.atomic
def new_slug(title: str, issued: str) -> str:
    """An address nobody has: the words of the title, the year and a number as needed.

    Within a transaction it stays free for the caller until the end.
    """
    stem = slugify(title)[:SLUG_STEM].strip("-") or "output"
    filing.hold(f"slug {stem}")
    dated = f"{stem}-{issued[:4]}" if issued else stem
    numbered = (f"{dated}-{number}" for number in count(2))
    taken = set(Output.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    # The address of a merged output leads to its keeper for ever.
    taken |= set(MergedOutput.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in chain([stem, dated], numbered) if slug not in taken)


@transaction.atomic
def attach(output: Output, *, content: "File[bytes]", filename: str, by: User | None) -> Document:
    """Add a file as a document that waits to be read.

    The same bytes are stored once; attached to the same output again, they are the
    document that is there already. Raises ``filing.FileRefused``.
    """
    return _add(output, filing.weigh(content), content, filename, by)


@transaction.atomic
def share(document: Document, output: Output, *, by: User | None) -> Document:
    """Add the file of a document to another output too, without looking at its bytes again."""
    weighed = filing.Weighed(document.sha256, document.size, document.media_type)
    return _add(output, weighed, document.file, document.filename, by)


def _add(
    output: Output,
    weighed: filing.Weighed,
    content: "File[bytes]",
    filename: str,
    by: User | None,
) -> Document:
    # Two uploads to one output at once are put in order by the lock on its row.
    Output.objects.select_for_update().only("pk").get(pk=output.pk)
    of_output = Document.objects.of_output(output)
    there = of_output.with_content(weighed.sha256).first()
    if there:
        return there
    last = of_output.aggregate(last=Max("order"))["last"] or 0
    document = Document(
        output=output,
        filename=plain_filename(filename, weighed.media_type),
        sha256=weighed.sha256,
        size=weighed.size,
        media_type=weighed.media_type,
        order=last + 1,
        uploaded_by=by,
    )
    document.file.name = filing.keep(
        content_address(document, filename), content, key=weighed.sha256, size=weighed.size
    )
    document.full_clean()
    document.save()
    return document


@transaction.atomic
def replace(old: Document, *, content: "File[bytes]", filename: str, by: User | None) -> Document:
    """Add a newer version of a document: in its place, while the old keeps its address.

    The bytes of an earlier version bring that one back. With its own bytes nothing changes.
    Raises ``filing.FileRefused`` and ``NotPossibleNow``.
    """
    new = attach(old.output, content=content, filename=filename, by=by)
    old = Document.objects.select_for_update().get(pk=old.pk)
    if new.pk == old.pk:
        return new
    if old.is_replaced:
        raise NotPossibleNow(_("This version was replaced already: choose the newest one."))
    new.replaced_by, new.replaced_at = None, None
    new.order = old.order
    new.language = new.language or old.language
    new.save(update_fields=["replaced_by", "replaced_at", "order", "language"])
    # Whatever led to the old version leads to the newest: one step, however many there were.
    versions = Document.objects.filter(Q(pk=old.pk) | Q(replaced_by=old)).exclude(pk=new.pk)
    versions.filter(replaced_at=None).update(replaced_at=timezone.now())
    versions.update(replaced_by=new)
    return new


def plain_filename(filename: str, media_type: str) -> str:
    """The name alone, without folders or signs that break an address or a header."""
    name = PurePath(filename.replace("\\", "/")).name
    path = PurePath(re.sub(r'[\x00-\x1f\x7f/?#%"<>|*:]+', " ", name).strip(" ."))
    stem = path.stem.strip(" .") or "document"
    # By its content: a name that says otherwise would deceive who saves the file.
    return f"{stem[:180]}.{media_types.BY_TYPE[media_type].ending}"


@transaction.atomic
def submit(output: Output, *, by: User, is_approved: bool = False) -> Output:
    """Hand a draft to the editors. Submitting twice changes nothing.

    What an editor of the institution sends is approved by that. What was asked for the
    last time stays readable until it is published or asked again.
    """
    status = _hold(output)
    if status == Status.SUBMITTED:
        return output
    _allow_from(status, Status.DRAFT, Status.RETURNED)
    output.status = Status.SUBMITTED
    output.submitted_at, output.submitted_by = timezone.now(), by
    output.approved_at, output.approved_by = (timezone.now(), by) if is_approved else (None, None)
    output.return_comment = ""
    saved = _saved(output)
    telling.reviewers(output, by=by)
    return saved


@transaction.atomic
def approve(output: Output, *, by: User) -> Output:
    """Say for the institution that it may go to the hub. Approving twice changes nothing."""
    _allow_from(_hold(output), Status.SUBMITTED)
    if output.approved_at:
        return output
    output.approved_at, output.approved_by = timezone.now(), by
    saved = _saved(output)
    telling.reviewers(output, by=by)
    return saved


@transaction.atomic
def return_(
    output: Output, *, by: User, comment: str, on_fields: Mapping[str, str] | None = None
) -> Output:
    """Give a submission back to its depositors, with what should be changed, and where."""
    _allow_from(_hold(output), Status.SUBMITTED)
    comments = {name: said.strip() for name, said in (on_fields or {}).items() if said.strip()}
    if not comment.strip() and not comments:
        raise NotPossibleNow(_("Say what should be changed."))
    output.status = Status.RETURNED
    output.returned_at, output.returned_by = timezone.now(), by
    output.return_comment, output.field_comments = comment.strip(), comments
    output.approved_at, output.approved_by = None, None
    saved = _saved(output)
    telling.depositors(
        output, Letter.Kind.RETURNED, by=by, comment=output.return_comment, comments=comments
    )
    return saved


def reasons_not_to_publish(output: Output) -> list[str]:
    """What readers would miss; empty when nothing stands in the way."""
    # As stored: what was fetched with the output may be older than what was just saved.
    return readiness.what_blocks(Output.objects.get(pk=output.pk))


@transaction.atomic
def publish(
    output: Output,
    *,
    by: User | None,
    at: datetime | None = None,
    embargo_until: datetime | None = None,
) -> Output:
    """Make an output public, its documents at once or from ``embargo_until`` on.

    Publishing twice changes nothing. A withdrawn output comes back under its first date.
    Raises ``NotReadyToPublish``, and ``NotPossibleNow`` for an embargo that is over.
    """
    if _hold(output) == Status.PUBLISHED:
        return output
    reasons = reasons_not_to_publish(output)
    if reasons:
        raise NotReadyToPublish(reasons)
    if embargo_until:
        _put_under_embargo(output, embargo_until)
    output.status = Status.PUBLISHED
    output.published_at = output.published_at or at or timezone.now()
    output.published_by = by
    output.return_comment, output.field_comments = "", {}
    output.withdrawn_at, output.withdrawn_by, output.withdrawal_reason = None, None, ""
    saved = _saved(output)
    until = output.embargo_until if not output.is_open else None
    telling.depositors(output, Letter.Kind.PUBLISHED, by=by, until=until)
    return saved


def _put_under_embargo(output: Output, until: datetime) -> None:
    if until <= timezone.now():
        raise NotPossibleNow(_("The end of an embargo lies ahead."))
    output.access, output.embargo_until = Access.EMBARGOED, until
    output.full_clean(exclude=LIFE, validate_unique=False)
    output.save(update_fields=["access", "embargo_until"])


@transaction.atomic
def withdraw(output: Output, *, by: User, reason: str) -> Output:
    """Take a published output away; its address keeps saying why."""
    status = _hold(output)
    if status == Status.WITHDRAWN:
        return output
    _allow_from(status, Status.PUBLISHED)
    if not reason.strip():
        raise NotPossibleNow(_("Say why the output is withdrawn."))
    output.status = Status.WITHDRAWN
    output.withdrawn_at, output.withdrawn_by = timezone.now(), by
    output.withdrawal_reason = reason.strip()
    return _saved(output)


def lift_embargoes() -> int:
    """Open what is out of its embargo, and tell how many. Run twice, it finds no more.

    One row at a time, so that each changes for those who harvest and search.
    """
    ended = Output.objects.out_of_embargo().values_list("pk", flat=True)
    return sum(_lift_embargo(pk) for pk in ended)


@transaction.atomic
def _lift_embargo(pk: int) -> bool:
    # An editor may have chosen a later end since: asked again under the lock.
    output = Output.objects.out_of_embargo().select_for_update().filter(pk=pk).first()
    if not output:
        return False
    output.access, output.embargo_until = Access.OPEN, None
    output.save(update_fields=["access", "embargo_until", "updated_at", "oai_datestamp"])
    return True


def _hold(output: Output) -> str:
    """Lock the row and take over how it stands: two editors may press at once."""
    stored = Output.objects.select_for_update().only(*LIFE).get(pk=output.pk)
    for name in LIFE:
        setattr(output, name, getattr(stored, name))
    return output.status


def _allow_from(status: str, *allowed: str) -> None:
    if status not in allowed:
        raise NotPossibleNow(
            _("This can't be done with an output whose status is “%(status)s”.")
            % {"status": Status(status).label}
        )


def _saved(output: Output) -> Output:
    # The database keeps its constraints without being asked once more for each.
    output.full_clean(validate_unique=False, validate_constraints=False)
    output.save(update_fields=LIFE)
    return output
