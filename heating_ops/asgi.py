"""One ASGI app per web worker: WebSockets by Channels, HTTP by Django's WSGI handler in a thread pool.

Threads keep their database connections; Django's own ASGI path does not
(``docs/adr/0003``).
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heating_ops.settings")

from heating_ops.wsgi import application as django_wsgi  # noqa: E402, I001 - sets Django up

from a2wsgi import WSGIMiddleware  # noqa: E402
from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from django.conf import settings  # noqa: E402
from django.urls import path  # noqa: E402

from heating_ops.live.socket import BoardSocket  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": WSGIMiddleware(django_wsgi, workers=settings.WEB_THREADS),  # type: ignore[arg-type]
        "websocket": AllowedHostsOriginValidator(
            AuthMiddlewareStack(URLRouter([path("ws/boards/", BoardSocket.as_asgi())]))
        ),
    }
)
