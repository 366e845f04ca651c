from django.apps import AppConfig


class RootConfig(AppConfig):
    """Holds what belongs to no app: template filters and the start-up checks."""

    name = "config"
    label = "root"
