from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = _("Audit log")

    def ready(self) -> None:
        """Every event has its sentence: each app's `sentences.py` registers its own."""
        autodiscover_modules("sentences", "checks")
