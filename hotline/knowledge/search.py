"""Finding articles: by words, of Chinese by every two signs, in titles, tags and texts; titles also by pinyin."""

import re
import unicodedata
from typing import Final

from django.db import connection

from heating_ops.network.pinyin import initials_of, pinyin_of

from .models import Article, ArticleVersion

_RUN: Final = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")
_LONGEST: Final = 80
_MOST_GRAMS: Final = 24
MOST: Final = 30
# Title and tags weigh more than the text. Three of ten pieces are enough: a slip, or a "how", hides nothing.
_SQL: Final = """
SELECT a.id FROM hotline_article a
JOIN LATERAL (
    SELECT count(*) FILTER (WHERE strpos(a.head, g) > 0 OR strpos(a.haystack, g) > 0) AS found,
           count(*) FILTER (WHERE strpos(a.head, g) > 0) AS in_head
    FROM unnest(%s::text[]) AS g
) n ON true
WHERE a.haystack <> '' AND n.found * 10 >= 3 * %s
ORDER BY 3 * n.in_head + n.found DESC, a.code LIMIT %s
"""


def folded(text: str) -> str:
    """Half-width, lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def grams(asked: str) -> list[str]:
    """The pieces to look for: whole Latin words, and every two signs of a Chinese run."""
    pieces: list[str] = []
    for run in _RUN.findall(folded(asked[:_LONGEST])):
        if run[0] >= "\u3400" and len(run) > 2:
            pieces += [run[place : place + 2] for place in range(len(run) - 1)]
        else:
            pieces.append(run)
    return list(dict.fromkeys(pieces))[:_MOST_GRAMS]


def found(asked: str) -> list[int]:
    """The ids of the articles that fit, the best first; none for a line without a word in it."""
    pieces = grams(asked)
    if not pieces:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [pieces, len(pieces), MOST])
        return [row[0] for row in cursor.fetchall()]


def index(article: Article, version: ArticleVersion) -> None:
    """Set what the article is found by; the caller saves it."""
    titles, tags = f"{version.title_en} {version.title_zh_hans}", " ".join(article.tags)
    by_sound = f"{pinyin_of(version.title_zh_hans)} {initials_of(version.title_zh_hans)}"
    article.head = folded(f"{titles} {tags} {by_sound}")[:400]
    article.haystack = folded(f"{version.body_en} {version.body_zh_hans}")
