"""A reference upward: the word of a kind of row, and its key. What a lower row keeps in place of a foreign key."""

from __future__ import annotations

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
