"""What somebody typed into a form that was sent: never passwords, codes, tokens or files, and not what a page carries for itself."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError

# What pages and mechanisms carry. `typed_by` names the author, `held` the kept form, `only_show` asks not to act yet.
BY, HELD, ONLY_SHOW = "typed_by", "held", "only_show"
MACHINERY = frozenset({"csrfmiddlewaretoken", BY, HELD, ONLY_SHOW})
SECRET = re.compile(r"password|passphrase|otp|secret", re.IGNORECASE)
ENTERING = ("/accounts/", "/join/", "/people/recover/")  # pages that take passwords and codes
# Chosen from a list, pressed or carried along: kept with the words, but nobody would miss them without.
CHOSEN = frozenset(
    [
        "activity",
        "announce_lower_quorum",
        "back",
        "call",
        "card",
        "category",
        "channel",
        "choice",
        "DELETE",
        "emblem_file",
        "erases_contact",
        "expense",
        "funder",
        "how",
        "income",
        "is_namesake",
        "is_urgent",
        "key",
        "kind",
        "language",
        "line",
        "listed",
        "mode",
        "next",
        "numerals",
        "objective",
        "organisation",
        "outcome",
        "pays",
        "person_id",
        "presided_by",
        "press",
        "remember",
        "request",
        "role",
        "seat",
        "section",
        "seen",
        "sha256",
        "still_open",
        "turn",
        "upload",
        "version",
        "without_emblem",
        "year",
    ]
)
# Carried by formsets, and one choice a member.
CARRIED = re.compile(r"_FORMS$|^seat_\d+$")
MAX_FIELDS = 20_000  # of a body that Django refuses for its many fields; the pages' own have some hundred
Fields = list[tuple[str, str]]


def fields_of(request: HttpRequest) -> Fields:
    """Everything that was sent with the form and may be kept, in its order."""
    if request.method != "POST":
        return []
    return [(name, value) for name, value in sent(request) if not _is_secret(request.path, name)]


def words_of(fields: Fields) -> list[str]:
    """What its writer will know again."""
    return [value.strip("\r\n") for name, value in fields if value.strip() and not _is_carried(name)]


def is_entering(path: str) -> bool:
    return path.startswith(ENTERING)


def shows(response: HttpResponse, words: list[str]) -> bool:
    """Whether all of it stands on this page, as a form shows it again."""
    if response.streaming:
        return False
    page = _lines(response.content.decode(errors="replace"))
    return all(_lines(escape(word)) in page for word in words)


def sent(request: HttpRequest) -> Fields:
    """All fields of the body, also where Django refused to read it."""
    begun: bytes | None = getattr(request, "typed_begun", None)
    if begun is not None:  # `config.front`: the body was too large to be read whole
        return _begun(request, begun)
    try:
        if found := _listed(request.POST):
            return found
    except (SuspiciousOperation, BadRequest, MultiPartParserError, OSError):  # or the sender went away
        pass
    # More fields or files than any page has, or in other letters than ours, are refused by Django, which shows none of
    # them then: read here without acting.
    return _begun(request, _again(request))


def _again(request: HttpRequest) -> bytes:
    """The body from its beginning, as far as a form goes; b"" where the server before us keeps none."""
    if body := getattr(request, "_body", b""):
        return bytes(body)
    source, length = request.META.get("wsgi.input"), request.META.get("CONTENT_LENGTH") or ""
    if not length.isdecimal() or source is None or not getattr(source, "seekable", bool)():
        return b""
    source.seek(0)
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    body = bytes(source.read(most))
    if int(length) > most:
        request.typed_begun = body  # type: ignore[attr-defined]  # the rest is not shown: it is cut, as in `config.front`
    return body


def _listed(data: QueryDict) -> Fields:
    return [(name, value) for name, values in data.lists() for value in values if isinstance(value, str)]


def _of_body(body: bytes) -> Fields:
    parts = body.split(b"&", MAX_FIELDS)[:MAX_FIELDS]
    return parse_qsl(b"&".join(parts).decode("ascii", "replace"), keep_blank_values=True)


def _begun(request: HttpRequest, body: bytes) -> Fields:
    """The fields in the first part of a body; the last of them may be cut, and a file is none."""
    if request.content_type != "multipart/form-data":
        is_cut = len(body) >= settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        return _of_body(body[:-9] + body[-9:].partition(b"%")[0] if is_cut else body)  # no half letter
    boundary = (request.content_params or {}).get("boundary", "").encode("ascii", "replace")
    if not boundary:
        return []
    parts = body.split(b"--" + boundary)[1:MAX_FIELDS]
    return [found for part in parts if (found := _part(part))]


def _part(part: bytes) -> tuple[str, str] | None:
    head, gap, value = part.partition(b"\r\n\r\n")
    name = re.search(rb'name="([^"]*)"', head)
    if not gap or not name or b"filename" in head:
        return None
    return name[1].decode(errors="replace"), value.removesuffix(b"\r\n").decode(errors="replace")


def _is_secret(path: str, name: str) -> bool:
    # Elsewhere a code is the name of a source of money.
    return name in MACHINERY or bool(SECRET.search(name)) or (is_entering(path) and name == "code")


def _is_carried(name: str) -> bool:
    return name.rpartition("-")[2] in CHOSEN or bool(CARRIED.search(name))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
