"""The map of the site; each app keeps its own streets."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.urls import include, path
from django.utils.module_loading import module_has_submodule

handler400, handler403 = "config.errors.bad_request", "config.errors.refused"
handler404, handler500 = "config.errors.not_found", "config.errors.failed"
urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("config.languages")),
]
urlpatterns += [
    path("", include(f"{app}.urls"))
    for app in settings.APPS
    if module_has_submodule(apps.get_app_config(app).module, "urls")
]
