"""What opens by itself, or fetches a file from another's machine; and many slow files at once, which hold the site."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name

from documents import opening
from documents.uploads import accept

pytestmark = pytest.mark.usefixtures("cold_openings")

EVIL = "//evil.example/share/x.pdf"


def made(change: Callable[[pikepdf.Pdf], object]) -> bytes:
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page(page_size=(100, 100))
    change(pdf)
    pdf.save(out)
    return out.getvalue()


def on_opening(**action: object) -> bytes:
    return made(lambda pdf: setattr(pdf.Root, "OpenAction", Dictionary(**action)))


def pressed(**action: object) -> bytes:
    def add(pdf: pikepdf.Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(**action))
        pdf.pages[0].Annots = Array([pdf.make_indirect(link)])

    return made(add)


@pytest.mark.parametrize(
    "data",
    [
        on_opening(S=Name.GoToR, F=EVIL, D=Array([0, Name.Fit])),
        on_opening(S=Name.Thread, F=EVIL),
        on_opening(S=Name.URI, URI="https://evil.example/"),
        on_opening(S=Name.Named, N=Name.Print),
        pressed(S=Name.GoToR, F=EVIL, D=Array([0, Name.Fit])),
        pressed(S=Name.URI, URI="file:////evil.example/x"),
        pressed(S=Name.URI, URI="\\\\evil.example\\x"),
    ],
)
def test_nothing_is_fetched_from_anothers_machine(data):
    kept = accept(SimpleUploadedFile("x.pdf", data)).data
    with pikepdf.open(io.BytesIO(kept)) as pdf:
        assert "/OpenAction" not in pdf.Root
    assert b"evil" not in kept


def elsewhere(pdf: pikepdf.Pdf) -> None:
    content = pikepdf.Stream(pdf, b"q")
    content.stream_dict[Name.F] = Dictionary(Type=Name.Filespec, FS=Name.URL, F="https://evil.example/x")
    pdf.pages[0].Contents = pdf.make_indirect(content)


def drawn_from_elsewhere(pdf: pikepdf.Pdf) -> None:
    form = pikepdf.Stream(pdf, b"q", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1])
    form.stream_dict[Name.Ref] = Dictionary(F=EVIL, Page=0)
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(A=pdf.make_indirect(form)))


@pytest.mark.parametrize("change", [elsewhere, drawn_from_elsewhere])
def test_what_lies_in_another_file_is_refused(change):
    with pytest.raises(ValidationError) as refused:
        accept(SimpleUploadedFile("x.pdf", made(change)))
    assert refused.value.code == "active"


@pytest.mark.parametrize("link", ["https://www.codi.or.th/", "www.codi.or.th/a", "mailto:a@example.org"])
def test_an_ordinary_link_stays_as_it_is(link):
    data = pressed(S=Name.URI, URI=link)
    assert accept(SimpleUploadedFile("x.pdf", data)).data == data


def test_slow_files_do_not_hold_every_thread(monkeypatch):
    """Eight at once held all eight threads of the site for a minute; now six are told to wait a little."""
    monkeypatch.setattr(opening, "PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(opening.subprocess, "run", lambda *_args, **_terms: time.sleep(1) or 1 / 0)
    codes: list[str] = []

    def send() -> None:
        try:
            opening.opened(b"x", "application/pdf")
        except opening.Refused as refused:
            codes.append(str(refused))
        except ZeroDivisionError:
            codes.append("opened")

    threads = [threading.Thread(target=send) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == ["busy"] * 6 + ["opened"] * 2
    monkeypatch.undo()
    with opening._AT_ONCE:  # and whoever comes afterwards is served
        assert codes
