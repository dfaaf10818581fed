"""What is read when somebody deposits, and what they are told."""

from typing import Any

from django.db import models
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from partners.api.choosing import ChosenFields, NamesOf
from partners.models import Country, Institution, Person
from research.depositing import Changes, Credited, Draft
from research.ingestion import cleaning
from research.models import Credit, Document, Output, Theme
from research.vocabularies import GCM_OBJECTIVES, SDGS, Form, Population, Stage

#: As many people as the longest author lists of physics have.
MOST_CREDITS = 5_000


class Text(serializers.CharField):
    """Text only: a number that stands where a title should is a slip of the programme."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            raise serializers.ValidationError("This is no text.")
        return super().to_internal_value(data)


class CreditedSerializer(serializers.Serializer[Any]):
    name = Text(max_length=300, help_text="As printed in the output.")
    role = serializers.ChoiceField(choices=Credit.Role.choices, default=Credit.Role.AUTHOR)
    person = serializers.SlugRelatedField(
        slug_field="slug", queryset=Person.objects.all(), required=False, allow_null=True
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Of a change of some fields DRF asks nothing of what is inside them."""
        if not attrs.get("name"):
            raise serializers.ValidationError({"name": ["This field is required."]})
        return attrs


class WordsOf(serializers.MultipleChoiceField):
    """Several words of a list, in the order of the list."""

    def to_internal_value(self, data: Any) -> list[Any]:  # type: ignore[override]
        chosen = super().to_internal_value(data)
        return [word for word in self.choices if word in chosen]


EXAMPLE = OpenApiExample(
    "A working paper",
    value={
        "title": "Recruitment costs in three corridors",
        "type": "working-paper",
        "language": "en",
        "issued": "2024-05",
        "summary": "Workers pay more where fewer agents are licensed.",
        "themes": ["labour-migration-policies"],
        "countries": ["NP"],
        "credits": [{"name": "A. N. Other", "role": "author"}],
        "licence": "CC-BY-4.0",
    },
    request_only=True,
)


@extend_schema_serializer(examples=[EXAMPLE])
class DepositSerializer(serializers.ModelSerializer[Output]):
    """What a depositor says; the same fields as the form of the admin."""

    themes = serializers.SlugRelatedField(
        slug_field="slug", many=True, queryset=Theme.objects.in_order(), required=False
    )
    countries = serializers.SlugRelatedField(
        slug_field="code", many=True, queryset=Country.objects.by_name(), required=False
    )
    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: Text,
        models.TextField: Text,
    }
    owner = serializers.SlugRelatedField(
        slug_field="slug",
        queryset=Institution.objects.by_name(),
        required=False,
        help_text="Your institution; needed only if you work for several.",
    )
    credits = CreditedSerializer(many=True, required=False)
    forms = WordsOf(choices=Form.choices, required=False)
    stages = WordsOf(choices=Stage.choices, required=False)
    populations = WordsOf(choices=Population.choices, required=False)
    sdgs = WordsOf(choices=[(goal, goal) for goal in SDGS], required=False)
    gcm_objectives = WordsOf(choices=[(one, one) for one in GCM_OBJECTIVES], required=False)

    class Meta:
        model = Output
        fields = [
            "title",
            "subtitle",
            "type",
            "language",
            "issued",
            "owner",
            "summary",
            "key_messages",
            "abstract",
            "themes",
            "countries",
            "forms",
            "stages",
            "populations",
            "sectors",
            "keywords",
            "sdgs",
            "gcm_objectives",
            "sex_disaggregated",
            "publisher",
            "series",
            "number",
            "container",
            "volume",
            "journal_number",
            "pages",
            "page_count",
            "doi",
            "isbn",
            "issn",
            "handle",
            "url",
            "pdf_url",
            "licence",
            "access",
            "embargo_until",
            "credits",
        ]
        #: Uniqueness is asked of the model, with its own words.
        validators: list[Any] = []
        extra_kwargs = {"issued": {"required": False, "allow_blank": True}}

    def validate_doi(self, value: str) -> str:
        return cleaning.doi(value)

    def validate_credits(self, value: list[Any]) -> list[Any]:
        if len(value) > MOST_CREDITS:
            raise serializers.ValidationError(f"At most {MOST_CREDITS} people.")
        return value

    def draft(self) -> Draft:
        said = dict(self.validated_data)
        return Draft(
            themes=said.pop("themes", ()),
            countries=said.pop("countries", ()),
            credits=[Credited(**one) for one in said.pop("credits", ())],
            owner=said.pop("owner", None),
            columns=said,
        )

    def changes(self) -> Changes:
        """The same of a part of the fields: what is not named is not touched."""
        said = dict(self.validated_data)
        credited = said.pop("credits", None)
        return Changes(
            themes=said.pop("themes", None),
            countries=said.pop("countries", None),
            credits=None if credited is None else [Credited(**one) for one in credited],
            owner=said.pop("owner", None),
            columns=said,
        )


class UploadedSerializer(serializers.ModelSerializer[Document]):
    class Meta:
        model = Document
        fields = ["id", "filename", "media_type", "size", "sha256", "state", "reason"]


class UploadSerializer(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="A PDF.")


class DepositedSerializer(ChosenFields, serializers.ModelSerializer[Output]):
    """What a deposit says, and how it stands."""

    owner = serializers.SlugRelatedField[Institution](
        slug_field="slug", read_only=True, allow_null=True
    )
    themes = NamesOf("slug")
    countries = NamesOf("code")
    credits = CreditedSerializer(many=True, read_only=True)
    #: Empty where there is none, and that is no address.
    url = serializers.CharField(read_only=True)
    pdf_url = serializers.CharField(read_only=True)
    documents = UploadedSerializer(many=True, read_only=True)
    public_url = serializers.SerializerMethodField()

    class Meta:
        model = Output
        fields = [
            "slug",
            "status",
            *DepositSerializer.Meta.fields,
            "documents",
            "return_comment",
            "field_comments",
            "public_url",
            "submitted_at",
            "published_at",
            "updated_at",
        ]
        read_only_fields = fields

    def get_public_url(self, output: Output) -> str | None:
        return f"{self.context['site']}{output.get_absolute_url()}" if output.is_public else None
