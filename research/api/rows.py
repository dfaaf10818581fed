"""Parts of records that come by the thousand: written by hand, described for the schema."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from partners.api.serializers import NamedInstitutionSerializer, NamedPersonSerializer
from research.models import Credit, Document, Edition, Output, OutputInstitution, Recommendation


class Rows(serializers.Field[Any, Any, Any, Any]):
    """Related rows; a serializer for each would cost more than reading them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Any) -> list[dict[str, Any]]:
        return [self.row(each) for each in value.all()]

    def row(self, one: Any) -> dict[str, Any]:
        raise NotImplementedError

    def page(self, one: Any) -> str:
        return f"{self.context['site']}{one.get_absolute_url()}"


#: Outputs, projects and events have roles of their own.
ROLE = "What it did: author, publisher, funder, implementer, organiser …"


class CreditSerializer(serializers.Serializer[Credit]):
    name = serializers.CharField(help_text="As credited in the output.")
    role = serializers.ChoiceField(choices=Credit.Role.choices)
    person = serializers.SlugField(allow_null=True, help_text="Of the person, if known.")


@extend_schema_field(CreditSerializer(many=True))
class Credits(Rows):
    def row(self, one: Credit) -> dict[str, Any]:
        person = one.person.slug if one.person else None
        return {"name": one.name, "role": one.role, "person": person}


class ExpandedCreditSerializer(CreditSerializer):
    person = NamedPersonSerializer(allow_null=True)  # type: ignore[assignment]


@extend_schema_field(ExpandedCreditSerializer(many=True))
class ExpandedCredits(Rows):
    def row(self, one: Credit) -> dict[str, Any]:
        person = one.person
        whole = person and {
            "slug": person.slug,
            "url": self.page(person),
            "name": person.name,
            "orcid": person.orcid,
        }
        return {"name": one.name, "role": one.role, "person": whole}


class OutputInstitutionSerializer(serializers.Serializer[OutputInstitution]):
    slug = serializers.SlugField()
    name = serializers.CharField()
    role = serializers.CharField(help_text=ROLE)


@extend_schema_field(OutputInstitutionSerializer(many=True))
class Institutions(Rows):
    def row(self, one: OutputInstitution) -> dict[str, Any]:
        return {"slug": one.institution.slug, "name": one.institution.name, "role": one.role}


class ExpandedInstitutionSerializer(NamedInstitutionSerializer):
    role = serializers.CharField(help_text=ROLE)

    class Meta(NamedInstitutionSerializer.Meta):
        fields = [*NamedInstitutionSerializer.Meta.fields, "role"]


@extend_schema_field(ExpandedInstitutionSerializer(many=True))
class ExpandedInstitutions(Rows):
    def row(self, one: OutputInstitution) -> dict[str, Any]:
        whole = one.institution
        return {
            "slug": whole.slug,
            "url": self.page(whole),
            "name": whole.name,
            "acronym": whole.acronym,
            "kind": whole.kind,
            "country": whole.country_id,
            "city": whole.city,
            "website": whole.website,
            "ror": whole.ror,
            "role": one.role,
        }


class DocumentSerializer(serializers.Serializer[Document]):
    url = serializers.URLField()
    filename = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField()
    language = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=Document.State.choices)
    page_count = serializers.IntegerField(allow_null=True)


@extend_schema_field(DocumentSerializer(many=True))
class Documents(Rows):
    """The files, where readers may have them."""

    def to_representation(self, value: Output) -> list[dict[str, Any]]:
        if not value.is_readable:
            return []
        return [self._row(value, each) for each in value.documents.all()]

    def _row(self, output: Output, one: Document) -> dict[str, Any]:
        one.output = output  # its address needs the slug: no query for that
        return {
            "url": self.page(one),
            "filename": one.filename,
            "media_type": one.media_type,
            "size": one.size,
            "sha256": one.sha256,
            "language": one.language,
            "state": one.state,
            "page_count": one.page_count,
        }


class RelativeSerializer(serializers.Serializer[Edition]):
    slug = serializers.SlugField()
    url = serializers.URLField()
    title = serializers.CharField()
    language = serializers.CharField()
    kind = serializers.ChoiceField(choices=Edition.Kind.choices)
    is_of_this = serializers.BooleanField(
        help_text="Whether it is the edition and this the work; else the other way round."
    )


@extend_schema_field(RelativeSerializer(many=True))
class Relatives(Rows):
    """Published editions of the same work."""

    def to_representation(self, value: Output) -> list[dict[str, Any]]:
        links = [(link.of, link.kind, False) for link in value.edition_of.all()]
        links += [(link.output, link.kind, True) for link in value.editions.all()]
        return [
            {
                "slug": other.slug,
                "url": self.page(other),
                "title": other.title,
                "language": other.language,
                "kind": kind,
                "is_of_this": is_of_this,
            }
            for other, kind, is_of_this in links
            if other.is_public
        ]


class NamedRecommendationSerializer(serializers.Serializer[Recommendation]):
    text = serializers.CharField()
    topic = serializers.CharField(allow_blank=True)
    actor = serializers.CharField(allow_blank=True, help_text="The kind of who should act.")
    body = serializers.CharField(allow_blank=True)
    country = serializers.CharField(allow_null=True)
    theme = serializers.CharField(allow_null=True, help_text="Null: the themes of the output.")
    corridor = serializers.CharField(
        allow_null=True, help_text="As np-qa. Null: the corridors of the output."
    )
    page = serializers.IntegerField(allow_null=True)


@extend_schema_field(NamedRecommendationSerializer(many=True))
class Recommendations(Rows):
    def row(self, one: Recommendation) -> dict[str, Any]:
        return {
            "text": one.text,
            "topic": one.topic,
            "actor": one.actor,
            "body": one.body,
            "country": one.country_id,
            "theme": one.theme.slug if one.theme else None,
            "corridor": one.corridor.slug if one.corridor else None,
            "page": one.page,
        }
