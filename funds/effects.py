"""What a voucher sets going beyond the fund; higher apps register theirs at start-up, by the word their basis begins with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from funds.models import Voucher
from people.actors import Actor

Effect = Callable[[Voucher, Actor], None]


@dataclass(frozen=True, slots=True)
class Effects:
    paid: Effect
    reversed: Effect


_effects: dict[str, Effects] = {}


def register(word: str, *, paid: Effect, reversed: Effect) -> None:
    """For vouchers whose basis reads `word:…`, run `paid` and `reversed` in the voucher's own transaction."""
    _effects[word] = Effects(paid=paid, reversed=reversed)


def after_paid(voucher: Voucher, actor: Actor) -> None:
    if effects := _effects.get(voucher.basis.partition(":")[0]):
        effects.paid(voucher, actor)


def after_reversed(voucher: Voucher, actor: Actor) -> None:
    if effects := _effects.get(voucher.basis.partition(":")[0]):
        effects.reversed(voucher, actor)
