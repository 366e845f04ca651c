"""A reference upward: the word of a kind of row, and its key. What a lower row keeps in place of a foreign key."""

from __future__ import annotations

from typing import Any

from django.db import models

# As many digits as a key of the database has.
_MOST_DIGITS = 18


class Ref(str):
    """`Ref("request", 12)` is kept, hashed and compared as "request:12", and never taken apart again by its readers.

    It is its own text, so that the log, a job and a column keep one and the same.
    """

    __slots__ = ("pk", "word")
    word: str
    pk: int

    def __new__(cls, word: str, pk: int | None) -> Ref:
        made = super().__new__(cls, f"{word}:{pk}")
        made.word, made.pk = word, pk or 0
        return made

    def __reduce__(self) -> tuple[type[Ref], tuple[str, int]]:
        return Ref, (self.word, self.pk)

    @classmethod
    def of(cls, text: str) -> Ref | None:
        """The reference that `text` is; None for what somebody wrote in words of their own."""
        if isinstance(text, Ref):
            return text
        word, _colon, number = text.partition(":")
        is_key = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
        made = cls(word, int(number)) if word and is_key else None
        return made if made == text else None


class RefField(models.CharField):  # type: ignore[type-arg]  # the class takes no arguments when it runs
    """Keeps a `Ref`; where words are allowed beside it (a basis that somebody typed), those come back as they are."""

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return value if value is None else Ref.of(value) or value

    def deconstruct(self) -> Any:
        """A column of text, whatever reads it: no migration knows this class."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options
