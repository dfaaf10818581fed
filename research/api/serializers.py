from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from partners.api.addresses import PageAddress
from partners.api.choosing import ChosenFields, Expansion, NamesOf
from partners.api.serializers import (
    CountrySerializer,
    NamedInstitutionSerializer,
    NamedPersonSerializer,
)
from partners.models import Country, Person
from research.api import rows as written
from research.models import (
    Corridor,
    Edition,
    Output,
    Practice,
    Project,
    Recommendation,
    Theme,
)


class ThemeSerializer(ChosenFields, serializers.ModelSerializer[Theme]):
    url = PageAddress()

    class Meta:
        model = Theme
        fields = ["slug", "url", "name", "description", "order", "sdgs"]


class CorridorSerializer(ChosenFields, serializers.ModelSerializer[Corridor]):
    slug = serializers.CharField(read_only=True)
    origin = serializers.CharField(source="origin_id", read_only=True)
    destination = serializers.CharField(source="destination_id", read_only=True)

    expansions = {
        name: Expansion(lambda: CountrySerializer(read_only=True))
        for name in ("origin", "destination")
    }

    class Meta:
        model = Corridor
        fields = ["slug", "origin", "destination"]


class NamedOutputSerializer(serializers.ModelSerializer[Output]):
    """An output inside another record."""

    url = PageAddress()

    class Meta:
        model = Output
        fields = ["slug", "url", "title", "type", "language", "issued"]


class NamedProjectSerializer(serializers.ModelSerializer[Project]):
    """A project inside another record."""

    url = PageAddress()

    class Meta:
        model = Project
        fields = ["slug", "url", "title", "acronym"]


#: What most records name, as it is sent whole.
THEMES = Expansion(lambda: ThemeSerializer(many=True, read_only=True))
COUNTRIES = Expansion(lambda: CountrySerializer(many=True, read_only=True))


def published_outputs() -> "Prefetch[Any]":
    """Those that readers may see of the outputs of other records."""
    return Prefetch("outputs", Output.objects.published().newest_first())


EXAMPLE = OpenApiExample(
    "A working paper",
    value={
        "slug": "recruitment-costs-in-three-corridors",
        "url": "https://hub.example/outputs/recruitment-costs-in-three-corridors/",
        "type": "working-paper",
        "title": "Recruitment costs in three corridors",
        "language": "en",
        "issued": "2024-05",
        "summary": "Workers pay more where fewer agents are licensed.",
        "themes": ["labour-migration-policies"],
        "countries": ["NP"],
        "corridors": ["np-qa"],
        "credits": [{"name": "A. N. Other", "role": "author", "person": "a-n-other"}],
        "institutions": [{"slug": "an-institute", "name": "An Institute", "role": "author"}],
        "licence": "CC-BY-4.0",
        "access": "open",
        "documents": [],
    },
    response_only=True,
)


@extend_schema_serializer(examples=[EXAMPLE])
class OutputSerializer(ChosenFields, serializers.ModelSerializer[Output]):
    url = PageAddress()
    publisher_url = serializers.URLField(source="url", read_only=True)
    themes = NamesOf("slug")
    countries = NamesOf("code")
    corridors = NamesOf("slug")
    credits = written.Credits()
    institutions = written.Institutions(source="output_institutions")
    documents = written.Documents(source="*")

    expansions = {
        "abstract": Expansion(
            lambda: serializers.CharField(read_only=True),
            lambda rows: rows.defer(None).defer("provenance"),
        ),
        "themes": THEMES,
        "countries": COUNTRIES,
        "corridors": Expansion(
            lambda: CorridorSerializer(many=True, read_only=True),
        ),
        "credits": Expansion(written.ExpandedCredits),
        "institutions": Expansion(
            lambda: written.ExpandedInstitutions(source="output_institutions")
        ),
        "recommendations": Expansion(
            written.Recommendations,
            lambda rows: rows.prefetch_related(
                Prefetch("recommendations", Recommendation.objects.in_order())
            ),
        ),
        "projects": Expansion(
            lambda: NamedProjectSerializer(many=True, read_only=True),
            lambda rows: rows.prefetch_related(
                Prefetch("projects", Project.objects.newest_first())
            ),
        ),
        "editions": Expansion(
            lambda: written.Relatives(source="*"),
            lambda rows: rows.prefetch_related(
                Prefetch("edition_of", Edition.objects.select_related("of")),
                Prefetch("editions", Edition.objects.select_related("output")),
            ),
        ),
    }

    class Meta:
        model = Output
        fields = [
            "slug",
            "url",
            "type",
            "title",
            "subtitle",
            "language",
            "issued",
            "summary",
            "key_messages",
            "series",
            "number",
            "container",
            "volume",
            "journal_number",
            "pages",
            "page_count",
            "publisher",
            "doi",
            "isbn",
            "issn",
            "handle",
            "publisher_url",
            "pdf_url",
            "licence",
            "access",
            "embargo_until",
            "origin",
            "themes",
            "countries",
            "corridors",
            "forms",
            "stages",
            "populations",
            "sectors",
            "keywords",
            "sdgs",
            "gcm_objectives",
            "sex_disaggregated",
            "credits",
            "institutions",
            "documents",
            "published_at",
            "updated_at",
        ]


