"""Papers can be kept for ever and read aloud: by two checkers, each of which notices when a paper is broken."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String, pdfa

from documents import archive as finishing
from documents import paper as papers
from documents import pdf
from documents.kinds import KINDS
from tests.paper import archive, inside, sample
from tests.paper.artwork import SVG, png

FACTS = json.dumps({"number": "1/2569"}).encode()
HTML = """<html lang="th"><head><title>คำขอ &amp; น้ำ</title><meta name="author" content="สภา">
<meta name="dcterms.created" content="2026-01-02T10:04:05+07:00">
<style>@page { @top-center { content: "- " counter(page, thai) " -" } }</style></head>
<body><div id="footer">รหัสตรวจสอบเอกสาร ABCD</div>
<p><img src="emblem.svg" alt="ตราสภา"> <img src="photo.png" alt="ภาพเวที"></p>
<h1>แบบเสนอ <em>โครงการ</em></h1><h2>ผู้เสนอ</h2><h3>น้ำ</h3>
<p>ก๊ำ <b>หนา <i>เอียง</i></b> <i>นำ</i> พุทฺธํ <a href="https://example.org/check">ตรวจ</a></p>
<dl class="pairs"><div><dt>ชื่อ</dt><dd>น้ำ</dd></div></dl><ul><li>หนึ่ง</li><li>สอง<ol><li>สาม</li></ol></li></ul>
<table><thead><tr><th>ที่</th><th>รายการ</th></tr></thead><tbody><tr><td>๑</td><td class="num">80.00</td></tr>
<tr><th>รวม</th><th class="num">80.00</th></tr></tbody></table></body></html>"""


@pytest.fixture(scope="module")
def paper() -> bytes:
    pictures = {"emblem.svg": ("image/svg+xml", SVG), "photo.png": ("image/png", png(40, 30))}
    return pdf.from_html(HTML, facts=FACTS, pictures=pictures)


def as_level_b(data: bytes) -> bytes:
    """For the judge who knows level B only, and refuses every property that PDF/A does not name itself."""
    with pikepdf.open(io.BytesIO(data)) as document:
        told = document.Root.Metadata.read_bytes().replace(finishing.ACCESSIBLE.encode(), b"")
        document.Root.Metadata.write(told.replace(b'conformance="U"', b'conformance="B"'))
        return saved(document)


def saved(document: Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out, fix_metadata_version=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def test_a_paper_is_sound(paper: bytes) -> None:
    assert archive.complaints(paper) == []


def typefaces(data: bytes) -> set[str]:
    """Another than ours would come from the machine that made the paper."""
    with pikepdf.open(io.BytesIO(data)) as document:
        names = inside.fonts(inside.Paper(data, document))
    return {re.sub(r"^\w+\+|-(Bold|Italic|Bold-Italic)$", "", name.removeprefix("/")) for name in names}


@pytest.mark.parametrize("kind", KINDS.names())
def test_every_kind_of_paper_is_sound_by_both(kind: str) -> None:
    made = papers.pdf_of(sample.document(kind))
    assert archive.complaints(made) == []
    assert pdfa.validate_written(io.BytesIO(as_level_b(made)), "3b").findings == []
    assert typefaces(made) == {"Thunklang-Sarabun"}


def test_an_independent_judge_agrees(paper: bytes) -> None:
    """The rules of veraPDF's profile of PDF/A-3b, as pikepdf checks them: what it does not know, it refuses."""
    report = pdfa.validate_written(io.BytesIO(as_level_b(paper)), "3b")
    assert (report.verdict, report.findings) == ("pass", [])


def test_without_our_hand_neither_would_agree(paper: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf.archive, "finish", lambda document: None)
    bare = pdf.from_html(
        HTML, facts=FACTS, pictures={"emblem.svg": ("image/svg+xml", SVG), "photo.png": ("image/png", png(40, 30))}
    )
    broken = {complaint.split(":")[0] for complaint in archive.complaints(bare)}
    assert broken >= {
        "6.2.8 pictures",
        "6.8 embedded files",
        "UA 7.1 content is in the structure",
        "UA 7.5 tables",
    }
    assert pdfa.validate_written(io.BytesIO(bare), "3b").verdict == "fail"


def first(document: Pdf, key: str, value: str) -> Any:
    return next(
        item for item in document.objects if isinstance(item, Dictionary | pikepdf.Stream) and item.get(key) == value
    )


def content(document: Pdf, *changes: tuple[bytes, bytes]) -> None:
    stream = document.pages[0].Contents
    data = stream.read_bytes()
    for old, new in changes:
        assert old in data
        data = data.replace(old, new, 1)
    stream.write(data)


