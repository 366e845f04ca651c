from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = "Background work"

    def ready(self) -> None:
        """Every process knows every handler: each app's `tasks.py` registers its own."""
        autodiscover_modules("tasks")
