"""What a voucher sets going beyond the fund; higher apps register theirs at start-up, by the word their basis begins with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from funds.models import Voucher
from people.actors import Actor

Effect = Callable[[Voucher, Actor], None]
Lock = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Effects:
    lock: Lock
    paid: Effect
    reversed: Effect


_effects: dict[str, Effects] = {}


def register(word: str, *, lock: Lock, paid: Effect, reversed: Effect) -> None:
    """For vouchers whose basis reads `word:…`, run `paid` and `reversed` in the voucher's own transaction.

    `lock` is given the basis and takes the locks that go before the voucher's.
    """
    _effects[word] = Effects(lock=lock, paid=paid, reversed=reversed)


def is_reserved(basis: str) -> bool:
    """Whether a basis sets something going elsewhere: only who owns its word makes vouchers on it, nobody types it."""
    return basis.partition(":")[0].strip() in _effects


def lock_basis(basis: str) -> None:
    if effects := _effects.get(basis.partition(":")[0]):
        effects.lock(basis)


def after_paid(voucher: Voucher, actor: Actor) -> None:
    if effects := _effects.get(voucher.basis.partition(":")[0]):
        effects.paid(voucher, actor)


def after_reversed(voucher: Voucher, actor: Actor) -> None:
    if effects := _effects.get(voucher.basis.partition(":")[0]):
        effects.reversed(voucher, actor)
