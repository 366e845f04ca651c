"""A council's secretary at her pages: `write` sends one section of a draft, `errors` is what the page then says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from people.models import Person
from requests.models import BudgetRequest
from tests import factories


@pytest.fixture
def draft(db: None, at_work: None) -> BudgetRequest:
    return factories.draft()


@pytest.fixture
def somsri(db: None, client: Client) -> Client:
    client.force_login(Person.objects.get(username="somsri"))
    return client


def rows(*values: dict[str, Any], first: int = 0) -> dict[str, Any]:
    """Rows as their formset posts them."""
    posted: dict[str, Any] = {"row-TOTAL_FORMS": len(values), "row-INITIAL_FORMS": first}
    for number, row in enumerate(values):
        posted |= {f"row-{number}-{name}": value for name, value in row.items()}
    return posted


@pytest.fixture
def write(draft: BudgetRequest, somsri: Client) -> Callable[..., HttpResponse]:
    def send(key: str, fields: dict[str, Any] | None = None, **told: Any) -> HttpResponse:
        data = {"version": factories.fresh(draft).version, **(fields or {}), **told}
        return somsri.post(f"/requests/{draft.pk}/write/{key}/", data)

    return send
