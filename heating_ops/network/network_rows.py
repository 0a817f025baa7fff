"""Checking one line of a network file after another."""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

from django.utils.translation import gettext as _

_LONGEST: Final = {"branch": 80, "station": 80, "street": 120, "building": 40}
_MOST_FLATS: Final = 5_000
_LIMITS: Final = {"latitude": 90.0, "longitude": 180.0}


Identity: TypeAlias = tuple[str, str, str, str]


class Address(NamedTuple):
    """One line of the file: a building, and the station that feeds it."""

    branch: str
    station: str
    latitude: float | None
    longitude: float | None
    street: str
    building: str
    flats: int

    @property
    def identity(self) -> Identity:
        """Answer what the building is known by; a line that repeats it says nothing new."""
        return self.branch, self.station, self.street, self.building


class _Wrong(Exception):
    """A value that cannot be taken, and why."""


class RowChecks:
    """Collects the addresses of good lines and a sentence for each bad one."""

    def __init__(self) -> None:
        self.addresses: list[Address] = []
        self.problems: list[str] = []
        self._line_of_address: dict[Identity, tuple[int, int]] = {}
        self._line_of_station: dict[tuple[str, str], tuple[int, float | None, float | None]] = {}

    def check(self, line: int, header: Sequence[str], row: Sequence[str]) -> None:
        """Take one line, or note what is wrong with it."""
        try:
            if len(row) != len(header):
                raise _Wrong(
                    _("%(found)s values where the header has %(wanted)s columns")
                    % {"found": len(row), "wanted": len(header)}
                )
            address = _address({column: value.strip() for column, value in zip(header, row, strict=True)})
            self._compare_with_earlier(line, address)
        except _Wrong as wrong:
            self.problems.append(_("Line %(line)s: %(problem)s.") % {"line": line, "problem": wrong})
        else:
            self.addresses.append(address)

    def _compare_with_earlier(self, line: int, address: Address) -> None:
        earlier, flats = self._line_of_address.setdefault(address.identity, (line, address.flats))
        if flats != address.flats:
            raise _Wrong(_("the same building as in line %(earlier)s with other flats") % {"earlier": earlier})
        station = address.branch, address.station
        first, latitude, longitude = self._line_of_station.setdefault(
            station, (line, address.latitude, address.longitude)
        )
        if (latitude, longitude) != (address.latitude, address.longitude):
            raise _Wrong(
                _("station %(station)s lies elsewhere than in line %(earlier)s")
                % {"station": address.station, "earlier": first}
            )


def _address(values: dict[str, str]) -> Address:
    latitude, longitude = _coordinate("latitude", values), _coordinate("longitude", values)
    if (latitude is None) != (longitude is None):
        raise _Wrong(_("latitude without longitude, or the other way round"))
    return Address(
        branch=_name("branch", values),
        station=_name("station", values),
        latitude=latitude,
        longitude=longitude,
        street=_name("street", values),
        building=_name("building", values),
        flats=_flats(values["flats"]),
    )


def _name(column: str, values: dict[str, str]) -> str:
    value = values[column]
    if not value:
        raise _Wrong(_("%(column)s is empty") % {"column": column})
    if "\x00" in value:
        raise _Wrong(_("%(column)s holds a character that is not text") % {"column": column})
    if len(value) > _LONGEST[column]:
        raise _Wrong(_("%(column)s is longer than %(most)s characters") % {"column": column, "most": _LONGEST[column]})
    return value


def _coordinate(column: str, values: dict[str, str]) -> float | None:
    """Answer degrees; ``None`` for an empty cell, which says that nobody has measured it."""
    text = values[column]
    if not text:
        return None
    try:
        degrees = float(text)
    except ValueError:
        raise _Wrong(_("%(column)s is not a number: %(text)s") % {"column": column, "text": text[:40]}) from None
    limit = _LIMITS[column]
    if not math.isfinite(degrees) or abs(degrees) > limit:
        raise _Wrong(
            _("%(column)s %(text)s is not between -%(limit)g and %(limit)g")
            % {"column": column, "text": text[:40], "limit": limit}
        )
    return degrees


def _flats(text: str) -> int:
    try:
        flats = int(text)
    except ValueError:
        raise _Wrong(_("flats is not a whole number: %(text)s") % {"text": text[:40]}) from None
    if not 0 <= flats <= _MOST_FLATS:
        raise _Wrong(_("flats %(flats)s is not between 0 and %(most)s") % {"flats": text[:40], "most": _MOST_FLATS})
    return flats
