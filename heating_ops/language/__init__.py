"""The interface's words: found in the sources, kept in ``locale/``, checked by ``manage.py messages``."""
