"""What people fill in about themselves."""

from django import forms


class SignUp(forms.Form):
    """Beside address and password: a name, so that colleagues know who it is."""

    name = forms.CharField(label="Your name", max_length=80)
