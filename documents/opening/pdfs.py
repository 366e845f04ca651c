"""A PDF as it is kept: its own bytes when nothing in them runs, fetches or hides, else without that.

Whatever was taken out is looked for again in what is kept (two paths, one promise). A PDF that somebody signed
electronically is never rewritten, as that would break its signature: with something active in it, it is refused.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
from pikepdf.sanitize import Sanitizer

from documents.opening import Refused, looks
from documents.opening.looks import Seen

_RUNS = {"/JS", "/AA", "/XFA", "/EF", "/EmbeddedFiles", "/JavaScript", "/RichMediaContent", "/RichMediaSettings"}
_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/Movie", "/Sound", "/GoToE"}
# The last two fetch a file from wherever they say, and a Windows machine tells that place who asks.
_ACTIONS |= {"/RichMediaExecute", "/GoTo3DView", "/GoToR", "/Thread"}
# A link that a reader presses leads to a page of the web; no press of theirs opens a file of their network.
_LINKS = ("http://", "https://", "mailto:", "tel:")
_PLAYS = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
# The longest papers have some thousand; what has more than this wants to keep a machine busy.
MOST_OBJECTS = 200_000
# After an end of the file only a later edition of it may follow: an object, a table or a comment.
_SOMETHING_ELSE = re.compile(rb"%%EOF[\s\0]*[^\s\0\d%x]")
# The end of a ZIP stands within its last 65,557 bytes, whatever stands before it.
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 65_557


def plain(data: bytes) -> tuple[bytes, str, Seen]:
    """The PDF, its type and how it looks. Raises Refused for one that needs a password, is damaged, or cannot be made harmless."""
    try:
        kept = data if _is_plain(data) else _cleaned(data)
        with pikepdf.open(io.BytesIO(kept)) as pdf:
            seen = looks.of_pdf(pdf)
    except pikepdf.PasswordError as locked:
        raise Refused("encrypted") from locked
    except (pikepdf.PdfError, ValueError, RuntimeError, MemoryError, RecursionError) as broken:
        raise Refused("damaged") from broken
    return kept, "application/pdf", seen


def _is_plain(data: bytes) -> bool:
    if _SOMETHING_ELSE.search(data) or _ZIP_END in data[-_ZIP_TAIL:]:
        return False
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return not _is_active(pdf) and len(pdf.pages) > 0


def _cleaned(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if _is_signed(pdf):
            raise Refused("signed_and_active")
        Sanitizer().remove_javascript().remove_attachments().remove_external_access().remove_multimedia().apply(pdf)
        _drop_the_rest(pdf)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)
    if not _is_plain(out.getvalue()):
        raise Refused("active")
    return out.getvalue()


def _drop_the_rest(pdf: pikepdf.Pdf) -> None:
    """What the library leaves: forms of another language, actions of pages, and pins that held a file."""
    for holder in list(_dictionaries(pdf)):
        for name in [name for name in ("/XFA", "/AA") if name in holder]:
            del holder[name]
        if _opens_by_itself(holder):
            del holder["/OpenAction"]
        if _leads_astray(holder):
            del holder["/URI"]
    for page in pdf.pages:
        if "/Annots" in page:
            kept = [each for each in page.Annots if str(each.get("/Subtype", "")) not in _PLAYS]
            page.Annots = pikepdf.Array(kept)


def _is_active(pdf: pikepdf.Pdf) -> bool:
    return any(_acts(each) for each in _dictionaries(pdf))


def _acts(found: pikepdf.Dictionary) -> bool:
    if set(found.keys()) & _RUNS or str(found.get("/S", "")) in _ACTIONS or str(found.get("/Subtype", "")) in _PLAYS:
        return True
    return _opens_by_itself(found) or _leads_astray(found) or _lies_elsewhere(found)


def _opens_by_itself(found: pikepdf.Dictionary) -> bool:
    """Whatever is done on opening but to show a page of this very file."""
    action = found.get("/OpenAction")
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) != "/GoTo"


def _leads_astray(found: pikepdf.Dictionary) -> bool:
    said = found.get("/URI")
    link = str(said).strip().lower() if isinstance(said, pikepdf.String) else ""
    is_bare = ":" not in link and not link.startswith(("/", "\\"))  # www.example.org
    return not is_bare and not link.startswith(_LINKS)


def _lies_elsewhere(found: pikepdf.Dictionary) -> bool:
    """A stream, or what is drawn on a page, whose content is fetched from another file."""
    drawn = found.get("/Ref")
    return ("/F" in found and "/Length" in found) or (isinstance(drawn, pikepdf.Dictionary) and "/F" in drawn)


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    return any("/ByteRange" in each for each in _dictionaries(pdf))


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every dictionary of the file, those of streams and those that stand inside others with them."""
    count = 0
    if len(pdf.objects) > MOST_OBJECTS:  # before each of them is looked at
        raise Refused("damaged")
    waiting = list(pdf.objects)
    while waiting:
        found = waiting.pop()
        count += 1
        if count > MOST_OBJECTS:
            raise Refused("damaged")
        if isinstance(found, pikepdf.Array):
            waiting.extend(each for each in found if _is_direct(each))
        elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            holder = found.stream_dict if isinstance(found, pikepdf.Stream) else found
            yield holder
            waiting.extend(each for each in holder.values() if _is_direct(each))


def _is_direct(each: object) -> bool:
    """What is written in its place; what is only named here is met by itself."""
    return isinstance(each, pikepdf.Object) and not each.is_indirect
