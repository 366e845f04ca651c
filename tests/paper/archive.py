"""Checks a paper against ISO 19005-3 (PDF/A-3, level U), clause by clause; `aloud` adds ISO 14289-1 (PDF/UA).

Only what our papers can contain is judged; what they must not contain at all is refused as such. Each clause is a
function that yields what breaks it; `complaints` gathers them as `clause: what`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary

from tests.paper import aloud
from tests.paper.inside import (
    CLAUSES,
    Paper,
    clause,
    contents,
    dictionaries,
    embedded,
    fonts,
    program,
    property_of,
    said,
    streams,
    used,
    widths,
    xmp,
)

__all__ = ["CLAUSES", "aloud", "complaints"]


def complaints(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as document:
        paper = Paper(data, document)
        return [f"{number}: {what}" for number, check in CLAUSES.items() for what in check(paper)]


# -- ISO 19005-3 ------------------------------------------------------------------------------------------------------


@clause("6.1.2 header")
def header(paper: Paper) -> Iterator[str]:
    first, second = paper.data.split(b"\n", 2)[:2]
    if not re.fullmatch(rb"%PDF-1\.[0-7]", first):
        yield f"begins with {first!r}"
    if not (second.startswith(b"%") and len(second) > 4 and all(byte > 127 for byte in second[1:5])):
        yield "the second line does not say that it is binary"


@clause("6.1.3 trailer")
def trailer(paper: Paper) -> Iterator[str]:
    if len(paper.document.trailer.get("/ID", ())) != 2:
        yield "no identifier"
    if not paper.data.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "something follows the end"


@clause("6.1.3 encryption")
def encryption(paper: Paper) -> Iterator[str]:
    if "/Encrypt" in paper.document.trailer:
        yield "encrypted"


@clause("6.1.7 streams")
def stream_objects(paper: Paper) -> Iterator[str]:
    for item in streams(paper):
        filters = item.get("/Filter", [])
        names = {
            str(name) for name in (filters if isinstance(filters, pikepdf.Array) else [filters] if filters else [])
        }
        yield from (f"filter {name}" for name in names - {"/FlateDecode", "/DCTDecode"})
        yield from (f"{key} in a stream" for key in ("/F", "/FFilter", "/FDecodeParms") if key in item)


@clause("6.1.13 limits")
def limits(paper: Paper) -> Iterator[str]:
    for _, instructions in contents(paper):
        depth = deepest = 0
        for _, operator in instructions:
            depth += {"q": 1, "Q": -1}.get(str(operator), 0)
            deepest = max(deepest, depth)
        if deepest > 28 or depth:
            yield f"states {deepest} deep, {depth} left open"


@clause("6.2.3 output intent")
def output_intent(paper: Paper) -> Iterator[str]:
    intents = paper.document.Root.get("/OutputIntents", [])
    if [str(intent.S) for intent in intents] != ["/GTS_PDFA1"]:
        yield "no output intent"
    elif intents[0].DestOutputProfile.read_bytes()[36:40] != b"acsp" or intents[0].DestOutputProfile.N != 3:
        yield "its profile is not one of RGB"


@clause("6.2.4 colours")
def colours(paper: Paper) -> Iterator[str]:
    for _, instructions in contents(paper):
        yield from {"CMYK has no profile" for _, operator in instructions if str(operator) in ("k", "K")}
    yield from ("a picture in CMYK" for item in streams(paper) if item.get("/ColorSpace") == "/DeviceCMYK")


@clause("6.2.5 graphics state")
def graphics_state(paper: Paper) -> Iterator[str]:
    for item in dictionaries(paper):
        yield from (
            f"{key} in a graphics state"
            for key in ("/TR", "/TR2", "/HTP")
            if key in item and {"/ca", "/CA"} & set(item.keys())
        )


@clause("6.2.8 pictures")
def pictures(paper: Paper) -> Iterator[str]:
    for item in streams(paper):
        if item.get("/Subtype") == "/Image":
            yield from (f"{key} in a picture" for key in ("/Alternates", "/OPI") if key in item)
            if item.get("/Interpolate", False):
                yield "a picture is to be smoothed"


@clause("6.2.9 foreign drawings")
def foreign(paper: Paper) -> Iterator[str]:
    for item in streams(paper):
        if item.get("/Subtype") == "/PS" or "/PS" in item or "/Ref" in item:
            yield "PostScript or a reference"


@clause("6.2.11.3 composite fonts")
def composite_fonts(paper: Paper) -> Iterator[str]:
    for name, font in fonts(paper).items():
        inner = font.DescendantFonts[0]
        if font.get("/Encoding") != "/Identity-H" or inner.get("/CIDToGIDMap") != "/Identity":
            yield f"{name} is not mapped by identity"


@clause("6.2.11.4 embedding")
def embedding(paper: Paper) -> Iterator[str]:
    for item in dictionaries(paper):
        if item.get("/Type") == "/FontDescriptor" and "/FontFile2" not in item:
            yield f"{item.FontName} is not embedded"
        if item.get("/Type") == "/Font" and "/FontDescriptor" not in item and "/DescendantFonts" not in item:
            yield f"{item.get('/BaseFont')} is not embedded"
    for name, codes in used(paper).items():
        count = program(embedded(paper)[name])["maxp"].numGlyphs if name in embedded(paper) else 0
        yield from (f"{name} lacks glyph {code}" for code in codes if code >= count)


@clause("6.2.11.5 widths")
def font_widths(paper: Paper) -> Iterator[str]:
    for name, font in embedded(paper).items():
        declared, own = widths(font), program(font)
        order, unit = own.getGlyphOrder(), own["head"].unitsPerEm
        for code in sorted(used(paper).get(name, ())):
            real = own["hmtx"][order[code]][0] * 1000 / unit
            if abs(declared.get(code, 1000.0) - real) > 1:
                yield f"{name} {code}: {declared.get(code)} is {real}"


@clause("6.2.11.7 characters")
def characters(paper: Paper) -> Iterator[str]:
    for name, font in fonts(paper).items():
        known = said(font)
        for code in sorted(used(paper).get(name, ())):
            if not known.get(code) or set(known[code]) & {"\0", "\ufeff", "\ufffe"}:
                yield f"{name} {code} says {known.get(code)!r}"


@clause("6.2.11.7.3 private characters")
def private_characters(paper: Paper) -> Iterator[str]:
    for name, font in fonts(paper).items():
        yield from (f"{name}: {text!r}" for text in said(font).values() if re.search("[\ue000-\uf8ff]", text))


@clause("6.2.11.8 missing glyph")
def missing_glyph(paper: Paper) -> Iterator[str]:
    yield from (f"{name} shows .notdef" for name, codes in used(paper).items() if 0 in codes)


@clause("6.3 annotations")
def annotations(paper: Paper) -> Iterator[str]:
    for page in paper.document.pages:
        for note in page.get("/Annots", ()):
            if note.Subtype not in ("/Link",) or int(note.get("/F", 0)) & 0b101111 != 0b100:
                yield f"{note.Subtype} with flags {note.get('/F')}"


@clause("6.4 forms")
def forms(paper: Paper) -> Iterator[str]:
    if "/AcroForm" in paper.document.Root:
        yield "a form"


@clause("6.5 actions")
def actions(paper: Paper) -> Iterator[str]:
    allowed = {"/URI", "/GoTo"}
    for item in dictionaries(paper):
        yield from (
            f"{key} where nothing may act" for key in ("/AA", "/JS", "/OpenAction", "/JavaScript") if key in item
        )
        action = item.get("/A")
        if isinstance(action, Dictionary) and "/S" in action and str(action.S) not in allowed:
            yield f"action {action.S}"


@clause("6.6.2 metadata")
def metadata(paper: Paper) -> Iterator[str]:
    if "pdfuaid:part" in xmp(paper) and "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" not in xmp(paper):
        yield "pdfuaid is not explained"


@clause("6.6.2.3 metadata and information agree")
def synchrony(paper: Paper) -> Iterator[str]:
    names = {"/Title": "dc:title", "/Author": "dc:creator", "/Producer": "pdf:Producer", "/Creator": "xmp:CreatorTool"}
    for key, name in names.items():
        told = str(paper.document.docinfo.get(key, ""))
        if told != property_of(paper, name):
            yield f"{key} is {told!r}, {name} is {property_of(paper, name)!r}"
    for key, name in {"/CreationDate": "xmp:CreateDate", "/ModDate": "xmp:ModifyDate"}.items():
        told, other = (
            re.sub(r"\D", "", text)[:14]
            for text in (str(paper.document.docinfo.get(key, "")), property_of(paper, name))
        )
        if told != other:
            yield f"{key} is {told}, {name} is {other}"


@clause("6.6.4 identification")
def identification(paper: Paper) -> Iterator[str]:
    if (property_of(paper, "pdfaid:part"), property_of(paper, "pdfaid:conformance")) != ("3", "U"):
        yield "does not say PDF/A-3u"


@clause("6.8 embedded files")
def embedded_files(paper: Paper) -> Iterator[str]:
    root = paper.document.Root
    listed = [file.objgen for file in list(root.get("/Names", {}).get("/EmbeddedFiles", {}).get("/Names", ()))[1::2]]
    if listed != [file.objgen for file in root.get("/AF", ())]:
        yield "files that are embedded are not associated"
    for file in (item for item in dictionaries(paper) if item.get("/Type") == "/Filespec"):
        yield from (f"a file without {key}" for key in ("/F", "/UF", "/Desc", "/AFRelationship") if key not in file)
        stream = file.EF.F
        if "/Subtype" not in stream or "/ModDate" not in stream.get("/Params", {}):
            yield "a file without its kind or date"


@clause("6.9 optional content")
def optional_content(paper: Paper) -> Iterator[str]:
    if "/OCProperties" in paper.document.Root:
        yield "layers"


@clause("6.10 presentations")
def presentations(paper: Paper) -> Iterator[str]:
    yield from ("a transition" for page in paper.document.pages if "/PresSteps" in page or "/Trans" in page)


@clause("6.11 requirements")
def requirements(paper: Paper) -> Iterator[str]:
    if "/Requirements" in paper.document.Root:
        yield "requirements"