def metadata(document: Pdf, old: bytes, new: bytes) -> None:
    data = document.Root.Metadata.read_bytes()
    assert old in data
    document.Root.Metadata.write(data.replace(old, new))


def inner_font(document: Pdf) -> Any:
    return first(document, "/Subtype", "/CIDFontType2")


def glyph_map(document: Pdf, change: Callable[[bytes], bytes]) -> None:
    stream = first(document, "/Subtype", "/Type0").ToUnicode
    stream.write(change(stream.read_bytes()))


def element(document: Pdf, kind: str) -> Any:
    return first(document, "/S", kind)


def put(holder: Any, key: str, value: Any) -> None:
    holder[key] = value


def drop(holder: Any, key: str) -> None:
    del holder[key]


BREAKS: list[tuple[str, Callable[[Pdf], object]]] = [
    ("6.1.7 streams", lambda d: put(d.pages[0].Contents, "/F", String("elsewhere"))),
    ("6.1.13 limits", lambda d: content(d, (b"q\n", b"q\n" * 30))),
    ("6.2.3 output intent", lambda d: drop(d.Root, "/OutputIntents")),
    ("6.2.3 output intent", lambda d: d.Root.OutputIntents[0].DestOutputProfile.write(b"no profile" * 9)),
    ("6.2.4 colours", lambda d: content(d, (b"0 0 0 rg", b"0 0 0 1 k"))),
    ("6.2.5 graphics state", lambda d: put(next(iter(d.pages[0].Resources.ExtGState.values())), "/TR", Name.Identity)),
    ("6.2.8 pictures", lambda d: put(first(d, "/Subtype", "/Image"), "/Interpolate", True)),
    ("6.2.9 foreign drawings", lambda d: put(first(d, "/Subtype", "/Image"), "/PS", String("showpage"))),
    ("6.2.11.3 composite fonts", lambda d: drop(inner_font(d), "/CIDToGIDMap")),
    ("6.2.11.4 embedding", lambda d: drop(first(d, "/Type", "/FontDescriptor"), "/FontFile2")),
    ("6.2.11.5 widths", lambda d: put(inner_font(d).W[1], 0, 999)),
    (
        "6.2.11.7 characters",
        lambda d: glyph_map(d, lambda text: re.sub(rb"> <[0-9a-f]+>", b"> <0000>", text)),
    ),
    ("6.2.11.7 characters", lambda d: glyph_map(d, lambda text: text.replace(b"<02", b"<f2"))),
    ("6.2.11.7.3 private characters", lambda d: glyph_map(d, lambda text: text.replace(b"> <0e", b"> <e0"))),
    ("6.2.11.8 missing glyph", lambda d: content(d, (b"[<", b"[<0000"))),
    ("6.3 annotations", lambda d: put(d.pages[0].Annots[0], "/F", 2)),
    ("6.3 annotations", lambda d: put(d.pages[0].Annots[0], "/Subtype", Name.Movie)),
    ("6.4 forms", lambda d: put(d.Root, "/AcroForm", Dictionary(NeedAppearances=True, Fields=Array()))),
    ("6.5 actions", lambda d: put(d.Root, "/OpenAction", Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))),
    ("6.5 actions", lambda d: put(d.pages[0].Annots[0], "/A", Dictionary(S=Name.Launch, F=String("a.exe")))),
    ("6.6.2 metadata", lambda d: metadata(d, b"pdfaSchema:prefix", b"pdfaSchema:other")),
    ("6.6.2.3 metadata and information agree", lambda d: put(d.docinfo, "/Title", String("อีกชื่อ"))),
    ("6.6.2.3 metadata and information agree", lambda d: metadata(d, b"2026-01-02", b"2026-01-03")),
    ("6.6.4 identification", lambda d: metadata(d, b'part="3"', b'part="2"')),
    ("6.8 embedded files", lambda d: drop(d.Root, "/AF")),
    ("6.8 embedded files", lambda d: drop(d.Root.AF[0], "/AFRelationship")),
    ("6.8 embedded files", lambda d: drop(d.Root.AF[0].EF.F, "/Params")),
    ("6.9 optional content", lambda d: put(d.Root, "/OCProperties", Dictionary())),
    ("6.10 presentations", lambda d: put(d.pages[0], "/Trans", Dictionary())),
    ("6.11 requirements", lambda d: put(d.Root, "/Requirements", Array())),
    ("UA 5 identification", lambda d: metadata(d, b'pdfuaid:part="1"', b"")),
    ("UA 7.1 tagged", lambda d: put(d.Root.MarkInfo, "/Marked", False)),
    ("UA 7.1 everything is marked", lambda d: content(d, (b"/Artifact\nBMC", b""), (b"EMC", b""))),
    ("UA 7.1 content is in the structure", lambda d: put(d.Root.StructTreeRoot.ParentTree.Nums[1], 0, None)),
    ("UA 7.1 title", lambda d: drop(d.Root, "/ViewerPreferences")),
    ("UA 7.2 language", lambda d: drop(d.Root, "/Lang")),
    ("UA 7.3 figures", lambda d: drop(element(d, "/Figure"), "/Alt")),
    ("UA 7.3 figures", lambda d: put(element(d, "/Figure").A, "/BBox", Array([0, 0, 2000, 10]))),
    ("UA 7.4 headings", lambda d: put(element(d, "/H2"), "/S", Name.H3)),
    ("UA 7.4 headings", lambda d: put(element(d, "/H1"), "/S", Name.H2)),
    ("UA 7.5 tables", lambda d: drop(element(d, "/TH").A, "/Scope")),
    ("UA 7.6 lists", lambda d: put(element(d, "/LI"), "/S", Name.Div)),
    ("UA 7.17 bookmarks", lambda d: drop(d.Root, "/Outlines")),
    ("UA 7.18 annotations", lambda d: drop(d.pages[0].Annots[0], "/Contents")),
    ("UA 7.18 annotations", lambda d: drop(d.pages[0], "/Tabs")),
]


