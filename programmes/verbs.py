"""What can be done to the routes and calls of a province: one row a verb."""

from __future__ import annotations

from audit.verbs import Table, Verb
from programmes.models import Call, Route
from programmes.permissions import sets_up

SET_UP = "the setting up of a province"

ROUTE = Table("programmes", Route, Verb("add_route", right=[sets_up], through=SET_UP))
CALL = Table("programmes", Call, Verb("add_call", right=[sets_up], through=SET_UP))
