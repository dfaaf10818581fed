from django.contrib import admin
from django.urls import path

from research.admin.lookups import REGISTRIES, look_up

view = admin.site.admin_view(look_up)

urlpatterns = [
    path(f"{kind}/", view, {"kind": kind}, name=f"look-up-{kind}") for kind in REGISTRIES
]
