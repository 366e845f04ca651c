"""Sessions in the database that know whose they are, so that each can be seen and ended (`SESSION_ENGINE`)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from doors import network
from jobs import clock
from people.models import Session
from wiring.written import Written

BEGAN = "began"
# As a reader would call it; what a browser says of itself is long, and often another's name.
BROWSERS = ("Edg", "OPR", "SamsungBrowser", "Line", "Firefox", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")


_LIVING = Written(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), key=str, now=datetime)


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        if found := _LIVING(key=self.session_key, now=timezone.now()):
            return found[0]
        self._session_key = None
        return None

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]  # of the model above
        person, began = data.get(SESSION_KEY), data.get(BEGAN, {})
        row.person_id = int(person) if person else None
        row.began_at = datetime.fromisoformat(began["at"]) if began else None
        row.network, row.browser = began.get("network", ""), began.get("browser", "")
        return row


def begin(request: HttpRequest) -> None:
    """Remember when and where this session was signed in; the network alone, never the whole address."""
    where = network.of(request.META["REMOTE_ADDR"])
    browser = called(request.headers.get("User-Agent", ""))
    request.session[BEGAN] = {"at": clock.now().isoformat(), "network": where, "browser": browser}


def called(agent: str) -> str:
    found = [next((name for name in names if name in agent), "") for names in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, found))
