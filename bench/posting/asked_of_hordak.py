"""django-hordak's `transfer_to`, in an environment of its own: asked line by line for so many, answers the seconds it took.

Run by `stranger.py` with that environment's Python; nothing of ours is imported.
"""

import sys
import time

import django
from django.conf import settings

database = dict(zip(("NAME", "USER", "PASSWORD", "HOST", "PORT"), sys.argv[1:], strict=True))
settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", **database}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "mptt", "hordak"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DEFAULT_CURRENCY="THB",
    CURRENCIES=["THB"],
    HORDAK_INTERNAL_CURRENCY="THB",
    USE_TZ=True,
)
django.setup()

from django.core.management import call_command  # noqa: E402
from hordak.models import Account  # noqa: E402
from moneyed import Money  # noqa: E402

call_command("migrate", verbosity=0)
bank, other = (
    Account.objects.create(name=name, code=str(at), type="AS", currencies=["THB"])
    for at, name in enumerate(("bank", "other"), 1)
)
print("ready", flush=True)
for line in sys.stdin:
    began = time.perf_counter()
    for _ in range(int(line)):
        bank.transfer_to(other, Money(1, "THB"))
    print(time.perf_counter() - began, flush=True)
