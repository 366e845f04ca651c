"""Repairs what a PDF made by WeasyPrint says beneath what it shows, so that every Thai word in it is found again.

What is wrong, and how it is mended:

* A glyph is given the text of the first cluster it was seen in, so that a later word is read as an earlier one. The
  typeface itself says better: its character map, and the substitutions by which shaping leaves it (`glyphs`).
* A cluster (a base with the marks that stand on it) is drawn in pieces, with marks lifted and pushed by instructions
  of their own, and SARA AM comes as nikhahit, before the tone mark, and sara aa, after it. Readers take the
  instructions for the end of a word, put marks that share a place in another order, and the parts for other letters.
  Each cluster becomes one glyph (`clusters`), composed of the glyphs it had and added to the embedded font
  (`truetype`), so that the drawing stays and one code has one text.

All is said in the font's map from codes to characters, which every reader understands; `/ActualText` is not, and
breaks off at instructions. Marked content stays where it was.

Nothing here knows Django or this application. It needs a TrueType typeface, glyph numbers that were kept in the subset
(WeasyPrint keeps them), and content as WeasyPrint writes it: text in `[<hex>number…] TJ`, one instruction a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pikepdf

from documents.text_layer import contents, glyphs
from documents.text_layer.faces import Face


def repair(document: pikepdf.Pdf, typefaces: Iterable[Path]) -> None:
    """Make the text layer of `document` true, in place, wherever one of the `typefaces` is used.

    What is drawn stays. The same input gives the same output.
    """
    known = {glyphs.postscript_name(path): path for path in typefaces}
    faces: dict[tuple[int, int], Face | None] = {}
    for content, resources in _contents(document):
        here = _faces_of(resources, known, faces)
        content.write(contents.repaired(content.read_bytes(), here))
    for face in faces.values():
        if face:
            face.finish()


def _contents(document: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """Pages, then the groups drawn on them: each content with its resources."""
    for page in document.pages:
        yield page.Contents, page.resources
    for item in document.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
            yield item, item.get("/Resources", {})


def _faces_of(resources: Any, known: dict[str, Path], faces: dict[tuple[int, int], Face | None]) -> dict[str, Face]:
    fonts = resources.get("/Font", {})
    for font in fonts.values():
        if font.objgen not in faces:
            faces[font.objgen] = Face.of(font, known)
    found = {name: faces[font.objgen] for name, font in fonts.items()}
    return {name: face for name, face in found.items() if face}
