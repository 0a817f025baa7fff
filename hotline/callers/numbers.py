"""One telephone number in the many ways it is dialled, dictated and sent by an exchange."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

FEWEST_DIGITS: Final = 4
"""A shorter part fits so many numbers that it says nothing."""
SHORTEST_NUMBER: Final = 7
"""A shorter whole number is an extension or a service: nobody's own."""
LONGEST: Final = 40
"""Signs that are read; nobody dictates more."""

# The form of an entry, an extension of a switchboard behind the number, and what stands before a number at home.
_WRITTEN: Final = re.compile(r"[0-9+\-() ./,#x转分机ext]*", re.IGNORECASE)
_EXTENSION: Final = re.compile(r"(?:-|,|#|x|ext\.?|转|分机)+\s*([0-9]{1,6})$", re.IGNORECASE)
_COUNTRY: Final = re.compile(r"^(?:\+|00)86|^86(?=1[3-9][0-9]{9}$|0[1-9][0-9]{8,10}$|10[0-9]{8}$)")
_MOBILE: Final = re.compile(r"0?(1[3-9][0-9]{9})")
_WITH_AREA: Final = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))([1-9][0-9]{6,7})")


@dataclass(frozen=True)
class Number:
    """What was typed or sent, read.

    :param digits: without country code, spaces and extension; an area code stays
    :param extension: of a switchboard, or empty
    :param whole: a complete number, so that equality is what is asked; a part otherwise
    """

    digits: str
    extension: str
    whole: bool

    @property
    def says_nothing(self) -> bool:
        """Withheld, or too short to look for."""
        count = len(self.digits)
        # Exchanges send zeros for a number that is withheld; an end of four eights is a number people pay for.
        withheld = count >= SHORTEST_NUMBER and len(set(self.digits)) == 1
        return withheld or count < (SHORTEST_NUMBER if self.whole else FEWEST_DIGITS)

    @cached_property
    def spellings(self) -> list[str]:
        """Every way this whole number may be kept; none for a part, a withheld or a short number."""
        if len(self.digits) < SHORTEST_NUMBER or self.says_nothing:
            return []
        bases = [self.digits]
        if self.digits.startswith("0"):
            with_country = self.digits[1:]
            if local := _WITH_AREA.fullmatch(self.digits):
                bases.append(local[2])
        else:
            with_country = self.digits
            if _MOBILE.fullmatch(self.digits):
                bases.append(f"0{self.digits}")
        bases += [f"+86{with_country}", f"86{with_country}", f"0086{with_country}"]
        # The call form keeps the digits of an extension behind those of the number.
        return bases + [base + self.extension for base in bases if self.extension]


def is_written_as_number(text: str) -> bool:
    """Answer whether these signs can be (part of) a telephone number."""
    return len(text) <= LONGEST and _WRITTEN.fullmatch(text) is not None


def read_number(text: str, *, from_exchange: bool = False) -> Number:
    """Read a number as typed, dictated or sent; what is no number has no digits.

    :param from_exchange: it is the caller's whole number, however short
    """
    text = text.strip()[:LONGEST]
    extension = ""
    if (found := _EXTENSION.search(text)) and len(_only_digits(text[: found.start()])) >= SHORTEST_NUMBER:
        # 138-0000-1010 is grouped, 6512-3456-801 has an extension.
        head = _without_country(text[: found.start()])
        if _complete(head) or _grouped_landline(head):
            text, extension = text[: found.start()], found[1]
    digits = _without_country(text)
    if mobile := _MOBILE.fullmatch(digits):
        digits = mobile[1]
    return Number(digits, extension, whole=from_exchange or bool(extension) or _complete(digits))


def spellings_of(phone: str) -> list[str]:
    """Every way the number of a call may be kept; none when it is withheld or too short to be somebody's own."""
    return read_number(phone).spellings


def masked(phone: str, shown: str) -> str:
    """Show of a number only the digits that were given: ``13800001010`` with ``1010`` is ``•••••••1010``."""
    place = phone.rfind(shown) if phone.endswith(shown) else phone.find(shown)
    if not shown or place < 0:
        return "•" * len(phone)
    return "•" * place + shown + "•" * (len(phone) - place - len(shown))


def _complete(digits: str) -> bool:
    """A mobile number, or a number with its area code; local numbers are too like the end of a mobile one."""
    return bool(_MOBILE.fullmatch(digits) or _WITH_AREA.fullmatch(digits)) or len(digits) > 12


def _grouped_landline(digits: str) -> bool:
    return len(digits) in (7, 8) and digits[0] not in "01"


def _without_country(text: str) -> str:
    plain = re.sub(r"[^0-9+]", "", text)
    at_home, abroad = _COUNTRY.subn("", plain)
    digits = _only_digits(at_home)
    # From abroad an area code has lost its zero.
    return f"0{digits}" if abroad and _WITH_AREA.fullmatch(f"0{digits}") else digits


def _only_digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)
