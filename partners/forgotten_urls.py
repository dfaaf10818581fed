"""A forgotten password, under the names that Django's own pages link to."""

from django.urls import path

from partners.views import forgotten

urlpatterns = [
    path("", forgotten.Ask.as_view(), name="admin_password_reset"),
    path("sent/", forgotten.Sent.as_view(), name="password_reset_done"),
    path("done/", forgotten.Done.as_view(), name="password_reset_complete"),
    path("<uidb64>/<token>/", forgotten.Choose.as_view(), name="password_reset_confirm"),
]
