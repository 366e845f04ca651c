"""Choosing a language: a form without a token, so that a public page with this form sets no cookie and can be cached.

Nothing is gained by choosing a language for somebody else; what comes from another site is refused where browsers say so.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language


@csrf_exempt
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise PermissionDenied(_("This form came from another site."))
    return set_language(request)


urlpatterns = [path("setlang/", choose, name="set_language")]
