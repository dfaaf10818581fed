"""What is measured: one row each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """``bench.<module>.measure(size)`` gives figures, ``bench.sections.<module>`` writes them."""

    name: str
    title: str
    module: str
    size: int = 0
    #: Runs only when asked for: it takes many minutes.
    is_large: bool = False
    #: A folder below the shared data that it needs.
    data: str = ""


MEASURES = (
    Measure("quality", "How good search is", "quality", data="ir-english/cranfield"),
    Measure(
        "search-10000",
        "Search among 10,000 outputs",
        "search_speed",
        size=10_000,
        data="biblio-crossref-weekly",
    ),
    Measure(
        "search-100000",
        "Search among 100,000 outputs",
        "search_speed",
        size=100_000,
        data="biblio-crossref-weekly",
    ),
    Measure(
        "search-1000000",
        "Search among 1,000,000 outputs",
        "search_speed",
        size=1_000_000,
        is_large=True,
        data="biblio-crossref-weekly",
    ),
    Measure("reading", "Reading PDF files", "reading", data="pdf-corpus"),
    Measure("prefill", "Filling the form from a PDF", "prefill", data="pdf-corpus"),
    Measure(
        "harvesting",
        "Harvests and exports",
        "harvesting",
        size=100_000,
        data="biblio-crossref-weekly",
    ),
    Measure(
        "rest",
        "REST",
        "rest",
        size=100_000,
        data="biblio-crossref-weekly",
    ),
    Measure(
        "policy",
        "Pages for policymakers among 100,000 outputs",
        "policy_pages",
        size=100_000,
        data="biblio-crossref-weekly",
    ),
    Measure("portal", "The portal as a whole", "portal"),
    Measure("usage", "What counting use costs", "usage_cost", size=200_000),
    Measure("duplicates", "Duplicates among labelled citations", "duplicates", data="dedupe-gold"),
    Measure(
        "import-0",
        "10,000 rows brought into an empty hub",
        "bulk_import",
        data="biblio-crossref-weekly",
    ),
    Measure(
        "import-100000",
        "10,000 rows brought into a hub of 100,000 outputs",
        "bulk_import",
        size=100_000,
        data="biblio-crossref-weekly",
    ),
    Measure(
        "import-file-60000",
        "A file of 60,000 records brought into an empty hub",
        "whole_import",
        size=60_000,
        is_large=True,
        data="biblio-crossref-weekly",
    ),
    Measure(
        "relevance",
        "What of broad feeds concerns the hub",
        "relevance",
        data="biblio-crossref-weekly",
    ),
    Measure(
        "harvest-0",
        "5,000 records harvested into an empty hub",
        "harvest_speed",
        data="biblio-crossref-weekly",
    ),
    Measure(
        "harvest-100000",
        "5,000 records harvested into a hub of 100,000 outputs",
        "harvest_speed",
        size=100_000,
        data="biblio-crossref-weekly",
    ),
    Measure(
        "alerts-10000",
        "A new output against 10,000 alerts",
        "alert_speed",
        size=10_000,
        data="biblio-crossref-weekly",
    ),
    Measure(
        "alerts-100000",
        "A new output against 100,000 alerts",
        "alert_speed",
        size=100_000,
        data="biblio-crossref-weekly",
    ),
    Measure(
        "mail-10000",
        "An issue to 10,000 readers",
        "mail_speed",
        size=10_000,
        data="biblio-crossref-weekly",
    ),
)
BY_NAME = {measure.name: measure for measure in MEASURES}
