"""Who is told by mail when an output takes a step, and what."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import formats, timezone, translation

from partners import post
from partners.models import Letter, User
from partners.roles import Role
from research.models import Output

Kind = Letter.Kind


def reviewers(output: Output, *, by: User | None) -> None:
    """The institution's editors while it has not been approved, then the hub's."""
    for reviewer in _reviewers(output, besides=by):
        post.write(Kind.SUBMITTED, to=reviewer, **_facts(output, by))


def depositors(output: Output, kind: Letter.Kind, *, by: User | None, **more: object) -> None:
    """Who began it and who sent it."""
    people = {person.pk: person for person in (output.created_by, output.submitted_by) if person}
    for person in people.values():
        if person != by and person.is_active:
            post.write(kind, to=person, **_facts(output, by), **_worded(more, person.language))


def _reviewers(output: Output, *, besides: User | None) -> Iterable[User]:
    staff: Any = User.objects.who_may_enter().exclude(pk=besides.pk if besides else None)
    if output.approved_at is None and output.owner_id:
        own = [*staff.of_institution(output.owner_id, Role.INSTITUTION_EDITOR)]
        if own:
            return own
    return [*staff.in_role(Role.HUB_EDITOR)] or [*staff.in_role(Role.ADMINISTRATOR)]


def _facts(output: Output, by: User | None) -> dict[str, object]:
    is_public = output.is_public
    desk = reverse("admin:research_output_change", args=[output.pk])
    return {
        "title": output.title,
        "institution": str(output.owner or ""),
        "by": str(by or ""),
        "path": output.get_absolute_url() if is_public else desk,
    }


def _worded(more: Mapping[str, object], language: str) -> dict[str, object]:
    """Names of fields and dates, as the reader of the letter says them."""
    worded = dict(more)
    with translation.override(language):
        comments = worded.get("comments")
        if isinstance(comments, dict):
            worded["comments"] = [[field_label(name), said] for name, said in comments.items()]
        if worded.get("until"):
            local = timezone.localtime(worded["until"])  # type: ignore[arg-type]
            worded["until"] = formats.date_format(local, "DATETIME_FORMAT")
    return worded


def field_label(name: str) -> str:
    """How a field of the form is called; people and documents have no column."""
    names = {"people": "credits"}
    field = Output._meta.get_field(names.get(name, name))  # noqa: SLF001 -- documented
    label = getattr(field, "verbose_name", None) or field.related_model._meta.verbose_name_plural  # type: ignore[union-attr] # noqa: SLF001
    return str(label)
