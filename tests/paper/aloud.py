"""Checks what ISO 14289-1 (PDF/UA) asks of a paper beyond ISO 19005-3, clause by clause; see `archive`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tests.paper.inside import Paper, clause, contents, elements, xmp

_DRAWS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "TJ", "Tj", "'", '"', "Do", "sh", "BI"}


@clause("UA 5 identification")
def identification(paper: Paper) -> Iterator[str]:
    if 'pdfuaid:part="1"' not in xmp(paper):
        yield "does not say PDF/UA-1"


@clause("UA 7.1 tagged")
def tagged(paper: Paper) -> Iterator[str]:
    root = paper.document.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False) or root.MarkInfo.get("/Suspects", False):
        yield "not marked"
    if "/StructTreeRoot" not in root:
        yield "no structure"


@clause("UA 7.1 everything is marked")
def everything_marked(paper: Paper) -> Iterator[str]:
    for _, instructions in contents(paper):
        depth = 0
        for _, operator in instructions:
            name = str(operator)
            depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(name, 0)
            if name in _DRAWS and not depth:
                yield f"{name} is neither content nor artifact"


@clause("UA 7.1 content is in the structure")
def held(paper: Paper) -> Iterator[str]:
    reached = {element.objgen for element in elements(paper)}
    tags = list(paper.document.Root.StructTreeRoot.ParentTree.Nums)[1::2]
    for (_, instructions), places in zip(contents(paper), tags, strict=False):
        for operands, operator in instructions:
            if str(operator) == "BDC" and "/MCID" in operands[1]:
                owner = places[int(operands[1].MCID)]
                if owner is None or owner.objgen not in reached:
                    yield f"{operands[1].MCID} belongs to nothing"


@clause("UA 7.1 title")
def title(paper: Paper) -> Iterator[str]:
    if not paper.document.docinfo.get("/Title"):
        yield "no title"
    if not paper.document.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the title is not shown"


@clause("UA 7.2 language")
def language(paper: Paper) -> Iterator[str]:
    if not str(paper.document.Root.get("/Lang", "")):
        yield "no language"


@clause("UA 7.3 figures")
def figures(paper: Paper) -> Iterator[str]:
    for element in elements(paper):
        if element.S == "/Figure":
            if not str(element.get("/Alt", "")):
                yield "a figure without words"
            box, page = [float(edge) for edge in element.A.BBox], [float(edge) for edge in element.Pg.MediaBox]
            if not (page[0] <= box[0] < box[2] <= page[2] and page[1] <= box[1] < box[3] <= page[3]):
                yield f"a figure at {box}"


@clause("UA 7.4 headings")
def headings(paper: Paper) -> Iterator[str]:
    levels = [
        int(str(element.S)[2:])
        for element in elements(paper)
        if str(element.S)[:2] == "/H" and str(element.S)[2:].isdigit()
    ]
    if levels and levels[0] != 1:
        yield f"begins with level {levels[0]}"
    yield from (f"level {after} follows {before}" for before, after in pairwise(levels) if after > before + 1)


@clause("UA 7.5 tables")
def tables(paper: Paper) -> Iterator[str]:
    for element in elements(paper):
        if element.S == "/TH" and element.get("/A", {}).get("/Scope") not in ("/Row", "/Column"):
            yield "a header that does not say what it heads"
        if element.S == "/Table" and not any(cell.S == "/TH" for row in element.K for cell in _rows(row)):
            yield "a table without headers"


def _rows(part: object) -> Iterator[object]:
    for kid in part.get("/K", ()):
        if kid.S in ("/TR", "/TH", "/TD"):
            yield kid
            yield from _rows(kid) if kid.S == "/TR" else ()


@clause("UA 7.6 lists")
def lists(paper: Paper) -> Iterator[str]:
    inside = {"/L": {"/LI", "/L", "/Caption"}, "/LI": {"/Lbl", "/LBody"}}
    for element in elements(paper):
        for kid in element.K if str(element.S) in inside else ():
            if str(kid.S) not in inside[str(element.S)]:
                yield f"{kid.S} in {element.S}"


@clause("UA 7.17 bookmarks")
def bookmarks(paper: Paper) -> Iterator[str]:
    has_headings = any(str(element.S) == "/H1" for element in elements(paper))
    if has_headings and "/First" not in paper.document.Root.get("/Outlines", {}):
        yield "no bookmarks"


@clause("UA 7.18 annotations")
def annotations(paper: Paper) -> Iterator[str]:
    for page in paper.document.pages:
        if page.get("/Tabs") != "/S":
            yield "the tabs do not follow the structure"
        yield from ("a link without words" for note in page.get("/Annots", ()) if not str(note.get("/Contents", "")))
