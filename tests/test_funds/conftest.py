"""The books of `tests.books`, to be written in."""

from tests.books import books, owner

__all__ = ["books", "owner"]
