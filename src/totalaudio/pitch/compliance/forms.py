"""Forms of the compliance desk."""

from typing import Any, Final

from django import forms

from totalaudio.contacts.addresses import check_address, parse_addresses
from totalaudio.contacts.models.suppression import SuppressionReason
from totalaudio.pitch.models import Recipient, SenderIdentity
from totalaudio.pitch.states import LABELS, Basis, Subscriber

from .basis import RECORDABLE

_MOST: Final = 2_000
# What a member can say of an address; the other reasons come from the person or from a mail server.
_SAYABLE: Final = (SuppressionReason.ASKED, SuppressionReason.COMPLAINED, SuppressionReason.BY_HAND)


class AddressesForm(forms.Form):
    """Addresses that were typed or pasted, however they are separated."""

    addresses = forms.CharField(
        label="Addresses",
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text="One or many: typed, pasted from a mail or out of a spreadsheet.",
    )
    reason = forms.ChoiceField(
        label="Why they must not be written to",
        choices=[(one.value, one.label) for one in _SAYABLE],
        initial=SuppressionReason.ASKED.value,
    )

    def clean_addresses(self) -> list[str]:
        """The addresses that the text holds."""
        text: str = self.cleaned_data["addresses"]
        found = list(dict.fromkeys(one.email for one in parse_addresses(text) if one.key))
        if not found:
            raise forms.ValidationError("No address was found in this. Type one as name@domain.")
        if len(found) > _MOST:
            raise forms.ValidationError(
                f"These are {len(found):,} addresses. Paste at most {_MOST:,} at a time."
            )
        return found


class PersonForm(forms.Form):
    """The address of one person."""

    address = forms.CharField(
        label="Their address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="Every spelling of the mailbox is found: capitals, plus tags, Gmail's dots.",
    )

    def clean_address(self) -> str:
        """The address, which must be one."""
        checked = check_address(str(self.cleaned_data["address"]).strip())
        if not checked.key:
            raise forms.ValidationError("This is not an address. Type it as name@domain.")
        return checked.email


class IdentityForm(forms.ModelForm):  # type: ignore[type-arg]  # Django 6.1 has no argument here
    """Who writes."""

    class Meta:
        model = SenderIdentity
        fields = ["organisation", "postal_address", "source"]
        labels = {
            "organisation": "Who writes",
            "postal_address": "Postal address",
            "source": "Where you have people's addresses from",
        }
        help_texts = {
            "organisation": "Your company, or your own name: it stands under every message.",
            "postal_address": "Where a letter reaches you. UK law asks for a valid address in marketing mail.",
            "source": "One or two sentences for the privacy notice, such as: from the stations' own sites, and from"
            " people who gave us theirs.",
        }
        widgets = {"source": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["source"].required = True


class BasisForm(forms.Form):
    """Why a contact may be written to."""

    subscriber = forms.ChoiceField(
        label="Whose address is it?",
        required=False,
        choices=[("", "As it looks"), *((one.value, LABELS[one]) for one in Subscriber)],
    )
    basis = forms.ChoiceField(
        label="Why may you write to them?",
        required=False,
        choices=[
            ("", "Nothing is written down"),
            *((one.value, LABELS[one]) for one in RECORDABLE),
        ],
        help_text="Consent: they said yes. Soft opt-in: they are your customer, gave you the address in a sale, and can"
        " stop it each time. Recorded reason: anything else that you can show.",
    )
    note = forms.CharField(
        label="How do you know?",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="When and how, so that you can show it: on 3 March on the phone; form on our site.",
    )

    def __init__(self, recipient: Recipient | None, data: Any = None) -> None:
        known = recipient or Recipient()
        initial = {
            "subscriber": known.subscriber,
            "basis": known.basis if known.basis in RECORDABLE else "",
            "note": known.basis_note,
        }
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        """A basis without the reason for it is none."""
        given = super().clean() or {}
        if given.get("basis") and not str(given.get("note", "")).strip():
            self.add_error("note", "Say how you know, or nobody can show it later.")
        return given

    def basis_given(self) -> Basis | None:
        """The basis that was chosen."""
        chosen = self.cleaned_data["basis"]
        return Basis(chosen) if chosen else None

    def subscriber_given(self) -> Subscriber | None:
        """Whose address it was said to be."""
        chosen = self.cleaned_data["subscriber"]
        return Subscriber(chosen) if chosen else None
