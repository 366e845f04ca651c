from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = "Notices"

    def ready(self) -> None:
        """Hears of what other apps set going: each registers it in its `effects`."""
        autodiscover_modules("effects", "bases")
