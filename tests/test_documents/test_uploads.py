"""What people may attach, and what is kept of it: photos without place and device, PDFs in which nothing runs."""

from __future__ import annotations

import base64
import io
import subprocess
import sys
import zlib

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from documents import opening
from documents.uploads import accept
from tests.factories import PDF
from tests.paper.artwork import png

pytestmark = pytest.mark.usefixtures("cold_openings")

# 64 × 32, teal with a red corner, and in it a phone's name and a place.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAeFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "AA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAIAAAAExpbG9jAQAAAERAAAMAAQAAAAAAAAIFAAEAAAAAAAAAQAACAAEAAAAAAAAA"
    "AQAAAAAAAAAIAAMAAAAAAAACRQABAAAAAAAAAHIAAABNaWluZgAAAAAAAwAAABVpbmZlAgAAAQABAABodmMxAAAAABVpbmZlAgAA"
    "AAACAABncmlkAAAAABVpbmZlAgAAAQADAABFeGlmAAAAANVpcHJwAAAAs2lwY28AAABzaHZjQwEDcAAAAAAAAAAAAB7wAPz9+PgA"
    "AA8DIAABABhAAQwB//8DcAAAAwCQAAADAAADAB66AkAhAAEAJ0IBAQNwAAADAJAAAAMAAAMAHqAggQWW6uSmubAgAAADACAAAAMA"
    "ISIAAQAGRAHBc8CJAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAUaXNwZQAAAAAAAABAAAAAIAAAABBwaXhpAAAAAAMICAgAAAAaaXBt"
    "YQAAAAAAAAACAAECgQIAAgIDhAAAAChpcmVmAAAAAAAAAA5kaW1nAAIAAQABAAAADmNkc2MAAwABAAIAAAC6bWRhdAAAADwoAa9Y"
    "4AUMTFX/1vv/ehIagNF/7EjVlD7X+8EeZrqJhKiE+A8BaMyhnAdWUGr/sSNRm97ICbyOB1K3S4AAAAAATU0AKgAAAAgAAwEPAAIA"
    "AAAGAAAAMgESAAMAAAABAAYAAIglAAQAAAABAAAAOAAAAABQaG9uZQAAAgABAAIAAAACTgAAAAACAAUAAAADAAAAVgAAAAAAAAAT"
    "AAAAAQAAADYAAAABAAAAAAAAAAE="
)
ORIENTATION, MAKER, PLACE = 0x0112, 0x010F, 0x8825


def kept(name: str, data: bytes) -> tuple[bytes, str]:
    return accept(SimpleUploadedFile(name, data))[:2]


def refused(name: str, data: bytes) -> str:
    with pytest.raises(ValidationError) as refusal:
        kept(name, data)
    assert "%(" not in refusal.value.messages[0]
    return str(refusal.value.code)


def photo(width: int = 60, height: int = 40, form: str = "JPEG") -> bytes:
    """As a phone takes it: lying on its side, with the place, the maker and a thought of its owner in it."""
    told = Image.Exif()
    told[ORIENTATION], told[MAKER] = 6, "Phone of Somsri"
    told.get_ifd(PLACE).update({1: "N", 2: (19.0, 54.0, 0.0)})
    picture = Image.new("RGB", (width, height), (0, 102, 102))
    picture.paste((200, 30, 30), (0, 0, width // 4, height // 4))
    out = io.BytesIO()
    more = {"comment": b"Somsri's house"} if form == "JPEG" else {}
    picture.save(out, form, exif=told, **more)
    return out.getvalue()


def pdf(change, **saved) -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    change(made)
    out = io.BytesIO()
    made.save(out, **saved)
    return out.getvalue()


def runs(made) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def carries(made) -> None:
    made.attachments["tool.exe"] = b"MZ" * 100


def asks_another_language(made) -> None:
    made.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=made.make_stream(b"<xdp/>"))


def starts_a_program(made) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    made.pages[0].Annots = pikepdf.Array([link])


def is_signed(made) -> None:
    value = pikepdf.Dictionary(ByteRange=[0, 1, 2, 3])
    made.Root.AcroForm = pikepdf.Dictionary(Fields=[pikepdf.Dictionary(FT=pikepdf.Name.Sig, V=value)])


def runs_and_is_signed(made) -> None:
    runs(made)
    is_signed(made)


ACTIVE = (b"JavaScript", b"app.alert", b"MZMZ", b"xdp", b"/Launch", b"/EmbeddedFiles")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", png(1, 1), "mislabelled"),
        ("a.png", b"MZ" + png(1, 1), "unknown_type"),
        ("a.svg", b"<svg/>", "unknown_type"),
        ("a.pdf", b"<script>1</script>" + PDF, "unknown_type"),
        ("a.exe", PDF, "mislabelled"),
        ("a.heic", photo(), "mislabelled"),
        ("a.pdf", PDF[:12], "incomplete"),
        ("a.pdf", PDF + b" " * (10 * 1024 * 1024), "too_large"),
        ("a.pdf", b"%PDF-1.4\nno page at all\n%%EOF\n", "damaged"),
        ("a.jpg", b"\xff\xd8\xff..\xff\xd9", "damaged"),
        ("a.heic", HEIC[:300], "damaged"),
        ("a.pdf", pdf(lambda made: None, encryption=pikepdf.Encryption(user="a", owner="b")), "encrypted"),
        ("a.pdf", pdf(runs_and_is_signed), "signed_and_active"),
    ],
)
def test_what_may_not_be_attached(name, data, code):
    assert refused(name, data) == code


