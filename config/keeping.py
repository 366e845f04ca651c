"""Who may keep a page: a public one any cache, to be asked again; one that somebody signed in for, nobody at all."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

from config.middleware import Handler

# Pages without a form of their own that read the same for everybody who is not signed in.
PUBLIC = {
    "portal:home",
    "portal:province",
    "portal:requests_of",
    "portal:requests",
    "portal:search",
    "portal:results",
    "portal:results_of",
    "portal:tell",
    "portal:card",
    "portal:poster",
    "portal:embed",
    "portal:request",
    "requests:open_data",
    "requests:schema",
    "portal:fund",
    "portal:voucher",
    "portal:agreement",
    "portal:resolution",
    "portal:meeting",
    "portal:data",
    "portal:data_province",
    "portal:data_file",
    "portal:feed",
    "portal:feed_of_all",
    "portal:calendar",
    "portal:sitemap",
    "portal:sitemap_pages",
    "portal:sitemap_rows",
    "portal:robots",
    "api:documentation",
    "api:index",
    "api:openapi",
    "api:rows",
    "api:row",
    "api:package_list",
    "api:package_show",
    "portal:call",
    "portal:place",
    "portal:pictures",
    "portal:country_pictures",
    "portal:picture_svg",
    "portal:amphoe_svg",
    "portal:country_svg",
    "portal:picture_png",
    "portal:amphoe_png",
    "portal:country_png",
    "portal:help",
    "portal:words",
    "portal:guide",
    "portal:about",
    "portal:accessibility",
    "portal:checkpoint",
    "portal:check",
    "portal:log",
    "portal:log_policy",
    "portal:log_key",
    "portal:log_checkpoint",
    "desk:verifier",
    "documents:style",
    "privacy:notice",
    "privacy:edition",
    "privacy:record",
}
# Files that never change under their name, the same for everybody.
FOR_EVER = {"portal:log_tile": "public, max-age=31536000, immutable"}
# What a page may say of itself other than all others do.
OWN_RULES = ("Content-Security-Policy", "Cross-Origin-Resource-Policy", "X-Frame-Options")
# Browsers ask each time and mostly get "unchanged"; a shared cache answers for some seconds by itself.
FOR_ALL = "public, max-age=0, s-maxage=15, must-revalidate"
FOR_NOBODY = "no-store"


class Keeping:
    """Stands outside the session, so that it sees every cookie that a page sets."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_sign_out(request):
            # What a page kept in the browser goes with who read it, also where Back would show it.
            response.headers["Clear-Site-Data"] = '"cache"'
        if unchanging := FOR_EVER.get(_name(request)) if response.status_code == 200 else None:
            response.headers["Cache-Control"] = unchanging
            return response
        if not may_be_public(request, response):
            response.headers["Cache-Control"] = FOR_NOBODY
            return response
        response.headers["Cache-Control"] = FOR_ALL
        # Language, text size, and whether somebody is signed in: all three are cookies.
        patch_vary_headers(response, ["Cookie"])
        if response.streaming or response.status_code == 304:
            return response
        if not response.has_header("ETag"):
            set_response_etag(response)
        found = get_conditional_response(request, etag=response.headers.get("ETag"), response=response)
        return _as_it_stands(found, response) if found else response


def _as_it_stands(unchanged: HttpResponse, page: HttpResponse) -> HttpResponse:
    """A browser takes over what "unchanged" says of the page that it has: a frame would else be one only once."""
    for name in OWN_RULES:
        if name in page.headers:
            unchanged.headers[name] = page.headers[name]
    return unchanged


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def may_be_public(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    return (
        match is not None
        and match.view_name in PUBLIC
        and response.status_code in (200, 304)
        and not response.cookies
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def _is_sign_out(request: HttpRequest) -> bool:
    match = request.resolver_match
    return request.method == "POST" and match is not None and match.view_name == "account_logout"
