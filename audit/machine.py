"""State machines: transitions declared beside each other on an abstract model, kept by a database trigger made from the same list.

The library forgets the types of the methods it decorates and lets `update()` past its protection. The first is mended
here, the second in `audit.guards`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

import django_fsm
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django_fsm import FSMField

from audit.errors import StaleVersion, TransitionNotAllowed

Method = TypeVar("Method", bound=Callable[..., None])
Row = TypeVar("Row", bound="Stateful")


@dataclass(frozen=True, order=True)
class Move:
    """One arrow of a machine: `name` is the verb."""

    source: str
    target: str
    name: str


def state_field(states: type[models.TextChoices]) -> Any:
    """The `state` of a machine; a row is born in the first of `states` and moves by transitions only."""
    return FSMField(max_length=30, choices=states.choices, default=states.values[0], protected=True, editable=False)


@contextmanager
def past_without_moves() -> Iterator[None]:
    """While migrations run: tables of the past have states but no methods.

    The library would listen to each of their thousands of models for transitions, for a third of the time that it takes.
    """
    FSMField.contribute_to_class = models.CharField.contribute_to_class
    try:
        yield
    finally:
        del FSMField.contribute_to_class


def transition(
    field: Any,
    source: str | Sequence[str],
    target: str,
    conditions: Iterable[Callable[[Any], bool]] = (),
) -> Callable[[Method], Method]:
    """Declare a method as the move from `source` to `target`; elsewhere it raises `audit.errors.TransitionNotAllowed`."""
    declare = django_fsm.transition(field, source, target, conditions=list(conditions))

    def decorate(method: Method) -> Method:
        moved = declare(method)

        @wraps(moved)
        def run(row: Stateful, *args: Any, **kwargs: Any) -> None:
            try:
                moved(row, *args, **kwargs)
            except django_fsm.TransitionNotAllowed as refusal:
                raise TransitionNotAllowed(row, method.__name__) from refusal

        return cast("Method", run)

    return decorate


class Stateful(models.Model):
    """A row with a machine: `version` counts its changes, the subclass declares `state` with `state_field`.

    Were `state` a field here too, the library would file the transitions under this one and not under the subclass's.
    """

    state: str
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def state_word(self) -> str:
        """The state as a reader sees it: `get_state_display` translates all states to find one, a third of a long list's time."""
        field = cast("FSMField", self._meta.get_field("state"))
        return str(dict(field.flatchoices)[self.state])

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read the row again; a protected field takes a value only while it has none."""
        fields = kwargs.get("fields", args[1] if len(args) > 1 else None)
        if fields is None or "state" in fields:
            self.__dict__.pop("state", None)
        super().refresh_from_db(*args, **kwargs)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Every field but the state, which cleaning would set."""
        super().clean_fields({*(exclude or ()), "state"})

    def can(self, verb: str) -> bool:
        """Whether the machine, apart from rights, lets `verb` happen now."""
        return django_fsm.can_proceed(getattr(self, verb))


def lock(model: type[Row], pk: object, *, version: int | None = None) -> Row:
    """The row, locked until the transaction ends.

    Raises `StaleVersion` when `version` is given and somebody has changed the row since.
    """
    # The row alone, whatever a manager joins: PostgreSQL refuses to lock the side of a join that may be missing.
    row = model._default_manager.select_for_update(of=("self",)).get(pk=pk)
    if version is not None and row.version != version:
        raise StaleVersion
    return row


def finish(row: Row, *, fields: Iterable[str] = ()) -> Row:
    """Save the state, the next version and `fields`, and nothing else."""
    row.version += 1
    row.save(update_fields=["state", "version", *fields])
    return row


def initial_of(model: type[models.Model]) -> str:
    state = str(cast("FSMField", model._meta.get_field("state")).get_default())
    if not state:
        raise ImproperlyConfigured(f"{model.__name__}.state has no initial state: declare it with state_field().")
    return state


def transitions_of(model: type[models.Model]) -> list[Move]:
    """Every move of the model's machine, sorted."""
    field = cast("FSMField", model._meta.get_field("state"))
    moves = sorted(set(_moves(field, model)))
    if not moves:
        raise ImproperlyConfigured(f"{model.__name__} has a state but no transition.")
    return moves


def _moves(field: FSMField, model: type[models.Model]) -> Iterator[Move]:
    for declared in field.get_all_transitions(cast(Any, model)):
        if declared.source in (django_fsm.ANY_STATE, django_fsm.ANY_OTHER_STATE):
            raise ImproperlyConfigured(f"{model.__name__}.{declared.name}: name the states it starts from.")
        yield Move(str(declared.source), str(declared.target), declared.name)


def machines() -> list[type[models.Model]]:
    """Every concrete model whose `state` is a machine, in order of table name."""
    return sorted((model for model in apps.get_models() if _is_machine(model)), key=lambda model: model._meta.db_table)


def _is_machine(model: type[models.Model]) -> bool:
    own = model._meta.managed and not model._meta.proxy
    return own and any(isinstance(field, FSMField) and field.name == "state" for field in model._meta.local_fields)
