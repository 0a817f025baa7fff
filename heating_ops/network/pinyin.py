"""Chinese names as they are typed on a Latin keyboard."""

from typing import Final

from pypinyin import Style, lazy_pinyin, load_phrases_dict

from .address_keys import street_key

# In the names of places these are read otherwise than in the dictionary's first sense.
_READINGS_OF_PLACES: Final = {"朝阳": [["cháo"], ["yáng"]], "朝晖": [["zhāo"], ["huī"]], "长乐": [["cháng"], ["lè"]]}
load_phrases_dict(_READINGS_OF_PLACES)


def pinyin_of(name: str) -> str:
    """Write a name in pinyin without tones or spaces; Latin letters stay: ``阳光花园`` → ``yangguanghuayuan``."""
    return street_key("".join(lazy_pinyin(name)))


def initials_of(name: str) -> str:
    """Write the first letters: ``阳光花园`` → ``yghy``, ``Drumul Taberei`` → ``dt``; numbers stay whole."""
    letters: list[str] = []
    for word in name.split():
        for part in lazy_pinyin(word, style=Style.FIRST_LETTER):
            letters.append(part if any(character.isdigit() for character in part) else part[:1])
    return street_key("".join(letters))
