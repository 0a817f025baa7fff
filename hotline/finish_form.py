"""The form for the rest of a call that was sent with the place alone."""

from typing import Any, Final

from django import forms

from .finishing import Rest
from .forms import CallForm

# What was said before somebody was sent.
_SAID: Final = (
    *("place_label", "building", "flat", "place_as_said", "channel", "external_due_at"),
    *("category", "item", "joins", "guidance_outcome", "guidance_steps"),
)


class FinishForm(CallForm):
    """The call form without what was said already: the questions that were skipped cannot be skipped now."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for name in _SAID:
            self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        """The place is known."""
        return forms.Form.clean(self) or {}

    def as_rest(self) -> Rest:
        """The checked rest in the words of ``finishing.finish_call``."""
        told = self.cleaned_data
        return Rest(
            text=told["text"],
            caller_phone=told["caller_phone"],
            caller_name=told["caller_name"],
            answers=self.answers,
            extent=told["extent"],
            indoor_temp_c=told["indoor_temp_c"],
        )
