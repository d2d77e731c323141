"""What people say about a campaign; artist and title are all that it needs."""

from datetime import date
from typing import Any, Final

from django import forms

from totalaudio.campaigns import days
from totalaudio.campaigns.actions.campaigns import Changes
from totalaudio.campaigns.models import Campaign
from totalaudio.campaigns.money import MoneyError, parse_pounds, write_pounds
from totalaudio.campaigns.stages import CampaignStatus, ReleaseType, choices
from totalaudio.contacts.countries import country_code, country_name
from totalaudio.contacts.genres import read_genres
from totalaudio.core.lib.text import one_line
from totalaudio.core.lib.web_addresses import is_web_address

HOOK: Final = (50, 500)
_LONGEST_TEXT: Final = 10_000
_MOST_GENRES: Final = 8


class MoneyField(forms.CharField):
    """An amount in pounds; its value is in pence."""

    def __init__(self, label: str) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "1,000"})
        super().__init__(label=label, required=False, max_length=40, widget=widget)

    def prepare_value(self, value: Any) -> Any:
        return write_pounds(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        """The pence."""
        try:
            return parse_pounds(super().clean(value))
        except MoneyError as error:
            raise forms.ValidationError(str(error)) from error


def _line(label: str, longest: int, *, is_needed: bool = False, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=is_needed,
        help_text=hint,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _text(label: str, rows: int, hint: str = "", longest: int = _LONGEST_TEXT) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=False, max_length=longest, help_text=hint, widget=widget
    )


class CampaignForm(forms.Form):
    """A release and what is wanted for it; `changes` is what it means."""

    artist = _line("Artist", 120, is_needed=True)
    title = _line("Title", 200, is_needed=True)
    release_type = forms.ChoiceField(
        label="Release",
        choices=choices(ReleaseType),
        initial=ReleaseType.SINGLE,
        required=False,
    )
    impact_date = forms.DateField(
        label="Impact or release date",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    genres = forms.CharField(
        label="Genres",
        required=False,
        max_length=300,
        help_text="With commas between them. Who plays them fits best.",
        widget=forms.TextInput(
            attrs={"list": "genre-names", "autocomplete": "off", "data-listed": ""}
        ),
    )
    link = _line("Link", 2_000, hint="Where the record is heard.")
    hook = _text(
        "Hook",
        3,
        f"What makes it worth a listen, in {HOOK[0]} to {HOOK[1]} characters. Pitches begin with it.",
        HOOK[1],
    )
    countries = _line("Countries", 300, hint="Where it is worked. Empty is everywhere.")
    budget = MoneyField("Budget in £")
    spend = MoneyField("Spent so far in £")
    goal_outcomes = forms.IntegerField(
        label="Outcomes wanted", required=False, min_value=1, max_value=100_000
    )
    goal = _line("Goal", 300, hint="Such as: a specialist play before release.")
    notes = _text("Notes", 3)
    sends_unreviewed = forms.BooleanField(
        label="Send pitches without review",
        required=False,
        help_text="Off, nothing leaves before somebody has approved it.",
    )

    def clean_artist(self) -> str:
        return one_line(self.cleaned_data["artist"])

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])

    def clean_genres(self) -> list[str]:
        """Genres by their one name each."""
        read = read_genres(self.cleaned_data["genres"])
        if read.unknown:
            raise forms.ValidationError(
                f"“{', '.join(read.unknown)}” is no genre that we know. Choose a wider one."
            )
        if len(read.genres) > _MOST_GENRES:
            raise forms.ValidationError(f"Name at most {_MOST_GENRES} genres.")
        return list(read.genres)

    def clean_countries(self) -> list[str]:
        """Countries by their codes."""
        named = [one.strip() for one in self.cleaned_data["countries"].split(",") if one.strip()]
        unknown = [one for one in named if not country_code(one)]
        if unknown:
            raise forms.ValidationError(
                f"“{', '.join(unknown)}” is no country that we know. Try its code."
            )
        return list(dict.fromkeys(country_code(one) for one in named))

    def clean_impact_date(self) -> date | None:
        found: date | None = self.cleaned_data["impact_date"]
        if found and not days.is_of_our_time(found):
            raise forms.ValidationError(days.REFUSAL)
        return found

    def clean_hook(self) -> str:
        hook = str(self.cleaned_data["hook"]).strip()
        if hook and len(hook) < HOOK[0]:
            raise forms.ValidationError(
                f"That is {len(hook)} characters. Say a little more: at least {HOOK[0]}."
            )
        return hook

    def clean_link(self) -> str:
        link = str(self.cleaned_data["link"]).strip()
        if link and not is_web_address(link):
            raise forms.ValidationError(
                "That is no whole address. Copy it from the browser, with https:// in front."
            )
        return link

    def changes(self) -> Changes:
        """What was said, as the actions take it."""
        said = self.cleaned_data
        return Changes(
            artist=said["artist"],
            title=said["title"],
            release_type=ReleaseType(said["release_type"] or ReleaseType.SINGLE),
            genres=said["genres"],
            countries=said["countries"],
            impact_date=said["impact_date"],
            budget=said["budget"],
            spend=said["spend"],
            goal=said["goal"],
            goal_outcomes=said["goal_outcomes"],
            notes=said["notes"],
            hook=said["hook"],
            link=said["link"],
            sends_unreviewed=said["sends_unreviewed"],
        )


class NewCampaignForm(CampaignForm):
    """A new campaign, with whether it begins now."""

    status = forms.ChoiceField(
        label="Where it stands",
        choices=[
            (CampaignStatus.ACTIVE.value, "Active: pitches can be sent"),
            (CampaignStatus.PLANNING.value, "Planning: nothing is sent yet"),
        ],
        initial=CampaignStatus.ACTIVE.value,
        required=False,
        widget=forms.RadioSelect,
    )

    @property
    def wanted_status(self) -> CampaignStatus:
        """Active unless the person chose otherwise."""
        return CampaignStatus(self.cleaned_data["status"] or CampaignStatus.ACTIVE)


def shown(campaign: Campaign) -> dict[str, Any]:
    """What the form of a campaign shows before it is changed."""
    values = {name: getattr(campaign, name) for name in CampaignForm.base_fields}
    return values | {
        "genres": ", ".join(campaign.genres),
        "countries": ", ".join(country_name(code) for code in campaign.countries),
    }