class RecommendationSerializer(ChosenFields, serializers.ModelSerializer[Recommendation]):
    id = serializers.IntegerField(read_only=True)
    output = serializers.SlugRelatedField[Output](slug_field="slug", read_only=True)
    country = serializers.CharField(source="country_id", allow_null=True, read_only=True)
    theme = serializers.SlugRelatedField[Theme](slug_field="slug", read_only=True)
    corridor = serializers.SlugRelatedField[Corridor](slug_field="slug", read_only=True)

    expansions = {
        "output": Expansion(lambda: NamedOutputSerializer(read_only=True)),
        "country": Expansion(lambda: CountrySerializer(read_only=True, allow_null=True)),
    }

    class Meta:
        model = Recommendation
        fields = [
            "id",
            "output",
            "topic",
            "actor",
            "body",
            "country",
            "theme",
            "corridor",
            "text",
            "page",
        ]


class ProjectSerializer(ChosenFields, serializers.ModelSerializer[Project]):
    url = PageAddress()
    themes = NamesOf("slug")
    countries = NamesOf("code")
    institutions = written.Institutions(source="project_institutions")

    expansions = {
        "themes": THEMES,
        "countries": COUNTRIES,
        "institutions": Expansion(
            lambda: written.ExpandedInstitutions(source="project_institutions")
        ),
        "destination_countries": Expansion(
            lambda: CountrySerializer(many=True, read_only=True),
            lambda rows: rows.prefetch_related(
                Prefetch("destination_countries", Country.objects.by_name())
            ),
        ),
        "team": Expansion(
            lambda: NamedPersonSerializer(many=True, read_only=True),
            lambda rows: rows.prefetch_related(Prefetch("team", Person.objects.by_name())),
        ),
        "outputs": Expansion(
            lambda: NamedOutputSerializer(many=True, read_only=True),
            lambda rows: rows.prefetch_related(published_outputs()),
        ),
    }

    class Meta:
        model = Project
        fields = [
            "slug",
            "url",
            "title",
            "acronym",
            "status",
            "start",
            "end",
            "summary",
            "objectives",
            "results",
            "places",
            "budget_usd",
            "themes",
            "countries",
            "institutions",
            "other_partners",
        ]


class PracticeSerializer(ChosenFields, serializers.ModelSerializer[Practice]):
    url = PageAddress()
    themes = NamesOf("slug")
    countries = NamesOf("code")
    institutions = NamesOf("slug")

    expansions = {
        "themes": THEMES,
        "countries": COUNTRIES,
        "institutions": Expansion(lambda: NamedInstitutionSerializer(many=True, read_only=True)),
        "outputs": Expansion(
            lambda: NamedOutputSerializer(many=True, read_only=True),
            lambda rows: rows.prefetch_related(published_outputs()),
        ),
        "projects": Expansion(
            lambda: NamedProjectSerializer(many=True, read_only=True),
            lambda rows: rows.prefetch_related(
                Prefetch("projects", Project.objects.newest_first())
            ),
        ),
    }

    class Meta:
        model = Practice
        fields = [
            "slug",
            "url",
            "title",
            "is_proposal",
            "year",
            "sector",
            "forms",
            "stages",
            "populations",
            "what_was_done",
            "what_was_learnt",
            "evidence",
            "themes",
            "countries",
            "institutions",
            "other_institutions",
        ]
