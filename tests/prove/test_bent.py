"""A thousand changes each of bundle, tiles and proof, by chance: all found, none crashes. The figures: `bent.json`."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pytest

import verify_audit
from tests import bending
from tests.test_audit.test_bent import READABLE, arguments, leaves_out_a_checkpoint, made, place

__all__ = ["made", "place"]
TIMES = 1000
TOLD = Path(__file__).with_suffix(".json").with_name("bent.json")


@pytest.mark.parametrize("kind", ["bundle", "tiles", "proof"])
def test_a_thousand_changes_are_all_found(place, kind, capsys):
    chance, tried, missed = random.Random(2569), Counter(), []
    while sum(tried.values()) < TIMES:
        change = chance.choice(bending.CHANGES)
        with bending.bent(place / kind, chance, change) as what:
            if not what or leaves_out_a_checkpoint(place, what):
                continue
            tried[change.__name__] += 1
            status, error = verify_audit.main(arguments(place, kind)), capsys.readouterr().err
            if status == 0 or (status == 2 and not READABLE.match(error)):
                missed.append(f"{what}: {status} {error}")
    told = json.loads(TOLD.read_text()) if TOLD.exists() else {}
    told[kind] = {"tried": dict(sorted(tried.items())), "missed": len(missed)}
    TOLD.write_text(json.dumps(dict(sorted(told.items())), indent=1) + "\n")
    assert missed == []
