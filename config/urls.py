"""The map of the site; each app keeps its own streets."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.module_loading import module_has_submodule
from django.views.generic import RedirectView

from config.parts import parts


def not_found(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


# Pages of the library that ours take the place of. Its own list of addresses stands first: it would let in unproved ones.
OWN_INSTEAD = ("email/", "2fa/", "2fa/webauthn/")
PASSWORD_INSTEAD = ("2fa/reauthenticate/", "2fa/webauthn/reauthenticate/")
SHUT = (
    "2fa/webauthn/keys/<int:pk>/edit/",
    "confirm-email/",
    "confirm-email/<str:key>/",
    "signup/",
    "password/set/",
    "login/code/confirm/",
)


handler400, handler403 = "config.errors.bad_request", "config.errors.refused"
handler404, handler500 = "config.errors.not_found", "config.errors.failed"
urlpatterns = [
    *(path(f"accounts/{place}", RedirectView.as_view(pattern_name="people:me")) for place in OWN_INSTEAD),
    *(
        path(f"accounts/{place}", RedirectView.as_view(pattern_name="account_reauthenticate"))
        for place in PASSWORD_INSTEAD
    ),
    *(path(f"accounts/{place}", not_found) for place in SHUT),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("config.languages")),
    path("parts/", parts, name="parts"),
]
urlpatterns += [
    path("", include(f"{app}.urls"))
    for app in settings.APPS
    if module_has_submodule(apps.get_app_config(app).module, "urls")
]
