"""``manage.py load_figures``: from the project, and from the publishers' own files."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hub.models import Agreement, Figure
from tests.hub.conftest import RAW

pytestmark = pytest.mark.django_db

MONTH = """,Recruiting Agency,,,Total with ReEntry,,
Country,Male,Female,Total,Male,Female,Total
Combodia,1,0,1,2,1,3
Cambodia,4,1,5,6,1,7
Grand Total,5,1,6,8,2,10
"""
TREATIES = """treatyID,countryA,countryB,codeA,codeB,dyadID,year,datesigned
811,South Korea,Nepal,732,790,1,2007, 7/23/2007
12,United States of America,Canada,2,20,2.0,1958,10/23/1958
787,Oman,Sri Lanka,698,780,2,2012,
"""


def test_shipped_figures_are_loaded_once_however_often(capsys: pytest.CaptureFixture[str]):
    call_command("load_figures")
    once = Figure.objects.count()
    call_command("load_figures")

    assert Figure.objects.count() == once == 13_151
    assert capsys.readouterr().out.split()[:2] == ["knomad-2021", "1098"]


def test_a_folder_gives_what_the_publishers_wrote():
    call_command("load_figures", RAW, verbosity=0)

    women = Figure.objects.get(
        origin="LK", destination="SA", year=2019, sex="women", source="un-desa-2019"
    )
    assert (women.value, women.file, women.column) == (
        163380,
        "migrants_by_origin_and_destination_female.csv",
        "Sri Lanka",
    )


def test_a_month_counts_a_country_spelled_twice_in_both_rows(tmp_path: Path):
    (tmp_path / "falgun-2079.csv").write_text(MONTH)

    call_command("load_figures", tmp_path, verbosity=0)

    rows = Figure.objects.filter(destination="KH").order_by("row", "pk")
    assert [(row.row, row.sex, int(row.value), row.year, row.period) for row in rows] == [
        (3, "men", 2, 2023, "Falgun 2079 BS"),
        (3, "women", 1, 2023, "Falgun 2079 BS"),
        (3, "all", 3, 2023, "Falgun 2079 BS"),
        (4, "men", 6, 2023, "Falgun 2079 BS"),
        (4, "women", 1, 2023, "Falgun 2079 BS"),
        (4, "all", 7, 2023, "Falgun 2079 BS"),
    ]


def test_agreements_are_those_of_the_five(tmp_path: Path):
    (tmp_path / "blas_formation_data.csv").write_text(TREATIES)

    call_command("load_figures", tmp_path, verbosity=0)

    assert [
        (row.one_id, row.other_id, row.year, str(row.signed), row.row)
        for row in Agreement.objects.in_order()
    ] == [("KR", "NP", 2007, "2007-07-23", 2), ("OM", "LK", 2012, "None", 4)]


def test_a_table_of_another_shape_is_refused_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    shutil.copytree(RAW / "2022", tmp_path / "2022")
    (tmp_path / "2022" / "SLBFE registration by gender.data.json").write_text(
        '{"columns": ["Age", "Number"], "rows": [[20, 1]]}'
    )

    call_command("load_figures", tmp_path)

    assert capsys.readouterr().err == (
        "refused: SLBFE registration by gender.data.json: SLBFE registration by gender.data.json: "
        "neither Male and Female nor Country and Number.\n"
    )
    assert Figure.objects.filter(source="slbfe").count() == 56


def test_a_folder_without_sources_is_an_error(tmp_path: Path):
    with pytest.raises(CommandError, match="No file of a source that the hub knows lies under"):
        call_command("load_figures", tmp_path)
