"""What the desk knows: found as it is typed, written as drafts, every version kept and put back."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from threads import raised, together
from town import MORNING, api_client, kinds_on

from heating_ops.journal.refusal import InvalidInput
from hotline.knowledge import commands, queries
from hotline.knowledge.commands import Facts, NothingToPublish, Words, WrittenMeanwhile
from hotline.knowledge.markup import blocks
from hotline.knowledge.models import Article, ArticleVersion, VersionState
from hotline.knowledge.shipped import shipped_articles
from hotline.models import ProblemItem
from hotline.telephony.models import HOTLINE_BOARD

Browse = Callable[[str], Client]
LIST = "/hotline/knowledge/"


def words(text: str = "Wait.", why: str = "clearer") -> Words:
    return Words("Bleeding", "放气", text, "等一等。", why)


def drafted(town: SimpleNamespace, article_id: int | None = None, based_on: int = 0, text: str = "Wait.") -> Article:
    facts = Facts("our own", categories=["leak"], tags=["tag"])
    told: dict[str, Any] = {"words": words(text), "facts": facts, "user": town.lena, "now": MORNING}
    return commands.draft(article_id=article_id, code="own", based_on=based_on, **told)


def test_what_ships_is_whole_and_names_what_exists(db: None) -> None:
    shipped = list(shipped_articles())
    assert len(shipped) == Article.objects.count() == 15
    items = set(ProblemItem.objects.values_list("code", flat=True))
    for article, version in shipped:
        assert set(article["items"]) <= items
        assert all(version.values())
        assert article["source"][:2] in ("S:", "P:", "M:")
    assert not Article.objects.filter(confirmed_locally=True).exists()
    assert ArticleVersion.objects.filter(state=VersionState.PUBLISHED).count() == 15


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("暖气片放气", "bleed-radiator"),
        ("怎么放气", "bleed-radiator"),
        ("bleed radiator", "bleed-radiator"),
        ("fangqi", "bleed-radiator"),
        ("jhtr", "planned-stops"),
        ("xyzzy", None),
        ("退费", "refund-tiers"),
        ("12345", "city-line-12345"),
        ("REFUND", "refund-tiers"),
        ("测温", "measure-temperature"),
    ],
)
def test_it_is_found_as_it_is_typed(db: None, asked: str, first: str | None) -> None:
    found = [version.article.code for version in queries.published(asked=asked)]
    assert (found[0] if found else None) == first


@pytest.mark.parametrize("asked", ["", "   ", "'; drop table", "%", "\\", "（）", "a" * 5000, "\U0001f525"])
def test_any_line_may_be_typed(db: None, browse: Browse, asked: str, town: SimpleNamespace) -> None:
    assert browse("olga").get(LIST, {"q": asked}).status_code == 200
    assert browse("olga").get(LIST, {"q": asked, "panel": "", "category": "moon"}).status_code == 200


def test_the_desk_reads_the_draft_only_when_it_is_published(town: SimpleNamespace, browse: Browse) -> None:
    article = drafted(town)
    here = f"{LIST}{article.pk}/"
    assert browse("olga").get(here).status_code == 404
    assert "draft" in browse("lena").get(here).content.decode()
    browse("lena").post(f"{here}publish/")
    assert "Wait." in browse("olga").get(here).content.decode()
    drafted(town, article.pk, 1, "Wait longer.")
    assert "Wait longer." not in browse("olga").get(here).content.decode()
    commands.publish(article_id=article.pk, user=town.lena, now=MORNING)
    assert next(version.article.code for version in queries.published(asked="longer")) == "own"
    with pytest.raises(NothingToPublish):
        commands.publish(article_id=article.pk, user=town.lena, now=MORNING)
    assert kinds_on(HOTLINE_BOARD) == [f"article.{kind}" for kind in ("drafted", "published") * 2]


def test_an_old_version_is_put_back_as_a_new_one_with_a_reason(town: SimpleNamespace) -> None:
    article = drafted(town)
    commands.publish(article_id=article.pk, user=town.lena, now=MORNING)
    drafted(town, article.pk, 1, "Wrong.")
    commands.publish(article_id=article.pk, user=town.lena, now=MORNING)
    with pytest.raises(InvalidInput):
        commands.put_back(article_id=article.pk, number=1, why=" ", user=town.lena, now=MORNING)
    again = commands.put_back(article_id=article.pk, number=1, why="it was wrong", user=town.lena, now=MORNING)
    kept = list(article.versions.values_list("number", "state", "body_en"))
    assert kept == [(3, "published", "Wait."), (2, "replaced", "Wrong."), (1, "replaced", "Wait.")]
    assert queries.differences(article.versions.get(number=2), again) == [
        ("", "Bleeding"),
        ("-", "Wrong."),
        ("+", "Wait."),
    ]


def test_of_two_who_write_at_the_same_moment_the_second_is_told(real_town: SimpleNamespace) -> None:
    article = drafted(real_town)
    answers = together(*[lambda: drafted(real_town, article.pk, 1) for _ in range(2)])
    (refused,) = raised(answers)
    assert isinstance(refused, WrittenMeanwhile)
    assert article.versions.count() == 1


def test_the_database_holds_one_draft_and_one_published(town: SimpleNamespace) -> None:
    article = drafted(town)
    said = {"title_en": "a", "title_zh_hans": "b", "body_en": "c", "body_zh_hans": "d", "written_at": MORNING}
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleVersion.objects.create(article=article, number=9, **said)


def test_an_article_is_written_on_its_page(town: SimpleNamespace, browse: Browse) -> None:
    lena = browse("lena")
    said = {"code": "own-one", "title_en": "T", "title_zh_hans": "题", "body_en": "<b>x</b>", "body_zh_hans": "文"}
    said |= {"source": "ours", "why": "new", "based_on": "0", "items": "leak.radiator", "tags": "a b"}
    bad = lena.post(f"{LIST}new/", said | {"items": "no.such", "code": "Not a code"})
    assert bad.status_code == 422
    assert set(bad.context["form"].errors) == {"items", "code"}
    lena.post(f"{LIST}new/", said)
    article = Article.objects.get(code="own-one")
    assert (article.items, article.tags) == (["leak.radiator"], ["a", "b"])
    assert "&lt;b&gt;x" in lena.get(f"{LIST}{article.pk}/").content.decode()
    late = lena.post(f"{LIST}{article.pk}/edit/", said | {"based_on": "7"})
    assert late.status_code == 409
    assert lena.get(f"{LIST}{article.pk}/edit/").status_code == 200


@pytest.mark.parametrize(
    ("name", "reads", "writes"), [("olga", 200, 403), ("lena", 200, 200), ("adam", 200, 200), ("carl", 403, 403)]
)
def test_who_reads_and_who_writes(town: SimpleNamespace, browse: Browse, name: str, reads: int, writes: int) -> None:
    one = Article.objects.order_by("pk")[0]
    assert browse(name).get(f"{LIST}{one.pk}/").status_code == reads
    assert browse(name).get(f"{LIST}{one.pk}/edit/").status_code == writes
    assert api_client(getattr(town, name)).get("/api/knowledge/").status_code == reads


def test_it_is_offered_beside_the_form_by_what_was_chosen(town: SimpleNamespace, browse: Browse) -> None:
    asked = {"category": "low_temperature", "item": "low.air"}
    page = browse("olga").get("/hotline/place-context/", asked)
    titles = [version.title for version in page.context["known"].articles]
    assert titles[0] == "How to bleed a radiator"
    assert titles[0] in page.content.decode()
    assert browse("olga").get("/hotline/place-context/").context["known"].articles == []


def test_the_api_answers_in_the_readers_language(town: SimpleNamespace) -> None:
    client = api_client(town.olga)
    (one, *_rest) = client.get("/api/knowledge/", {"q": "refund"}).json()["results"]
    assert one["title"] == "Refund for a cold flat: the local rule decides"
    assert client.get("/api/knowledge/", {"category": "moon"}).status_code == 400
    with translation.override("zh-hans"):
        assert queries.published(asked="refund")[0].title.startswith("室温不达标退费")


def test_many_articles_cost_no_more(town: SimpleNamespace, browse: Browse) -> None:
    olga = browse("olga")
    olga.get(LIST)
    with CaptureQueriesContext(connection) as few:
        olga.get(LIST, {"q": "放气"})
    said = {"title_en": "放气", "title_zh_hans": "放气", "body_en": "c", "body_zh_hans": "d", "written_at": MORNING}
    made = Article.objects.bulk_create(Article(code=f"n{n}", source="P:", haystack="放气") for n in range(300))
    published = {"state": VersionState.PUBLISHED, "published_at": MORNING}
    ArticleVersion.objects.bulk_create(ArticleVersion(article=one, number=1, **said, **published) for one in made)
    with CaptureQueriesContext(connection) as many:
        olga.get(LIST, {"q": "放气"})
    assert len(many) == len(few)


def test_the_markup_makes_blocks_and_no_markup(db: None) -> None:
    read = blocks("## Head\n! Care\n- a\n- b\n\n1. one\n2. two\ntext\nmore\n\n<i>end</i>")
    assert [(block.kind, block.lines) for block in read] == [
        ("heading", ["Head"]),
        ("warning", ["Care"]),
        ("list", ["a", "b"]),
        ("steps", ["one", "two"]),
        ("text", ["text", "more"]),
        ("text", ["<i>end</i>"]),
    ]
