"""What people fill in about workspaces."""

from django import forms

from totalaudio.core.accounts.fields import NameField
from totalaudio.core.tenancy.roles import Role

INVITABLE = [(role.value, role.label) for role in (Role.MEMBER, Role.ADMIN, Role.CLIENT)]


class WorkspaceForm(forms.Form):
    """The name of a workspace."""

    name = NameField(
        label="Name of the workspace",
        help_text="Your agency, your label, or the artist name that you promote.",
        max_length=80,
    )


class InvitationForm(forms.Form):
    """Who is invited, and as what."""

    email = forms.EmailField(label="E-mail address", max_length=254)
    role = forms.ChoiceField(
        label="Role",
        choices=INVITABLE,
        help_text="Admins manage members. Members work with contacts. Clients only read campaigns that you choose.",
    )


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(choices=Role.choices)
