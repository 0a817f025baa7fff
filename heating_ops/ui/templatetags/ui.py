"""Components as template tags: ``{% load ui %}``. Every one is shown on ``/styleguide/``."""

from heating_ops.ui.tags import blocks, controls, marks, scripts
from heating_ops.ui.tags.library import register

__all__ = ["blocks", "controls", "marks", "register", "scripts"]
