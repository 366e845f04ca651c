"""`{% typed %}` gives back, on an error's page, what was typed; `{% csrf_token %}` says beside the token to whom a form was shown."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from people import held_forms
from people import typed as words
from people.middleware import SESSION_KEY

register = template.Library()


class SignedForm(CsrfTokenNode):
    def render(self, context: Context) -> SafeString:
        return mark_safe(super().render(context) + _stamp(getattr(context, "request", None)))  # noqa: S308  # both are ours


def _stamp(request: HttpRequest | None) -> str:
    """Only where who reads is known already: a page for everybody asks for no session because of this."""
    user = getattr(request, "_cached_user", None)
    if request is None or user is None or not user.is_authenticated:
        return ""
    # The session was read when its person was; which seat that comes to is asked when the form is sent.
    stamp = held_forms.stamp(request, user.pk, request.session.get(SESSION_KEY) or 0)
    return format_html('<input type="hidden" name="{}" value="{}">', words.BY, stamp)


@register.tag
def csrf_token(parser: Parser, token: Token) -> SignedForm:
    return SignedForm()


@register.inclusion_tag("components/typed.html", takes_context=True)
def typed(context: Context) -> dict[str, Any]:
    """What the refused form brought, to copy and to send again; nothing where nothing was typed."""
    request: HttpRequest | None = context.get("request")
    fields = words.fields_of(request) if request is not None else []
    typed_words = words.words_of(fields)
    if request is None or not typed_words:
        return {"words": []}
    is_cut = hasattr(request, "typed_begun")
    is_held = held_forms.may_hold(request) and not is_cut
    request.is_given_back = True  # type: ignore[attr-defined]  # for `people.giving_back` alone
    return {
        "words": typed_words,
        "fields": fields,
        "path": request.path,
        "is_cut": is_cut,
        "is_held": is_held,
        "key": held_forms.key_of(request) if is_held else "",
        "csrf_token": get_token(request),
    }
