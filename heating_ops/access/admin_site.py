"""Puts our administration in the place of Django's."""

from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    """Django's admin app with our site."""

    default_site = "heating_ops.access.administration.Administration"
