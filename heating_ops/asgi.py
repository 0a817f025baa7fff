"""One ASGI app per web worker: WebSockets by Channels, HTTP by Django's WSGI handler in a thread pool.

Threads keep their database connections; Django's own ASGI path does not
(``docs/adr/0003``).
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heating_ops.settings")

from heating_ops.wsgi import application as django_wsgi  # noqa: I001 - sets Django up

from a2wsgi import WSGIMiddleware
from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.conf import settings
from django.urls import path

from heating_ops.live.socket import BoardSocket

application = ProtocolTypeRouter(
    {
        "http": WSGIMiddleware(django_wsgi, workers=settings.WEB_THREADS),  # type: ignore[arg-type]
        "websocket": AllowedHostsOriginValidator(
            AuthMiddlewareStack(URLRouter([path("ws/boards/", BoardSocket.as_asgi())]))
        ),
    }
)
