import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.ingestion.cleaning import texts
from research.ingestion.cleaning.shouting import quiet


@pytest.mark.parametrize(
    ("loud", "wanted"),
    [
        (
            "EX-POST EVALUATION OF THE PROJECT “IMPROVING LABOUR MIGRATION MANAGEMENT IN BELIZE”",
            "Ex-Post Evaluation of the Project “Improving Labour Migration Management in Belize”",
        ),
        (
            "EVALUATION OF IOM’S MIGRATION DATA STRATEGY (MDS) IN NEPAL II",
            "Evaluation of IOM’s Migration Data Strategy (MDS) in Nepal II",
        ),
        (
            "L'OMBRE DE LA GUERRE : PERSPECTIVES POUR LE DÉSARMEMENT",
            "L'Ombre de la Guerre : Perspectives pour le Désarmement",
        ),
        (
            "EVALUACIÓN FINAL DE LA ESTRATEGIA DE LA ORGANIZACIÓN (OIM) EN COLOMBIA 2021-2024",
            "Evaluación Final de la Estrategia de la Organización (OIM) en Colombia 2021-2024",
        ),
        (
            'Final Evaluation of the project "SUPPORTING A RESIDENCE PLATFORM IN CABO VERDE"',
            'Final Evaluation of the project "Supporting a Residence Platform in Cabo Verde"',
        ),
        ("COVID-19 RESPONSE FOR MIGRANT WORKERS", "COVID-19 Response for Migrant Workers"),
        ("MIGRANT WORKERS’ RIGHTS IN THE UAE", "Migrant Workers’ Rights in the UAE"),
    ],
)
def test_titles_in_capitals_are_quietened(loud, wanted):
    assert quiet(loud) == wanted
    assert texts.title(loud) == wanted


@pytest.mark.parametrize(
    "title",
    [
        "Recruitment fees in Nepal",
        "IOM, ILO, UNHCR and UNICEF in the GCC",
        "WHO DARES",
        "MIGRATION",
        "The NEPAL LABOUR FORCE Survey",
        "नेपालमा आप्रवासन र श्रम",
        "",
    ],
)
def test_other_titles_stay_as_they_are(title):
    assert quiet(title) == title


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_only_case_is_changed_and_a_quiet_title_stays_quiet(title):
    assert quiet(title).casefold() == title.casefold()
    assert quiet(quiet(title)) == quiet(title)
