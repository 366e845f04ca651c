import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from config import production

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
production.require()
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  # read now what the first visitor would wait for

# What the start has made stays until the end: to look through all of it for rubbish, now and then, stops a page for 50 ms.
gc.collect()
gc.freeze()
