"""Context that every page needs from the design system: the colour theme that the person chose."""

from typing import Final

from django.http import HttpRequest

THEMES: Final = ("system", "light", "dark")
THEME_COOKIE: Final = "theme"


def theme(request: HttpRequest) -> dict[str, str]:
    """Give templates `theme`: system, light or dark; anything else in the cookie counts as system."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return {"theme": chosen if chosen in THEMES else "system"}
