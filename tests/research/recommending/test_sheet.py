"""A sheet of recommendations to rows, and rows held against the hub."""

from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from partners.models import Country
from research import recommending
from research.models import Recommendation
from tests.factories import CorridorFactory, MembershipFactory, OutputFactory

pytestmark = pytest.mark.django_db
HEAD = "output,who,named body,country,recommendation,page\n"


def faults(text, **given):
    checked = recommending.check(recommending.of_text(text), by=None, **given)
    return [(one.row.number, f.column, f.says) for one in checked.faulty for f in one.faults]


def test_sheet_reads_every_column_of_the_register():
    output = OutputFactory(slug="fees", title="Fees in Nepal")
    CorridorFactory(origin_id="NP", destination_id="QA")
    sheet = (
        "who\tnamed body\tcountry\trecommendation\theading\toutput\tyear\tpage\tthemes\tcorridor\n"
        "Government at origin\tDepartment of Foreign Employment\tNepal\tPublish fees.\tFees\t"
        "/outputs/fees/\t2020\t12\tGender and migration\tnp-qa\n"
    )

    (row,) = recommending.check(recommending.of_text(sheet), by=None).new

    assert row.output == output
    assert (row.actor, row.body) == ("origin-government", "Department of Foreign Employment")
    assert (row.country, row.page, row.topic) == (Country.objects.get(code="NP"), 12, "Fees")
    assert (str(row.theme), str(row.corridor)) == ("Gender and migration", "NP-QA")


def test_lines_are_recommendations_of_the_chosen_output_with_their_pages():
    output = OutputFactory()
    text = "• Cap the fees agents charge (p. 12)\n\n2. Pay wages through banks, p. 3.\n"

    checked = recommending.check(recommending.of_text(text), by=None, output=output)

    assert [(one.text, one.page) for one in checked.new] == [
        ("Cap the fees agents charge", 12),
        ("Pay wages through banks", 3),
    ]


def test_spreadsheet_is_read_from_the_sheet_that_has_the_column():
    book = Workbook()
    book.active.append(["Notes"])
    sheet = book.create_sheet()
    sheet.append(["Made in May"])
    sheet.append(["DOI", "Recommendation", "Page"])
    sheet.append(["10.1234/ABC", "Ban fees.", 4.0])
    kept = BytesIO()
    book.save(kept)
    output = OutputFactory(doi="10.1234/abc")

    (row,) = recommending.check(recommending.of_file(kept.getvalue()), by=None).new

    assert (row.output, row.text, row.page) == (output, "Ban fees.", 4)


def test_every_fault_is_told_by_row_and_column():
    OutputFactory(slug="fees")
    text = HEAD + "fees,Witches,,Atlantis,,0\nunknown,,,,Do it.,\n"

    assert [(number, column) for number, column, _says in faults(text)] == [
        (2, "recommendation"),
        (2, "who"),
        (2, "country"),
        (2, "page"),
        (3, "output"),
    ]


def test_column_nobody_knows_is_a_fault():
    OutputFactory(slug="fees")

    assert faults("output,recommendation,colour\nfees,Do it.,red\n") == [
        (2, "colour", "The hub knows no column of this name.")
    ]


def test_what_stands_already_and_what_stands_twice_is_passed_over():
    output = OutputFactory(slug="fees")
    Recommendation.objects.create(output=output, order=1, text="Ban fees.")

    checked = recommending.check(
        recommending.of_text("Ban fees\nCap fees.\nCap fees!"), by=None, output=output
    )

    assert [one.text for one in checked.new] == ["Cap fees."]
    assert [one.row.number for one in checked.standing] == [1, 3]


def test_outputs_of_others_are_not_found():
    OutputFactory(slug="theirs")
    user = MembershipFactory().user

    checked = recommending.check(
        recommending.of_text("output,recommendation\ntheirs,Do it."), by=user
    )

    assert [fault.column for fault in checked.rows[0].faults] == ["output"]


def test_checking_asks_a_fixed_number_of_questions(django_assert_num_queries):
    for number in range(5):
        OutputFactory(slug=f"o{number}")
    text = HEAD + "".join(f"o{n},,,np,Do {n}.,\n" for n in range(5))

    with django_assert_num_queries(7):  # outputs, stand, countries twice, themes, corridors
        recommending.check(recommending.of_text(text), by=None)


def test_saving_counts_on_behind_what_stands():
    output = OutputFactory(slug="fees")
    Recommendation.objects.create(output=output, order=1, text="Ban fees.")
    checked = recommending.check(recommending.of_text("Cap.\nTell."), by=None, output=output)

    assert recommending.save(checked.new) == 2
    stand = Recommendation.objects.filter(output=output).order_by("order")
    assert list(stand.values_list("order", "text")) == [
        (1, "Ban fees."),
        (2, "Cap."),
        (3, "Tell."),
    ]


def test_rows_become_text_that_reads_the_same():
    rows = recommending.of_text('output,recommendation,page\nfees,"Cap,\nand tell",3\n')

    again = recommending.of_text(recommending.as_text(rows))

    assert [row.cells for row in again] == [
        {"output": "fees", "text": "Cap, and tell", "page": "3"}
    ]


@pytest.mark.parametrize("text", ["", "  \n", "a\tb\nc\td"])
def test_what_is_no_sheet_is_refused_in_words(text):
    with pytest.raises(recommending.UnreadableSheet):
        recommending.of_text(text)


def test_command_saves_all_or_nothing(tmp_path, capsys):
    OutputFactory(slug="fees")
    file = tmp_path / "sheet.csv"
    file.write_text("output,recommendation\nfees,Ban fees.\nnone,Cap.\n")

    with pytest.raises(CommandError):
        call_command("import_recommendations", str(file))
    assert not Recommendation.objects.exists()

    file.write_text("output,recommendation\nfees,Ban fees.\n")
    call_command("import_recommendations", str(file), "--dry-run")
    assert not Recommendation.objects.exists()
    call_command("import_recommendations", str(file))
    assert Recommendation.objects.count() == 1