@pytest.mark.parametrize(
    ("number", "breaking"), BREAKS, ids=[f"{at} {number}" for at, (number, _) in enumerate(BREAKS)]
)
def test_a_break_is_noticed(paper: bytes, number: str, breaking: Callable[[Pdf], object]) -> None:
    with pikepdf.open(io.BytesIO(paper)) as document:
        breaking(document)
        broken = saved(document)
    assert number in {complaint.split(":")[0] for complaint in archive.complaints(broken)}


BYTES: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("6.1.2 header", lambda data: data.replace(b"%PDF-1.7", b"%PDF-2.0", 1)),
    ("6.1.2 header", lambda data: data.replace(data.split(b"\n")[1], b"%" + b"a" * (len(data.split(b"\n")[1]) - 1), 1)),
    ("6.1.3 trailer", lambda data: data + b"more"),
    ("6.1.3 trailer", lambda data: data.replace(b"/ID [", b"/Id [", 1)),
]


@pytest.mark.parametrize(("number", "breaking"), BYTES)
def test_a_break_of_the_file_is_noticed(paper: bytes, number: str, breaking: Callable[[bytes], bytes]) -> None:
    broken = breaking(paper)
    assert broken != paper
    assert number in {complaint.split(":")[0] for complaint in archive.complaints(broken)}


def test_every_clause_is_broken_by_some_test() -> None:
    tried = {number for number, _ in [*BREAKS, *BYTES]}
    assert set(archive.CLAUSES) - tried == {"6.1.3 encryption"}


def test_an_encrypted_paper_is_noticed(paper: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user=""))
    assert any(complaint.startswith("6.1.3 encryption") for complaint in archive.complaints(out.getvalue()))


def test_the_facts_come_out_as_they_went_in(paper: bytes) -> None:
    with pikepdf.open(io.BytesIO(paper)) as document:
        attached = document.attachments["facts.json"]
        assert attached.get_file().read_bytes() == FACTS
        assert attached.get_file().mime_type == "application/json"
        assert str(document.Root.AF[0].EF.F.Params.ModDate) == "D:20260102030405Z"


def test_without_facts_nothing_is_attached() -> None:
    made = pdf.from_html('<html lang="th"><title>ก</title><h1>ก</h1>')
    assert archive.complaints(made) == []
    with pikepdf.open(io.BytesIO(made)) as document:
        assert "/AF" not in document.Root


def test_headers_say_what_they_head_and_sums_are_data(paper: bytes) -> None:
    with pikepdf.open(io.BytesIO(paper)) as document:
        cells = [
            (str(each.S), str(each.A.get("/Scope", "")))
            for each in inside.elements(inside.Paper(paper, document))
            if each.S in ("/TH", "/TD")
        ]
    assert cells == [("/TH", "/Column")] * 2 + [("/TD", "")] * 2 + [("/TH", "/Row"), ("/TD", "")]


def test_a_table_without_headers_is_none() -> None:
    made = pdf.from_html('<html lang="th"><title>ก</title><h1>ก</h1><table><tr><td>ก<td>ข</table>')
    assert archive.complaints(made) == []
    with pikepdf.open(io.BytesIO(made)) as document:
        assert [str(each.S) for each in inside.elements(inside.Paper(made, document))].count("/Div") == 5
