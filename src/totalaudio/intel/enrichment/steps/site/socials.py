"""Tells profiles on social networks from the links that share a page there."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

_NETWORKS: Final = frozenset(
    [
        "facebook.com",
        "instagram.com",
        "x.com",
        "twitter.com",
        "tiktok.com",
        "youtube.com",
        "bsky.app",
    ]
) | {
    "threads.net",
    "threads.com",
    "mixcloud.com",
    "soundcloud.com",
    "mastodon.social",
    "linkedin.com",
}
_NO_PROFILE: Final = frozenset(
    [
        "share",
        "sharer",
        "sharer.php",
        "intent",
        "dialog",
        "watch",
        "hashtag",
        "search",
        "home",
        "login",
    ]
) | {"p", "reel", "status", "embed", "tr", "plugins", "sharearticle", "discover", "explore", "i"}
_MOST: Final = 10


def is_social(host: str) -> bool:
    """Whether a host belongs to a social network."""
    plain = host.removeprefix("www.").removeprefix("m.")
    return plain in _NETWORKS


def social_profiles(urls: Iterable[str]) -> tuple[str, ...]:
    """The profiles among some addresses, each once, without what follows a question mark."""
    found: dict[str, None] = {}
    for url in urls:
        if profile := _profile(url):
            found[profile] = None
    return tuple(found)[:_MOST]


def _profile(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""
    path = [part for part in parts.path.split("/") if part]
    if host not in _NETWORKS or not path or len(path) > 2 or path[0].lower() in _NO_PROFILE:
        return ""
    if host == "linkedin.com" and path[0] != "company":
        return ""
    return f"https://{host}/{'/'.join(path)}"
