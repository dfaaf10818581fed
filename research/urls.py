from django.urls import path

from research.views import document, document_text, output, search, suggestions, theme, whole_facet

app_name = "research"

urlpatterns = [
    path("themes/", theme.theme_list, name="theme-list"),
    path("themes/<slug:slug>/", theme.theme, name="theme"),
    path("outputs/<slug:slug>/", output.output, name="output"),
    path(
        "outputs/<slug:slug>/documents/<int:pk>/first-page.webp",
        document.first_page,
        name="first-page",
    ),
    path(
        "outputs/<slug:slug>/documents/<int:pk>/text/",
        document_text.document_text,
        name="document-text",
    ),
    path(
        "outputs/<slug:slug>/documents/<int:pk>/<str:filename>",
        document.document,
        name="document",
    ),
    path("search/", search.search, name="search"),
    path("search/facets/<slug:name>/", whole_facet.whole_facet, name="whole-facet"),
    path("search/suggest", suggestions.suggestions, name="suggest"),
    path("briefs/", search.shelf, {"name": "briefs"}, name="briefs"),
    path("datasets/", search.shelf, {"name": "datasets"}, name="datasets"),
    path(
        "learning-materials/",
        search.shelf,
        {"name": "learning-materials"},
        name="learning-materials",
    ),
]
