"""The API's addresses of saved views."""

from django.urls import path

from . import api

urlpatterns = [
    path("", api.BoardViewList.as_view(), name="board-views"),
    path("<int:pk>/", api.SavedBoardView.as_view(), name="board-view"),
]
