from django.apps import AppConfig

from wiring.starting import start


class ErrandsConfig(AppConfig):
    name = "tests.processes.errands"

    def ready(self) -> None:
        """As the house starts its own rooms."""
        start([self.name])
