from config.settings import *  # noqa: F403

APPS = [*APPS, "tests.errands"]  # noqa: F405
INSTALLED_APPS = [*INSTALLED_APPS, "tests.errands"]  # noqa: F405
