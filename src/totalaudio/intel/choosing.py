"""Which contacts a person ticked."""

from uuid import UUID

from django.http import HttpRequest


def chosen_ids(request: HttpRequest) -> list[UUID]:
    """The contacts that were ticked (`contact`, repeated); what is no id is passed over."""
    ids = []
    for text in request.POST.getlist("contact"):
        try:
            ids.append(UUID(text))
        except ValueError:
            continue
    return ids
