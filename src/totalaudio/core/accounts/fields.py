"""Form fields that the forms about people and workspaces share."""

from django import forms

from totalaudio.core.lib.text import one_line


class NameField(forms.CharField):
    """A name, on one line because it goes into mail; one of which nothing can be seen is missing."""

    def to_python(self, value: object) -> str:
        """Tidied before it is checked, so that the checks see what is kept."""
        return one_line(super().to_python(value) or "")
