"""The books as files that others can judge: hledger and beancount check them, spreadsheets show them.

Each writes as it reads: what is in memory does not grow with the book.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from funds.exports import beancount, hledger, tables
from funds.exports.book import Book

FORMATS: dict[str, Callable[[Book, BinaryIO], None]] = {
    "hledger": hledger.write,
    "beancount": beancount.write,
    "csv": tables.write_csv,
    "xlsx": tables.write_xlsx,
}
