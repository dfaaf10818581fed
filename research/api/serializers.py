from rest_framework import serializers

from research.models import Credit, Document, Output, OutputInstitution, Theme


class ThemeSerializer(serializers.ModelSerializer[Theme]):
    class Meta:
        model = Theme
        fields = ["slug", "name", "description", "order", "sdgs"]


class CreditSerializer(serializers.ModelSerializer[Credit]):
    person = serializers.SlugRelatedField[Credit](
        slug_field="slug", read_only=True, allow_null=True
    )

    class Meta:
        model = Credit
        fields = ["name", "role", "person"]


class OutputInstitutionSerializer(serializers.ModelSerializer[OutputInstitution]):
    slug = serializers.CharField(source="institution.slug")
    name = serializers.CharField(source="institution.name")

    class Meta:
        model = OutputInstitution
        fields = ["slug", "name", "role"]


class DocumentSerializer(serializers.ModelSerializer[Document]):
    url = serializers.SerializerMethodField()

    class Meta:
        model = Document
        fields = ["url", "filename", "media_type", "size", "sha256", "state", "page_count"]

    def get_url(self, document: Document) -> str:
        return str(self.context["request"].build_absolute_uri(document.get_absolute_url()))


class OutputSerializer(serializers.ModelSerializer[Output]):
    url = serializers.SerializerMethodField()
    themes = serializers.SlugRelatedField[Theme](slug_field="slug", many=True, read_only=True)
    countries = serializers.SlugRelatedField[Theme](slug_field="code", many=True, read_only=True)
    credits = CreditSerializer(many=True, read_only=True)
    institutions = OutputInstitutionSerializer(
        source="output_institutions", many=True, read_only=True
    )
    documents = serializers.SerializerMethodField()

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
            "publisher",
            "doi",
            "isbn",
            "licence",
            "access",
            "origin",
            "themes",
            "countries",
            "forms",
            "stages",
            "populations",
            "keywords",
            "sdgs",
            "credits",
            "institutions",
            "documents",
            "updated_at",
        ]

    def get_url(self, output: Output) -> str:
        return str(self.context["request"].build_absolute_uri(output.get_absolute_url()))

    def get_documents(self, output: Output) -> list[dict[str, object]]:
        """The files, where readers may have them."""
        documents = list(output.documents.all()) if output.is_readable else []
        for document in documents:
            document.output = output  # its address needs the slug: no query for that
        return list(DocumentSerializer(documents, many=True, context=self.context).data)
