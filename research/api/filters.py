import django_filters

from research.models import Output


class OutputFilter(django_filters.FilterSet):  # type: ignore[misc]
    """The same names as the search page's parameters."""

    theme = django_filters.CharFilter(field_name="themes__slug")
    country = django_filters.CharFilter(field_name="countries__code", lookup_expr="iexact")
    institution = django_filters.CharFilter(field_name="institutions__slug", distinct=True)
    year_min = django_filters.NumberFilter(field_name="issued", lookup_expr="gte")
    year_max = django_filters.NumberFilter(method="filter_year_max")

    class Meta:
        model = Output
        fields = ["type", "language", "access", "origin"]

    def filter_year_max(self, outputs, name, value):  # type: ignore[no-untyped-def]
        return outputs.filter(issued__lt=str(int(value) + 1)).exclude(issued="")
