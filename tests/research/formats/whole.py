"""An output with something in every place a format has for it."""

from research.models import Edition, Output
from tests.factories import (
    CreditFactory,
    DocumentFactory,
    InstitutionFactory,
    OutputFactory,
    OutputInstitutionFactory,
    PersonFactory,
)


def whole_output() -> Output:
    output = OutputFactory(
        slug="fees-and-wages",
        type="journal-article",
        title="Fees & wages",
        subtitle="A survey in <Nepal>",
        summary="Workers pay before they earn.",
        abstract="First what was asked.\n\nThen what was found.",
        language="en",
        issued="2023-05-31",
        series="Working papers",
        number="7",
        container="Journal of Migration",
        volume="12",
        journal_number="3",
        pages="45-67",
        page_count=23,
        publisher="SALAM",
        doi="10.1234/fees.wages",
        isbn=["978-3-16-148410-0"],
        issn="1234-5679",
        handle="10986/1234",
        url="https://journal.example.org/7",
        licence="CC-BY-4.0",
        keywords=["fees", "wages"],
        sdgs=[8, 10],
        themes=["gender-and-migration"],
        countries=["NP", "QA"],
    )
    sita = PersonFactory(slug="sita-rai", name="Sita Rai", orcid="0000-0002-1825-0097")
    CreditFactory(output=output, name="Sita Rai", person=sita, order=1)
    CreditFactory(output=output, name="राम ढकाल", order=2)
    CreditFactory(output=output, name="World Bank", order=3)
    CreditFactory(output=output, name="Anna van der Berg", role="editor", order=1)
    CreditFactory(output=output, name="Selim Raihan", role="translator", order=1)
    institute = InstitutionFactory(slug="ceslam", name="CESLAM", ror="02mhbdp94")
    OutputInstitutionFactory(output=output, institution=institute, role="author")
    funder = InstitutionFactory(slug="fund", name="A Fund", ror="03yrm5c26")
    OutputInstitutionFactory(output=output, institution=funder, role="funder", order=2)
    DocumentFactory(output=output, filename="fees.pdf", content=b"%PDF-1.7 fees")
    translation = OutputFactory(slug="translation", title="शुल्क", language="ne")
    Edition.objects.create(output=translation, of=output, kind="translation")
    return output
