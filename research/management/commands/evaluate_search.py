"""``manage.py evaluate_search DIR --run OUT``: what search finds in a labelled collection."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext_lazy as _

from research.search import evaluation
from research.search.labelled import BadCollection

BLANK = re.compile(r"\s")


class Command(BaseCommand):
    help = str(
        _(
            "Puts a collection in BEIR's layout (corpus.jsonl, queries.jsonl, qrels.tsv) through "
            "the analysis, index and ranking of this hub in a throw-away place, asks every "
            "judged question and writes what was found as TREC run lines. It prints no mark."
        )
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--run", type=Path, required=True, metavar="OUT")

    def handle(self, *args: Any, folder: Path, run: Path, **options: Any) -> None:
        draft = run.with_name(f"{run.name}.draft")
        lines, asked = 0, set()
        try:
            with draft.open("w", encoding="utf-8") as file:
                for named in evaluation.run(folder):
                    file.write(_line(named))
                    lines += 1
                    asked.add(named.question)
            draft.replace(run)
        except BadCollection as error:
            draft.unlink()
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{run} can't be written: {error.strerror}.") from error
        self.stdout.write(f"{lines} lines for {len(asked)} questions stand in {run}.")


def _line(named: evaluation.Named) -> str:
    question, text = map(_in_one_piece, (named.question, named.text))
    return f"{question} Q0 {text} {named.rank} {named.score:.6f} salam\n"


def _in_one_piece(name: str) -> str:
    """A run is read by its blanks: those of a name are written as addresses write them."""
    return BLANK.sub(lambda blank: quote(blank.group()), name)
