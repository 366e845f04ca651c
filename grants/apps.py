from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class GrantsConfig(AppConfig):
    name = "grants"
    verbose_name = "Grants"

    def ready(self) -> None:
        """Hears of resolutions and of vouchers: `effects` registers what each sets going here, `bases` where a basis leads."""
        autodiscover_modules("effects", "bases")
