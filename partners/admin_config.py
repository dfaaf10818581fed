from django.contrib.admin.apps import AdminConfig


class HubAdminConfig(AdminConfig):
    """Django's admin, entered through the hub's own door."""

    default_site = "partners.admin_site.HubAdminSite"
