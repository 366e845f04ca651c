"""`{% term "quorum" %}…{% endterm %}`: a word of the field leads, where it is met first on a page, to what it means.

The glossary's link alone, no script: who rests on it reads the meaning, who follows it finds it among its neighbours.
"""

from __future__ import annotations

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.help import glossary

register = template.Library()


@register.simple_block_tag(takes_context=True)
def term(context: Context, content: SafeString, key: str) -> SafeString:
    """What stands inside, as a quiet link to the word of this key; plain where the page has said it before."""
    met = _met(context)
    if key in met:
        return content
    met.add(key)
    word = glossary.BY_KEY[key]
    url = f"{reverse('portal:words')}#{word.key}"
    return format_html('<a class="term" href="{}" title="{}">{}</a>', url, word.means, content.strip())


@register.simple_tag
def term_of(key: str) -> SafeString:
    """The word itself as a link: under a question, where its label cannot be one."""
    word = glossary.BY_KEY[key]
    return format_html('<a href="{}#{}">{}</a>', reverse("portal:words"), word.key, word.term)


def _met(context: Context) -> set[str]:
    """The keys that this page has linked; a page without a request, such as a paper, links each anew."""
    request = context.get("request")
    if request is None:
        return set()
    met: set[str] = request.__dict__.setdefault("words_met", set())
    return met
