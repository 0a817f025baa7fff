r"""One spelling for the many ways people write a street and a building number.

The same rules exist twice on purpose: as SQL expressions behind the generated
columns ``Building.street_key`` and ``Building.number_key``, so that no writer can
forget them, and as Python functions for what a caller says. A test holds the
two together.
"""

import re
import unicodedata
from typing import Any, Final

from django.db.models import Expression, Func, TextField
from django.db.models.functions import Lower

# Combining marks left by NFKD, white space, and punctuation nobody dictates.
_STREET_NOISE: Final = r"[\u0300-\u036f\s.,;:'" + '"' + r"·•()、。/_-]+"
_NUMBER_NOISE: Final = r"[\u0300-\u036f\s.,]+"
# 3号楼, 3栋, 3# and 3 are the same building; 门诊楼 keeps its name.
_NUMBER_SUFFIX: Final = r"(?<=[0-9a-z])(号楼|号|栋|幢|座|楼|#)$"
_LEADING_ZEROS: Final = r"^0+(?=[0-9])"


def street_key(street: str) -> str:
    """Fold a street or community name: no case, no diacritics, no spaces."""
    return re.sub(_STREET_NOISE, "", unicodedata.normalize("NFKD", street).lower())


def number_key(number: str) -> str:
    """Fold a building number: ``３号楼``, ``03栋`` and ``3#`` all become ``3``."""
    folded = re.sub(_NUMBER_NOISE, "", unicodedata.normalize("NFKD", number).lower())
    return re.sub(_LEADING_ZEROS, "", re.sub(_NUMBER_SUFFIX, "", folded))


class Decomposed(Func):
    """``normalize(text, NFKD)``, which PostgreSQL marks immutable."""

    template = "NORMALIZE(%(expressions)s, NFKD)"
    output_field = TextField()


class Without(Func):
    """The text with every match of a fixed ``pattern`` taken out."""

    template = "REGEXP_REPLACE(%(expressions)s, '%(pattern)s', '', 'g')"
    output_field = TextField()

    def __init__(self, expression: Expression | str, *, pattern: str, **extra: Any) -> None:
        """Take the pattern as written; quotes are doubled for SQL here."""
        super().__init__(expression, pattern=pattern.replace("''", "'").replace("'", "''"), **extra)


def street_key_expression(column: str) -> Expression:
    """Spell :func:`street_key` in SQL."""
    return Without(Lower(Decomposed(column)), pattern=_STREET_NOISE)


def number_key_expression(column: str) -> Expression:
    """Spell :func:`number_key` in SQL."""
    folded = Without(Lower(Decomposed(column)), pattern=_NUMBER_NOISE)
    return Without(Without(folded, pattern=_NUMBER_SUFFIX), pattern=_LEADING_ZEROS)
