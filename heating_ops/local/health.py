"""Whether the system just started is well."""

import urllib.error
import urllib.request
from http import HTTPStatus

from heating_ops.local.problem import last_words


class Health:
    """What /healthz answers at an address."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.good = False
        #: False as long as nothing sensible came back at all.
        self.answers = False
        self.words = "no answer"

    def is_good(self) -> bool:
        """Ask, and say whether everything is well."""
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=3):  # noqa: S310 - our own address
                self.good = self.answers = True
        except urllib.error.HTTPError as unwell:
            self.answers = unwell.code == HTTPStatus.SERVICE_UNAVAILABLE
            self.words = last_words(unwell.read().decode(errors="replace"))[:300]
        except OSError:
            pass  # not listening yet
        return self.good
