"""The forms of the sign-in pages: allauth's, with our words and without placeholders."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.socialaccount.forms import SignupForm as SocialSignupForm
from django import forms
from django.http import HttpRequest

from .fields import NameField
from .models import User

_EMAIL = {"email": ("E-mail address", "")}
_NEW = "At least 10 characters. Three or four words that do not belong together are good."


_NAME = NameField(
    label="Your name", max_length=80, widget=forms.TextInput({"autocomplete": "name"})
)


class Worded:
    """Gives the fields of an allauth form our label and hint; a placeholder says the label twice."""

    words: ClassVar[dict[str, tuple[str, str]]] = {}
    order: ClassVar[list[str]] = []
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label, field.help_text = self.words.get(name, (field.label, ""))
        for gone in set(self.fields) - set(self.order or self.fields):
            del self.fields[gone]
        if self.order:
            self.fields = {name: self.fields[name] for name in self.order}


class SignIn(Worded, account.LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Address and password."""

    words: ClassVar = {"login": ("E-mail address", ""), "password": ("Password", "")}


class SignUp(Worded, account.SignupForm):  # type: ignore[misc]  # allauth ships no types
    """Name, address and password; the name so that colleagues know who it is."""

    name = _NAME
    words: ClassVar = {
        "email": ("E-mail address", "We send a link to it."),
        "password1": ("Password", _NEW),
    }
    order: ClassVar = ["name", "email", "password1"]

    def clean(self) -> dict[str, Any]:
        """A password like one's own name is refused too; allauth compares it with the address only."""
        cleaned: dict[str, Any] = super().clean()
        person = User(name=cleaned.get("name", ""))
        if "password1" in cleaned:
            try:
                get_adapter().clean_password(cleaned["password1"], user=person)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return cleaned

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class SignUpWithGoogle(Worded, SocialSignupForm):  # type: ignore[misc]  # allauth ships no types
    """What is still to be told when Google did not say it."""

    words: ClassVar = _EMAIL


class ChangeAddress(Worded, account.AddEmailForm):  # type: ignore[misc]  # allauth ships no types
    """A new address."""

    words: ClassVar = {"email": ("New e-mail address", "It becomes yours when you open the link in it.")}  # fmt: skip


class ChangePassword(Worded, account.ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    """The current password and a new one, typed once: a forgotten one can be reset."""

    words: ClassVar = {"oldpassword": ("Current password", ""), "password1": ("New password", _NEW)}
    order: ClassVar = ["oldpassword", "password1"]


class SetPassword(Worded, account.SetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    """A first password for who signed up with Google."""

    words: ClassVar = {"password1": ("Password", _NEW)}
    order: ClassVar = ["password1"]


class AskForReset(Worded, account.ResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    """Where to send the link."""

    words: ClassVar = _EMAIL


class ResetPassword(Worded, account.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth ships no types
    """A new password after a reset."""

    words: ClassVar = {"password1": ("New password", _NEW)}
    order: ClassVar = ["password1"]


class ConfirmPassword(Worded, account.ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The password again before something that matters."""

    words: ClassVar = {"password": ("Password", "")}


_CODE = {"code": ("Code", "Six digits from your authenticator app, or one of your recovery codes.")}


class SignInCode(Worded, second_step.AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The second step of signing in."""

    words: ClassVar = _CODE


class ConfirmCode(Worded, second_step.ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """A code again before something that matters."""

    words: ClassVar = _CODE


class FirstCode(Worded, ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """The first code of a new authenticator app."""

    words: ClassVar = {"code": ("Code", "The six digits that the app shows now.")}
