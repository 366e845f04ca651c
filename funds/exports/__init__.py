"""The books as files that others can judge: hledger and beancount check them, spreadsheets show them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from funds.exports import beancount, hledger, tables
from funds.exports.book import Book

FORMATS: dict[str, Callable[[Book, Path], None]] = {
    "hledger": hledger.write,
    "beancount": beancount.write,
    "csv": tables.write_csv,
    "xlsx": tables.write_xlsx,
}
