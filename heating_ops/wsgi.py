"""The HTTP half: pages and API, run in a thread pool by ``asgi.py``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heating_ops.settings")
application = get_wsgi_application()
