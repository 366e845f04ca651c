"""`{% typed %}` gives back, on an error's page, what was typed; `{% csrf_token %}` says beside the token to whom a form was shown."""

from __future__ import annotations

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from people import held_forms
from people import typed as words

register = template.Library()


class SignedForm(CsrfTokenNode):
    def render(self, context: Context) -> SafeString:
        made = super().render(context)
        request = getattr(context, "request", None)
        # Only who is known already: a page for everybody asks for no session because of this.
        user = getattr(request, "_cached_user", None)
        if not made or user is None or not user.is_authenticated:
            return made
        if not hasattr(request, "form_stamp"):
            request.form_stamp = held_forms.stamp(user.pk)
        return made + format_html('<input type="hidden" name="{}" value="{}">', words.BY, request.form_stamp)


@register.tag
def csrf_token(parser: Parser, token: Token) -> SignedForm:
    return SignedForm()


@register.inclusion_tag("components/typed.html", takes_context=True)
def typed(context: Context) -> dict[str, Any]:
    """What the refused form brought, to copy and to send again; nothing where nothing was typed."""
    request = context.get("request")
    fields = words.fields_of(request) if request is not None else []
    typed_words = words.words_of(fields)
    if not typed_words:
        return {"words": []}
    request.is_given_back = True
    is_held = held_forms.may_hold(request) and not hasattr(request, "typed_begun")
    return {
        "words": typed_words,
        "fields": fields,
        "path": request.path,
        "is_cut": hasattr(request, "typed_begun"),
        "is_held": is_held,
        "key": held_forms.key_of(request) if is_held else "",
        "csrf_token": get_token(request),
    }
