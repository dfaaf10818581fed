from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from partners.roles import OUTPUTS, PERMISSIONS, Action, Role

BEGIN, END = "<!-- permission_table -->", "<!-- end -->"
#: In the order of an output's life.
STATUSES = ("draft", "returned", "submitted", "published", "withdrawn")
WORDS = {"view": "see", "add": "add", "change": "change", "delete": "delete"}


def document() -> Path:
    return Path(settings.BASE_DIR) / "docs" / "permissions.md"


def table() -> str:
    """Both tables as Markdown, written from ``partners.roles``."""
    with translation.override("en"):
        return "\n".join([*_of_outputs(), "", *_of_the_rest()])


def written() -> str:
    """The document with its tables as they should be."""
    before, _begin, rest = document().read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def _of_outputs() -> Iterator[str]:
    yield from _head("with an output")
    for action in Action:
        yield _row(str(action.label), [_rule(role, action) for role in Role])


def _rule(role: Role, action: Action) -> str:
    rule = OUTPUTS[role].get(action)
    if rule is None:
        return "no"
    if action == Action.ADD or len(rule.statuses) == len(STATUSES):
        return str(rule.reach.label)
    return f"{rule.reach.label}: {', '.join(s for s in STATUSES if s in rule.statuses)}"


def _of_the_rest() -> Iterator[str]:
    yield from _head("with")
    with_output = {"output", "document", "credit", "outputinstitution", "recommendation"}
    names = {
        permission.partition(".")[::2]
        for granted in PERMISSIONS.values()
        for permission in granted
    }
    models = sorted({(app, codename.partition("_")[2]) for app, codename in names})
    for app, model in models:
        if model not in with_output:
            words = str(apps.get_model(app, model)._meta.verbose_name_plural)  # noqa: SLF001
            yield _row(words, [_actions(role, app, model) for role in Role])


def _actions(role: Role, app: str, model: str) -> str:
    said = [word for verb, word in WORDS.items() if f"{app}.{verb}_{model}" in PERMISSIONS[role]]
    return ", ".join(said) or "no"


def _head(first: str) -> Iterator[str]:
    yield _row(first, [str(role.label).lower() for role in Role])
    yield "|" + "---|" * (len(Role) + 1)


def _row(first: str, cells: list[str]) -> str:
    return f"| {first} | {' | '.join(cells)} |"


class Command(BaseCommand):
    help = "Write the tables of docs/permissions.md from partners.roles."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        document().write_text(written())
