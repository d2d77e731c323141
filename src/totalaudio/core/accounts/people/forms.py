"""What people say about themselves."""

from collections import defaultdict
from functools import cache
from zoneinfo import available_timezones

from django import forms

from totalaudio.core.accounts.fields import NameField
from totalaudio.core.accounts.models import User

type Choices = list[tuple[str, list[tuple[str, str]]]]


@cache
def zones() -> Choices:
    """The time zones named for a place, by region."""
    regions: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for zone in sorted(available_timezones()):
        region, _, place = zone.partition("/")
        if place and region not in {"Etc", "SystemV", "US", "Canada", "Brazil", "Chile", "Mexico"}:
            regions[region].append((zone, place.replace("_", " ").replace("/", ", ")))
    return [*sorted(regions.items()), ("Other", [("UTC", "UTC")])]


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in its stubs only
    """Name and time zone."""

    name = NameField(label="Your name", help_text="Your colleagues see it.", max_length=80)
    zone = forms.ChoiceField(
        label="Time zone", help_text="Times and send windows are shown in it.", choices=zones
    )

    class Meta:
        model = User
        fields = ("name", "zone")
