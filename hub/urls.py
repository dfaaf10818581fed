from django.urls import path, register_converter

from hub.addresses import CountryCode, CountryPair
from hub.feeds.mailings import AlertFeed, IssuesFeed
from hub.gallery import gallery
from hub.views import (
    alerts,
    brief_pack,
    calendars,
    centre_lists,
    contact,
    corridors,
    countries,
    events,
    evidence_map,
    institutions,
    newsletter,
    open_data,
    people,
    people_list,
    practices,
    projects,
    proposing,
    prose,
    readers,
    recommendations,
    registering,
    resource_centres,
    statistics,
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
    path("people/", people_list.person_list, name="person-list"),
    path("people/<slug:slug>/", people.person, name="person"),
    path("events/", events.event_list, name="event-list"),
    path("events.ics", calendars.all_events, name="events-calendar"),
    path("events/<slug:slug>.ics", calendars.event, name="event-calendar"),
    path(
        "events/<slug:slug>/sessions/<int:day>-<int:order>.ics",
        calendars.session,
        name="session-calendar",
    ),
    path("events/<slug:slug>/", events.event, name="event"),
    path("events/<slug:slug>/register/", registering.register, name="register"),
    path("events/<slug:slug>/registered/", registering.registered, name="registered"),
    path("registrations/<str:token>/", registering.registration, name="registration"),
    path("contact/", contact.contact, name="contact"),
    path("contact/sent/", contact.sent, name="contact-sent"),
    path("projects/", projects.project_list, name="project-list"),
    path("projects/<slug:slug>/", projects.project, name="project"),
    path("practices/", practices.practice_list, name="practice-list"),
    path("practices/propose/", proposing.propose_practice, name="practice-propose"),
    path("practices/<slug:slug>/", practices.practice, name="practice"),
    path("resource-centres.csv", centre_lists.centres_csv, name="resource-centres-csv"),
    path(
        "resource-centres/<code:code>/list/", centre_lists.centres_of, name="resource-centres-of"
    ),
    path("resource-centres/<slug:slug>/correct/", proposing.correct, name="centre-correct"),
    path("resource-centres/", resource_centres.resource_centre_list, name="resource-centre-list"),
    path(
        "resource-centres/<slug:slug>/", resource_centres.resource_centre, name="resource-centre"
    ),
    path("proposals/sent/", proposing.sent, name="proposal-sent"),
    path("newsletter/", newsletter.newsletter, name="newsletter"),
    path("newsletter/asked/", newsletter.asked, name="newsletter-asked"),
    path("newsletter/erased/", readers.erased, name="newsletter-erased"),
    path("newsletter/confirm/<str:token>/", readers.confirm, name="newsletter-confirm"),
    path("newsletter/manage/<str:token>/", readers.manage, name="newsletter-manage"),
    path(
        "newsletter/unsubscribe/<str:token>/",
        readers.unsubscribe,
        {"what": "newsletter"},
        name="newsletter-unsubscribe",
    ),
    path("newsletter/issues/<slug:slug>/", newsletter.issue, name="issue"),
    path("alerts/new/", alerts.new, name="alert-new"),
    path(
        "alerts/unsubscribe/<str:token>/",
        readers.unsubscribe,
        {"what": "alerts"},
        name="alerts-unsubscribe",
    ),
    path("alerts/<slug:key>.atom", AlertFeed(), name="alert-feed"),
    path("feeds/newsletter.atom", IssuesFeed(), name="newsletter-feed"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/<slug:name>.csv", statistics.statistics_csv, name="statistics-csv"),
    path("about/", prose.about, name="about"),
    path("about/data/", open_data.page, name="data"),
    path("privacy/", prose.privacy, name="privacy"),
    path("accessibility/", prose.accessibility, name="accessibility"),
]
