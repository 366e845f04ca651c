"""Somebody at the pages: `Visit` asks for one (the fixture `visit`), `text_of` is what is read there."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from html import unescape

from allauth.account.internal.flows import login
from django.http import HttpResponse
from django.test import Client

from people.models import Person

Visit = Callable[..., HttpResponse]
ENGLISH = re.compile(r"[A-Z][a-z]+(?: [a-z]{2,}){2,}")


def whole(answer: HttpResponse) -> HttpResponse:
    """With its files closed: what `answer.close()` does, without its end of the request."""
    for close in answer._resource_closers:
        close()
    return answer


def is_page(answer: HttpResponse) -> bool:
    return "text/html" in answer.headers["Content-Type"]


def english(answer: HttpResponse) -> list[str]:
    """The sentences of a page that nobody translated; a file for programs is no page."""
    return ENGLISH.findall(text_of(answer)) if is_page(answer) else []


def text_of(answer: HttpResponse) -> str:
    """What a person reads: no tags, one space between words."""
    # The name of a place is held together on its line: no word ends there.
    body = re.sub(r'<span class="name">(.*?)</span>', r"\1", answer.content.decode())
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", body, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def surely(username: str) -> Client:
    """A browser signed in as somebody who has just typed the password once more, without the second that a hash takes."""
    browser = Client()
    person = Person.objects.get(username=username)
    browser.force_login(person)
    session = browser.session
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session.save()
    return browser
