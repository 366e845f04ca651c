"""What WeasyPrint leaves undone in a tagged PDF/A-3 (ISO 19005-3) that is to be read aloud as well (ISO 14289-1).

* What stands in the margins of pages is marked as content that the structure does not hold; it is an artifact.
* A header cell does not say what it heads, and cells name the headers of every column above and below them; the scope
  says it all. A sum in a header cell is data.
* A table without headers only arranges, and is none.
* The pair of a `dl` within a `div` is a list item: a label and its body.
* Figures are placed in CSS pixels from the top, not in points from the bottom.
* The attached file is named twice, empty resources are declared, pictures ask to be smoothed.
"""

from __future__ import annotations

import re
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

_MARK = re.compile(rb"^/\S+\n<</MCID (\d+)>>\nBDC$", re.MULTILINE)
_PAGINATION = b"/Artifact\n<</Type /Pagination>>\nBDC"
_WEB = ("https://", "http://", "mailto:")
_POINTS_IN_PIXEL = 0.75
_HEADS, _CELLS = ("/THead",), ("/TH", "/TD")
_PARTS_OF_TABLE = ("/THead", "/TBody", "/TFoot", "/TR", *_CELLS)
# PDF/A knows no such property: it has to be told what it is (ISO 19005-3, 6.6.2.3.2).
ACCESSIBLE = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def finish(document: Pdf) -> None:
    """Mend the structure and the attachments of a paper from WeasyPrint, in place. The same input, the same output."""
    root = document.Root
    reached = _mended(root.StructTreeRoot.K[0], "")
    pages_tags = list(root.StructTreeRoot.ParentTree.Nums)[1::2]
    for page, tags in zip(document.pages, pages_tags, strict=False):
        _set_aside(page, tags, reached)
        _describe_links(page.get("/Annots", Array()))
        _drop_empty(page.Resources)
    if "/AF" in root:
        root.AF = Array(list(root.Names.EmbeddedFiles.Names)[1::2])
    _forbid_smoothing(document)
    told = root.Metadata.read_bytes()
    root.Metadata.write(told.replace(b"</rdf:RDF>", ACCESSIBLE.encode() + b"</rdf:RDF>"))


def _mended(element: Any, parent: str) -> set[tuple[int, int]]:
    """Everything below the element, the element included, after it was mended."""
    kind, kids = str(element.S), _kids(element)
    if kind == "/Figure":
        _place(element)
    if kind == "/Table" and not _has_header(element):
        _unmake(element)
    if kind == "/TR":
        _scope(kids, heads=parent in _HEADS)
    if kind == "/L":
        for pair in (kid for kid in kids if kid.S == "/Div"):
            _name_pair(pair)
    return {element.objgen}.union(*(_mended(kid, kind) for kid in kids))


def _kids(element: Any) -> list[Any]:
    return [kid for kid in element.get("/K", ()) if isinstance(kid, Object) and "/S" in kid]


def _place(figure: Any) -> None:
    left, top, right, bottom = (float(edge) * _POINTS_IN_PIXEL for edge in figure.A.BBox)
    height = float(figure.Pg.MediaBox[3])
    figure.A.BBox = Array(round(edge, 3) for edge in (left, height - bottom, right, height - top))


def _has_header(table: Any) -> bool:
    return any(kid.S == "/TH" or _has_header(kid) for kid in _kids(table) if kid.S in _PARTS_OF_TABLE)


def _unmake(table: Any) -> None:
    table.S = Name.Div
    if "/A" in table:
        del table.A
    for kid in _kids(table):
        if kid.S in _PARTS_OF_TABLE:
            _unmake(kid)


def _scope(cells: list[Any], *, heads: bool) -> None:
    for place, cell in enumerate(cells):
        if cell.S not in _CELLS:
            continue
        for key in ("/ID", "/Headers"):
            holder = cell if key == "/ID" else cell.A
            if key in holder:
                del holder[key]
        if cell.S == "/TH" and (heads or place == 0):
            cell.A.Scope = Name.Column if heads else Name.Row
        else:
            cell.S = Name.TD


def _name_pair(pair: Any) -> None:
    pair.S = Name.LI
    for place, part in enumerate(kid for kid in _kids(pair) if kid.S == "/LI"):
        part.S = Name.LBody if place else Name.Lbl
        for body in _kids(part):
            if body.S == "/LBody":
                body.S = Name.NonStruct


def _set_aside(page: Any, tags: Any, reached: set[tuple[int, int]]) -> None:
    """Mark as pagination what the structure does not hold."""
    aside = {place for place, tag in enumerate(tags) if tag.objgen not in reached}
    for place in aside:
        tags[place] = None

    def told(match: re.Match[bytes]) -> bytes:
        return _PAGINATION if int(match[1]) in aside else match[0]

    if aside:
        page.Contents.write(_MARK.sub(told, page.Contents.read_bytes()))


def _describe_links(notes: Any) -> None:
    """A link says where it leads, and leads to the web alone."""
    for note in (note for note in notes if "/URI" in note.get("/A", Dictionary())):
        address = str(note.A.URI)
        note.Contents = String(address)
        if not address.startswith(_WEB):
            del note["/A"]


def _forbid_smoothing(document: Pdf) -> None:
    """A picture is shown as it is (ISO 19005-3, 6.2.8)."""
    for item in document.objects:
        if isinstance(item, Stream) and "/Interpolate" in item:
            del item.Interpolate


def _drop_empty(resources: Any) -> None:
    for key in list(resources.keys()):
        if isinstance(resources[key], Dictionary) and not len(resources[key]):
            del resources[key]
