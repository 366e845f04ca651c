"""What a voucher sets going beyond the fund, by the word of the row that is its basis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from audit.errors import Invalid
from funds.models import Fund, MoneySource, Voucher
from people.actors import Actor
from wiring.ports import Port
from wiring.refs import Ref

Effect = Callable[[Ref, Voucher, Actor], None]
Paid = Callable[[Ref, Voucher, date, Actor], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to pay on a basis: satang of a source to a payee, out of a hold or none.

    `voucher` is the voucher's own key once there is one: it does not use up anything beside itself.
    """

    fund: Fund
    source_id: int
    amount: int
    payee: str
    hold_id: UUID | None
    voucher: int | None = None


@dataclass(frozen=True, slots=True)
class Allowed:
    """A payment that somebody may choose to make: what allows it, to whom, and how many satang of it are left."""

    basis: Ref
    text: str
    source: MoneySource
    payee: str
    left: int


def _nothing(_fund: Fund) -> list[Allowed]:
    return []


def _any_day(_ref: Ref) -> date | None:
    return None


def _nothing_allows_it() -> Invalid:
    return Invalid(
        _("Money goes out only on what the fund's board has allowed, or on what it was set aside for."),
        code="basis_pays_nothing",
        field="basis",
    )


def _pays_nothing(_ref: Ref | None, _wanted: Wanted) -> None:
    raise _nothing_allows_it()


def _goes_on(_ref: Ref) -> str:
    return ""


def _no_effect(_ref: Ref, _voucher: Voucher, _actor: Actor) -> None: ...


def _only_paid(_ref: Ref, _voucher: Voucher, _day: date, _actor: Actor) -> None: ...


@dataclass(frozen=True, slots=True)
class Effects:
    """What may be paid on the rows of a word, and what follows.

    `lock` is given the basis and takes the locks that go before the voucher's; under them `require` raises unless the
    basis pays exactly what is wanted, when the voucher is made and again when it is paid. `held` says why payment waits,
    or ""; `since` the day before which nothing was paid on it. `choices`: what somebody may begin a payment on from the
    fund's page; without any, only the room itself makes vouchers. `paid`, which is told the day of the
    payment, and `reversed` run in the voucher's transaction.
    `payment` is the function of the database that pays on such a basis once it has seen that it may; "" pays nothing.
    """

    lock: Callable[[Ref], None]
    require: Callable[[Ref, Wanted], None] = _pays_nothing
    held: Callable[[Ref], str] = _goes_on
    since: Callable[[Ref], date | None] = _any_day
    choices: Callable[[Fund], list[Allowed]] = _nothing
    paid: Paid = _only_paid
    reversed: Effect = _no_effect
    payment: str = ""

    @property
    def pays(self) -> bool:
        return bool(self.payment)


VOUCHERS: Port[Effects] = Port(
    "funds.vouchers",
    "Called by the word of a voucher's basis: to lock what stands above it, to ask whether it pays what is wanted, "
    "and once the voucher is paid or reversed.",
)


def require_allowed(basis: str, wanted: Wanted) -> None:
    """Raise unless the basis pays exactly what is wanted. A basis that no room answers for pays nothing."""
    found = _of(basis)
    if found is None:
        _pays_nothing(None, wanted)
        return
    effects, ref = found
    effects.require(ref, wanted)


def payment_of(basis: str) -> str:
    """The function of the database that pays on this basis. Raises Invalid where none does."""
    found = _of(basis)
    if found is None or not found[0].payment:
        raise _nothing_allows_it()
    return found[0].payment


def may_come_back(ref: Ref) -> bool:
    """Whether the room of this basis takes money back on it. A word that no room answers for is somebody's own."""
    found = VOUCHERS.get(ref.word)
    return found is not None and not found.pays


def held(basis: str) -> str:
    """Why payment on this basis waits, in words; "" when it does not."""
    found = _of(basis)
    return found[0].held(found[1]) if found else ""


def since(basis: str) -> date | None:
    """The day on which what the basis names was decided; None for words that name no row."""
    found = _of(basis)
    return found[0].since(found[1]) if found else None


def choices(fund: Fund) -> list[Allowed]:
    """What may be paid from the fund's own page, of all rooms."""
    return [allowed for effects in VOUCHERS.values() for allowed in effects.choices(fund)]


def lock_basis(basis: str) -> None:
    if found := _of(basis):
        effects, ref = found
        effects.lock(ref)


def after_paid(voucher: Voucher, day: date, actor: Actor) -> None:
    if found := _of(voucher.basis):
        effects, ref = found
        effects.paid(ref, voucher, day, actor)


def after_reversed(voucher: Voucher, actor: Actor) -> None:
    if found := _of(voucher.basis):
        effects, ref = found
        effects.reversed(ref, voucher, actor)


def _of(basis: str) -> tuple[Effects, Ref] | None:
    ref = Ref.of(basis)
    effects = VOUCHERS.get(ref.word) if ref else None
    return (effects, ref) if ref and effects else None
