"""`{% seamless %}` joins lines of a template and nothing else; the form of all templates is looked at by `make check`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

TEMPLATES = Path(settings.BASE_DIR) / "templates"
SEAMLESS = re.compile(r"\{% seamless %\}(.*?)\{% endseamless %\}", re.DOTALL)


def shown(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("a {% seamless %}\n  b\n  c {{ d }}\n  <i>e</i>  f\n{% endseamless %} g", "a bc d<i>e</i>  f g"),
        ("{% seamless %}\n{% if d %}\n  x\n{% else %}\n  y\n{% endif %}\n{% endseamless %}", "x"),
        ("{% seamless %}\n{% for one in d %}\n  {{ one }} ,\n{% empty %}\n  –\n{% endfor %}{% endseamless %}", "d ,"),
        ("{% seamless %}\n{% with e=d %}\n  {{ e }}\n{% endwith %}\n{% endseamless %}\nz", "d\nz"),
    ],
)
def test_lines_of_a_template_are_one_line_of_the_page(source, page):
    assert shown(source, d="d") == page


def test_what_somebody_typed_keeps_its_lines():
    assert shown("{% seamless %}\n<pre>{{ typed }}</pre>\n{% endseamless %}", typed="a\n  b") == "<pre>a\n  b</pre>"


def test_no_seam_glues_an_attribute_to_what_stands_before_it():
    """Within a tag the line break is the space: there it has to be written into the line."""
    glued = re.compile(r"<[a-z][^<>{]*[a-z\"]\n\s*[a-z]")
    found = {
        str(path.relative_to(TEMPLATES)): glued.findall(part)
        for path in TEMPLATES.rglob("*.html")
        for part in SEAMLESS.findall(path.read_text(encoding="utf-8"))
        if glued.search(part)
    }
    assert found == {}
