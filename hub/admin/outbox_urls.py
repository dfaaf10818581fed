from django.contrib import admin
from django.urls import path

from hub.admin import outbox

view = admin.site.admin_view

urlpatterns = [
    path("", view(outbox.mail_list), name="outbox"),
    path("<int:pk>/", view(outbox.mail), name="outbox-mail"),
    path("<int:pk>/html/", view(outbox.mail_html), name="outbox-mail-html"),
    path("<int:pk>/source/", view(outbox.mail_source), name="outbox-mail-source"),
]