@pytest.mark.parametrize("name", ["มติ.PDF", "a.pdf"])
def test_a_pdf_in_which_nothing_runs_stays_as_it_is(name):
    assert kept(name, PDF) == (PDF, "application/pdf")


@pytest.mark.parametrize("change", [is_signed, lambda made: None])
def test_a_signature_in_a_pdf_is_not_broken(change):
    data = pdf(change)
    assert kept("a.pdf", data) == (data, "application/pdf")


@pytest.mark.parametrize("change", [runs, carries, asks_another_language, starts_a_program])
def test_what_runs_in_a_pdf_or_lies_in_it_is_taken_out(change):
    data, _ = kept("a.pdf", pdf(change, object_stream_mode=pikepdf.ObjectStreamMode.disable))
    with pikepdf.open(io.BytesIO(data)) as clean:
        clean.save(plain := io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
        assert len(clean.pages) == 1 and not clean.attachments
    assert not [word for word in ACTIVE if word in plain.getvalue()]


@pytest.mark.parametrize("behind", [b"PK\x03\x04aaaaPK\x05\x06" + b"\0" * 18, b"<script>1</script>\n%%EOF\n"])
def test_a_second_file_behind_a_pdf_goes(behind):
    data, _ = kept("a.pdf", PDF + behind)
    assert b"PK\x05\x06" not in data and b"<script>" not in data and data.startswith(b"%PDF-")


@pytest.mark.parametrize(("name", "form"), [("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.png", "PNG")])
def test_a_photo_stands_upright_and_knows_neither_place_nor_device(name, form):
    data, content_type = kept(name, photo(form=form))
    shown = Image.open(io.BytesIO(data))
    assert content_type == f"image/{form.lower()}" and shown.size == (40, 60)
    assert not dict(shown.getexif()) and b"Somsri" not in data
    assert shown.getpixel((38, 2))[0] > 150 > shown.getpixel((2, 2))[0]  # the red corner is where it was seen


def test_what_a_phone_takes_is_kept_as_jpeg():
    assert Image.open(io.BytesIO(photo())).getexif()[MAKER] and b"Phone" in HEIC
    data, content_type = kept("IMG_1.HEIC", HEIC)
    shown = Image.open(io.BytesIO(data))
    assert (content_type, shown.format, shown.size) == ("image/jpeg", "JPEG", (64, 32))
    assert not dict(shown.getexif()) and b"Phone" not in data


def test_a_pdf_behind_a_photo_goes():
    data, _ = kept("a.jpg", photo() + PDF + b"\xff\xd9")
    assert b"%PDF" not in data


def test_a_photo_of_24_megapixels_becomes_small():
    data, content_type = kept("a.png", png(6000, 4000))
    assert Image.open(io.BytesIO(data)).size == (2400, 1600) and content_type == "image/png" and len(data) < 100_000


def test_what_unfolds_without_end_fills_no_memory():
    """A hundred megabytes of page list in some kilobytes: the process that opens it ends at its bound, and says so here."""
    stream = zlib.compress(b"1 0 " + b"<</A 1>>" * 30_000_000, 9)
    head = b"%PDF-1.5\n"
    objects = b"2 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(stream) + stream
    at = len(head) + len(objects) + len(b"\nendstream endobj\n")
    entries = b"\x00\x00\x00\x00\xff" + b"\x02\x00\x00\x02\x00" + b"\x01" + (9).to_bytes(3) + b"\x00"
    table = b"3 0 obj<</Type/XRef/W[1 3 1]/Size 3/Root 1 0 R/Length %d>>stream\n" % len(entries) + entries
    bomb = head + objects + b"\nendstream endobj\n" + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % at
    assert len(bomb) < 1_000_000
    assert refused("a.pdf", bomb) == "damaged"


def test_what_crashes_or_hangs_ends_no_page(monkeypatch):
    asleep = "import time; time.sleep(30)"
    real = subprocess.run
    monkeypatch.setattr(opening, "SECONDS", 0.3)
    monkeypatch.setattr(subprocess, "run", lambda _, **kwargs: real([sys.executable, "-c", asleep], **kwargs))
    assert refused("a.pdf", PDF) == "damaged"
    crash = "import os; os.abort()"
    monkeypatch.setattr(opening, "SECONDS", 20)
    monkeypatch.setattr(subprocess, "run", lambda _, **kwargs: real([sys.executable, "-c", crash], **kwargs))
    assert refused("a.pdf", PDF) == "damaged"
