"""The name of a list, and the list that contacts are put on."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from totalaudio.contacts.models import ContactList
from totalaudio.core.lib.text import one_line

LONGEST = 120


class NameForm(forms.Form):
    """A name on one line."""

    name = forms.CharField(
        label="Name",
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_name(self) -> str:
        """The name, without what cannot be seen."""
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError("Write a name.")
        return name


class ChoiceForm(forms.Form):
    """A list that is there, or the name of a new one: one of the two."""

    name = forms.CharField(
        label="Name of the new list",
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, lists: QuerySet[ContactList], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["list"] = forms.ModelChoiceField(
            label="List", queryset=lists, required=False, empty_label="A new list"
        )
        self.order_fields(["list", "name"])

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        cleaned = super().clean() or {}
        name = one_line(cleaned.get("name") or "")
        if not self.errors and bool(name) == bool(cleaned.get("list")):
            raise forms.ValidationError("Choose a list, or name a new one.")
        return cleaned | {"name": name}
