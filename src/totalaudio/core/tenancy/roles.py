"""The roles of a member in a workspace, and which of them work with its contacts."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What a member may do; a client only reads the campaigns that were chosen for them."""

    OWNER = "owner", "Owner"
    ADMIN = "admin", "Admin"
    MEMBER = "member", "Member"
    CLIENT = "client", "Client"


EVERYBODY = (Role.OWNER, Role.ADMIN, Role.MEMBER, Role.CLIENT)
WORKERS = (Role.OWNER, Role.ADMIN, Role.MEMBER)
MANAGERS = (Role.OWNER, Role.ADMIN)
