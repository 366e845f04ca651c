from django.apps import AppConfig

from config.celery import app as celery_app


class RootConfig(AppConfig):
    """Holds what belongs to no app: template filters and the start-up checks."""

    name = "config"
    label = "root"

    def ready(self) -> None:
        """Every process can send to the workers, also from its other threads."""
        celery_app.set_default()
