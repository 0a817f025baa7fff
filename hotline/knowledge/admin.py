"""Articles in the administration, to be read: they are written on their own pages, which keep every version."""

from django.contrib import admin

from heating_ops.admin_pages import ReadOnlyAdmin, ReadOnlyInline

from .models import Article, ArticleVersion


class VersionInline(ReadOnlyInline):
    """Every version."""

    model = ArticleVersion
    fields = ("number", "state", "title_zh_hans", "title_en", "why", "written_by", "written_at", "published_at")


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin):
    """Articles with who answers for them."""

    inlines = (VersionInline,)
    list_display = ("code", "owner", "review_by", "confirmed_locally", "source")
    list_filter = ("confirmed_locally",)
    search_fields = ("code",)
