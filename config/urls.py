"""The map of the site; each app keeps its own streets."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.module_loading import module_has_submodule


def nothing(request: HttpRequest) -> HttpResponse:
    """In place of pages of the sign-in library that we do not offer."""
    raise Http404


urlpatterns = [
    # An address comes from the letter that its owner answered. Here anybody at an open screen would add their own, unproven,
    # and have a new password sent to it.
    path("accounts/email/", nothing),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("config.languages")),
]
urlpatterns += [
    path("", include(f"{app}.urls"))
    for app in settings.APPS
    if module_has_submodule(apps.get_app_config(app).module, "urls")
]
