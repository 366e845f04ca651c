"""What a voucher sets going beyond the fund, by the word of the row that is its basis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from funds.models import Voucher
from people.actors import Actor
from wiring.ports import Port
from wiring.refs import Ref

Effect = Callable[[Ref, Voucher, Actor], None]


@dataclass(frozen=True, slots=True)
class Effects:
    """`lock` is given the basis and takes the locks that go before the voucher's; the others run in its transaction."""

    lock: Callable[[Ref], None]
    paid: Effect
    reversed: Effect


VOUCHERS: Port[Effects] = Port(
    "funds.vouchers",
    "Called by the word of a voucher's basis: to lock what stands above it, and once it is paid or reversed.",
)


def is_reserved(basis: str) -> bool:
    """Whether a basis sets something going elsewhere: only who owns its word makes vouchers on it, nobody types it."""
    return any(basis.strip().startswith(f"{word}:") for word in VOUCHERS.names())


def lock_basis(basis: str) -> None:
    if found := _of(basis):
        effects, ref = found
        effects.lock(ref)


def after_paid(voucher: Voucher, actor: Actor) -> None:
    if found := _of(voucher.basis):
        effects, ref = found
        effects.paid(ref, voucher, actor)


def after_reversed(voucher: Voucher, actor: Actor) -> None:
    if found := _of(voucher.basis):
        effects, ref = found
        effects.reversed(ref, voucher, actor)


def _of(basis: str) -> tuple[Effects, Ref] | None:
    ref = Ref.of(basis)
    effects = VOUCHERS.get(ref.word) if ref else None
    return (effects, ref) if ref and effects else None
