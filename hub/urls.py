from django.urls import path, register_converter

from hub.addresses import CountryCode, CountryPair
from hub.gallery import gallery
from hub.views import (
    brief_pack,
    corridors,
    countries,
    events,
    evidence_map,
    institutions,
    open_data,
    people,
    practices,
    projects,
    prose,
    recommendations,
    resource_centres,
)
from hub.views.home import home

app_name = "hub"
register_converter(CountryCode, "code")
register_converter(CountryPair, "pair")

urlpatterns = [
    path("", home, name="home"),
    path("gallery/", gallery, name="gallery"),
    path("brief-pack/", brief_pack.brief_pack, name="brief-pack"),
    path("evidence-map/", evidence_map.evidence_map, name="evidence-map"),
    path("evidence-map.csv", evidence_map.evidence_map_csv, name="evidence-map-csv"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations.csv", recommendations.recommendations_csv, name="recommendations-csv"),
    path("countries/", countries.country_list, name="country-list"),
    path("countries/<code:code>/", countries.country, name="country"),
    path(
        "countries/<code:code>/figures/<slug:slug>.csv", countries.figures_csv, name="country-csv"
    ),
    path("corridors/", corridors.corridor_list, name="corridor-list"),
    path("corridors/<pair:pair>/", corridors.corridor, name="corridor"),
    path(
        "corridors/<pair:pair>/figures/<slug:slug>.csv", corridors.figures_csv, name="corridor-csv"
    ),
    path("institutions/", institutions.institution_list, name="institution-list"),
    path("institutions/<slug:slug>/", institutions.institution, name="institution"),
    path("people/", people.person_list, name="person-list"),
    path("people/<slug:slug>/", people.person, name="person"),
    path("events/", events.event_list, name="event-list"),
    path("events/<slug:slug>/", events.event, name="event"),
    path("projects/", projects.project_list, name="project-list"),
    path("projects/<slug:slug>/", projects.project, name="project"),
    path("practices/", practices.practice_list, name="practice-list"),
    path("practices/<slug:slug>/", practices.practice, name="practice"),
    path("resource-centres/", resource_centres.resource_centre_list, name="resource-centre-list"),
    path(
        "resource-centres/<slug:slug>/", resource_centres.resource_centre, name="resource-centre"
    ),
    path("about/", prose.about, name="about"),
    path("about/data/", open_data.page, name="data"),
    path("privacy/", prose.privacy, name="privacy"),
    path("accessibility/", prose.accessibility, name="accessibility"),
]
