"""Choosing a language, or larger letters: a form without a token, so that a public page with this form sets no cookie and can be cached.

Nothing is gained by choosing for somebody else; what comes from another site is refused where browsers say so.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

TEXT_COOKIE, LARGE = "text", "large"
A_YEAR = 365 * 24 * 60 * 60


@csrf_exempt
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise PermissionDenied(_("This form came from another site."))
    return _sized(request) if "text" in request.POST else set_language(request)


def _sized(request: HttpRequest) -> HttpResponse:
    """Back where it was pressed, with letters a quarter larger, or as they were."""
    onward = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    answer = HttpResponseRedirect(onward if is_ours else "/")
    if request.POST["text"] == LARGE:
        answer.set_cookie(
            TEXT_COOKIE, LARGE, A_YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    else:
        answer.delete_cookie(TEXT_COOKIE, samesite="Lax")
    return answer


urlpatterns = [path("setlang/", choose, name="set_language")]
