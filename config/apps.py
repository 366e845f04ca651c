from django.apps import AppConfig
from django.conf import settings

from audit import constraints
from config.celery import app as celery_app
from wiring.starting import start


class RootConfig(AppConfig):
    """Holds what belongs to no app: template filters and the start of all wiring."""

    name = "config"
    label = "root"

    def ready(self) -> None:
        """Every port is filled, and every process can send to the workers, also from its other threads."""
        start(settings.APPS)
        constraints.speak()
        celery_app.set_default()
