"""Every form × every cause: what was typed is found again. How many cells there are is written to `typed.json`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from tests.pages import typing
from tests.pages.conftest import signed_in

WRITTEN = Path(__file__).with_name("typed.json")


def test_every_form_under_every_cause(db, at_noon, capsys):
    scene, keys = signed_in()
    found, counted, bad = typing.forms(scene, keys), Counter(), []
    for form in found:
        for cause in typing.cells(form):
            counted[cause] += 1
            if words := typing.lost(form, cause, keys):
                bad.append((form.place, cause, words))
    assert bad == []
    told = {"forms": len(found), "boxes": sum(len(form.names) for form in found), "lost": 0}
    WRITTEN.write_text(json.dumps({**told, "cells": dict(counted), "all": sum(counted.values())}, indent=1) + "\n")
    with capsys.disabled():
        sys.stdout.write(f"{sum(counted.values())} cells, nothing lost\n")
