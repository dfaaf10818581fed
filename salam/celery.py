"""The Celery app and the timetable.

Celery is only the messenger: the state of every job is a row, and the sweeps
below find again what a lost message or a killed worker left behind.
"""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salam.settings")

app = Celery("salam")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_ignore_result=True,
    task_acks_late=True,
    worker_prefetch_multiplier=1,
    task_default_queue="documents",
    task_routes={"hub.tasks.*": {"queue": "mail"}, "partners.tasks.*": {"queue": "mail"}},
    task_time_limit=15 * 60,
    broker_connection_retry_on_startup=True,
    # An upload must not wait for a broker that is down: the sweep will find it.
    broker_transport_options={
        "socket_connect_timeout": 2,
        "socket_timeout": 10,
        "max_retries": 1,
        "interval_start": 0,
    },
    task_publish_retry=False,
    # A worker waits for its broker as long as it takes.
    broker_connection_max_retries=None,
    timezone="UTC",
)
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "read-waiting-documents": {
        "task": "research.tasks.read_waiting_documents",
        "schedule": 15.0,
    },
    "work-on-waiting-imports": {
        "task": "research.tasks.work_on_waiting_imports",
        "schedule": 15.0,
    },
    # Which sources are due is asked of the database: a row for each tells how often.
    "harvest-what-waits": {
        "task": "research.tasks.harvest_what_waits",
        "schedule": 30.0,
        "options": {"expires": 30.0},
    },
    "forget-old-answers-of-sources": {
        "task": "research.tasks.forget_old_answers",
        "schedule": 24 * 3600.0,
    },
    "recognise-waiting-documents": {
        "task": "research.tasks.recognise_waiting_documents",
        "schedule": 60.0,
    },
    "lift-embargoes": {
        "task": "research.tasks.lift_embargoes",
        "schedule": 5 * 60.0,
    },
    "send-due-letters": {
        "task": "partners.tasks.send_due_letters",
        "schedule": 60.0,
    },
    "remove-old-uploads": {
        "task": "research.tasks.remove_old_uploads",
        "schedule": 24 * 3600.0,
    },
    "forget-old-changes": {
        "task": "research.tasks.forget_old_changes",
        "schedule": 24 * 3600.0,
    },
    "forget-old-searches": {
        "task": "research.tasks.forget_old_searches",
        "schedule": 24 * 3600.0,
    },
    "release-open-data": {
        # At night in South Asia: 02:10 in Kathmandu.
        "task": "hub.tasks.release_open_data",
        "schedule": crontab(hour=20, minute=25),
    },
    "forget-old-answers": {
        "task": "hub.tasks.forget_old_answers",
        "schedule": 24 * 3600.0,
    },
    # Asked each hour, so that a machine that slept at midnight counts when it wakes.
    "count-usage": {
        "task": "research.tasks.count_usage",
        "schedule": 3600.0,
    },
    "forget-old-drafts": {
        "task": "partners.tasks.forget_old_drafts",
        "schedule": 24 * 3600.0,
    },
    "forget-old-visits": {
        "task": "partners.tasks.forget_old_visits",
        "schedule": 24 * 3600.0,
    },
    # Slowly: a turn is over in a minute, and the hour has a limit of its own.
    "check-links": {
        "task": "research.tasks.check_links",
        "schedule": 5 * 60.0,
        "options": {"expires": 5 * 60.0},
    },
    "fetch-files": {
        "task": "research.tasks.fetch_files",
        "schedule": 5 * 60.0,
        "options": {"expires": 5 * 60.0},
    },
    "list-all-links": {
        # At night in South Asia: 01:40 in Kathmandu.
        "task": "research.tasks.list_all_links",
        "schedule": crontab(hour=19, minute=55),
    },
    "remove-unattached-files": {
        "task": "research.tasks.remove_unattached_files",
        "schedule": 24 * 3600.0,
    },
    "match-alerts": {
        "task": "hub.tasks.match_alerts",
        "schedule": 10.0,
        # What could not run in time is the next one's work.
        "options": {"expires": 10.0},
    },
    "post-what-is-due": {
        "task": "hub.tasks.post_what_is_due",
        "schedule": 15.0,
        # What could not run in time is the next one's work.
        "options": {"expires": 15.0},
    },
    "answer-lost-requests": {
        "task": "hub.tasks.answer_lost_requests",
        "schedule": 60.0,
    },
    "count-holdings": {
        "task": "hub.tasks.count_holdings",
        "schedule": 15 * 60.0,
        # What could not run in time is the next one's work.
        "options": {"expires": 15 * 60.0},
    },
    "draft-issues": {
        "task": "hub.tasks.draft_issues",
        "schedule": 3600.0,
    },
    "forget-readers": {
        "task": "hub.tasks.forget_readers",
        "schedule": 24 * 3600.0,
    },
}
