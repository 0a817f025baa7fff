"""The one look: page shell, components and the words for codes."""
