"""How long a proposal of six pages takes, how many two processes make, and whether a process grows. Results: paper.json.

Seconds of one paper are those of the processor: what else the machine does would count otherwise.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import psutil  # noqa: E402
import pypdfium2  # noqa: E402

from documents import paper, pdf  # noqa: E402
from tests.paper import sample  # noqa: E402

RESULTS = Path(__file__).with_name("paper.json")
PAGES, ROUNDS, PROPOSALS, PROCESSES, PAPERS, EVERY = 6, 15, 500, 2, 1000, 100


def six_pages() -> dict[str, Any]:
    """The sample, three times as much of it."""
    facts = sample.facts()
    lines = [{**line, "no": at} for at, line in enumerate(facts["lines"] * 3, 1)]
    sources = [{**source, "amount": source["amount"] * 3} for source in facts["sources"]]
    why = {key: " ".join([said] * 3) if isinstance(said, str) else said for key, said in facts["rationale"].items()}
    more = {"rationale": why, "activities": facts["activities"] * 2}
    return {"lines": lines, "sources": sources, "total": facts["total"] * 3, **more}


def timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    started = clock()
    work()
    return clock() - started


def made() -> bytes:
    return paper.pdf_of(sample.document(**six_pages()))


def plain() -> None:
    """The same page through WeasyPrint with its own defaults and the style kept, as we keep it."""
    kept = pdf._ready()
    html = paper.html_of(sample.document(**six_pages()))
    page = pdf.weasyprint.HTML(string=html, base_url=pdf.BASE, url_fetcher=pdf.OwnFiles())
    page.write_pdf(font_config=kept.typeface, stylesheets=[kept.style])


def median(work: Callable[[], object]) -> float:
    work()
    return statistics.median(timed(work, time.process_time) for _ in range(ROUNDS))


def repairing() -> float:
    """Seconds of the processor spent in mending what WeasyPrint made of one paper, from reading it to writing it."""
    spent: list[float] = []
    own = pdf._repaired
    pdf._repaired = lambda drawn: _noted(own, drawn, spent)
    try:
        for _ in range(ROUNDS):
            made()
    finally:
        pdf._repaired = own
    return statistics.median(spent)


def _noted(work: Callable[[bytes], bytes], drawn: bytes, spent: list[float]) -> bytes:
    started = time.process_time()
    done = work(drawn)
    spent.append(time.process_time() - started)
    return done


def single() -> dict[str, float]:
    assert len(pypdfium2.PdfDocument(made())) == PAGES
    whole, bare, mending = median(made), median(plain), repairing()
    return {
        "pages": PAGES,
        "seconds": round(whole, 3),
        "seconds mending": round(mending, 3),
        "share of mending": round(mending / whole, 3),
        "plain WeasyPrint, seconds": round(bare, 3),
        "times plain WeasyPrint": round(whole / bare, 2),
    }


def usual(count: int) -> int:
    """Proposals as councils send them: the sample, four pages."""
    return sum(len(paper.pdf_of(sample.document())) for _ in range(count))


def long(count: int) -> int:
    return sum(len(made()) for _ in range(count))


def together(several: Callable[[int], int], proposals: int) -> dict[str, float]:
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        list(pool.map(several, [1] * PROCESSES))
        spent = timed(lambda: list(pool.map(several, [5] * (proposals // 5))))
    return {"proposals": proposals, "processes": PROCESSES, "per second": round(proposals / spent, 2)}


def growing() -> dict[str, Any]:
    """Megabytes held after every hundred papers of all sizes."""
    process, held = psutil.Process(), []
    kinds = ["proposal", "payment_voucher", "agreement", "cover_letter"]
    for at in range(1, PAPERS + 1):
        paper.pdf_of(sample.document(kinds[at % len(kinds)]))
        if at % EVERY == 0:
            gc.collect()
            held.append(round(process.memory_info().rss / 1e6, 1))
    return {"papers": PAPERS, "megabytes": held, "growth after the first 200": round(held[-1] - held[1], 1)}


MEASURES: dict[str, Callable[[], dict[str, Any]]] = {
    "one proposal of six pages": single,
    "many of four pages": lambda: together(usual, PROPOSALS),
    "many of six pages": lambda: together(long, PROPOSALS // 5),
    "memory": growing,
}


def main() -> None:
    """All of them, or those whose names are given; the others keep what was measured before."""
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for name in sys.argv[1:] or MEASURES:
        results[name] = measured = MEASURES[name]()
        print(name)
        for what, value in measured.items():
            print(f"  {what:28}{value}")
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
