"""The spreadsheet to fill in: one sheet for the rows, one that explains the columns."""

import io
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from research.models import Theme
from research.vocabularies import Form, OutputType, Population, Stage

WIDTH = 24
MANY = _("Several are parted by semicolons.")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the readers of tables know it (``connectors.columns``)."""

    name: str
    says: str | Promise
    example: str = ""
    allowed: tuple[str, ...] = ()


COLUMNS = (
    Column("Title", _("Needed. The title without the subtitle."), "Costs of recruitment"),
    Column("Subtitle", "", "A survey in three districts"),
    Column("Authors", _("As printed, in order. Several are parted by semicolons."),
           "Das, Priya; Rahman, Selim"),
    Column("Type", _("What it is. Left empty, the hub guesses."), "policy-brief",
           tuple(OutputType.values)),
    Column("Language", _("Its name or its tag."), "en",
           ("en", "hi", "ne", "bn", "ur", "si", "ta")),
    Column("Date of publication", _("As precise as it is known."), "2023-05"),
    Column("Summary", _("Two or three plain sentences: what does it find?")),
    Column("Abstract", ""),
    Column("Key messages", MANY),
    Column("Themes", MANY, "gender-and-migration"),
    Column("Countries", _("Names or ISO codes. Several are parted by semicolons."), "NP; QA"),
    Column("Forms", MANY, "international", tuple(Form.values)),
    Column("Stages", MANY, "before-departure", tuple(Stage.values)),
    Column("Populations", MANY, "women; youth", tuple(Population.values)),
    Column("Sectors", MANY, "construction"),
    Column("SDGs", _("Their numbers."), "8; 10"),
    Column("Keywords", MANY, "recruitment; fees"),
    Column("Institutions", _("By the name, acronym or ROR that the hub has. Nobody is added."),
           "RMMRU"),
    Column("Series", ""),
    Column("Report number", _("Its number in the series.")),
    Column("Journal", _("Or the book it stands in.")),
    Column("Volume", ""),
    Column("Issue", ""),
    Column("Pages", "", "10-21"),
    Column("Publisher", ""),
    Column("DOI", "", "10.5555/abcd"),
    Column("ISBN", MANY),
    Column("ISSN", ""),
    Column("Handle", ""),
    Column("URL", _("Where the publisher shows it.")),
    Column("PDF address", _("Where the publisher has the file.")),
    Column("Licence", "", "CC BY 4.0"),
    Column("File", _("With a ZIP archive: the name of the PDF in it."), "costs.pdf"),
)  # fmt: skip


def spreadsheet() -> bytes:
    # Imported when somebody asks: it weighs 9 MB, numpy with it, in every web process.
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    rows = book.active or book.create_sheet()
    rows.title = "Outputs"
    rows.append([column.name for column in COLUMNS])
    rows.freeze_panes = "B2"
    for number, cell in enumerate(rows[1], 1):
        cell.font = Font(bold=True)
        rows.column_dimensions[get_column_letter(number)].width = WIDTH
    told = book.create_sheet(str(_("Columns")))
    told.append([str(_("Column")), str(_("What to write")), str(_("Example")), str(_("Allowed"))])
    for column in COLUMNS:
        allowed = column.allowed or (_themes() if column.name == "Themes" else ())
        told.append([column.name, str(column.says), column.example, "; ".join(allowed)])
    for letter, width in zip("ABCD", (20, 50, 30, 90), strict=True):
        told.column_dimensions[letter].width = width
    for row in told.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _themes() -> tuple[str, ...]:
    return tuple(Theme.objects.in_order().values_list("slug", flat=True))
