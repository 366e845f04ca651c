"""`{% seamless %}`: several lines of a template that are one line of the page.

A browser shows white space between words and tags of a line, and a tagged PDF makes an element of it; so whatever stands
side by side without a space could only be written on one line, however long.
"""

from __future__ import annotations

import re

from django import template
from django.template import Context
from django.template.base import NodeList, Parser, TextNode, Token
from django.utils.safestring import SafeString

register = template.Library()
_SEAM = re.compile(r"\s*\n\s*")


class Seamless(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        return self.nodelist.render(context)


@register.tag
def seamless(parser: Parser, token: Token) -> Seamless:
    """Down to `endseamless`, a line break with the white space around it is nothing; spaces within a line stay.

    Only what the template itself writes is joined, once, when it is read: never what somebody typed, nor what is included.
    """
    inside = parser.parse(("endseamless",))
    parser.delete_first_token()
    for text in inside.get_nodes_by_type(TextNode):
        assert isinstance(text, TextNode)
        text.s = _SEAM.sub("", text.s)
    return Seamless(inside)
