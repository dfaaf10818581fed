from django.urls import path

from hub.gallery import gallery
from hub.views import (
    events,
    institutions,
    open_data,
    people,
    practices,
    projects,
    prose,
    resource_centres,
)
from hub.views.home import home

app_name = "hub"

urlpatterns = [
    path("", home, name="home"),
    path("gallery/", gallery, name="gallery"),
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
