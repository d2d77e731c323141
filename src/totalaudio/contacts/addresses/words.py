"""What the part before the @ says about who reads the mail."""

import re
from typing import Final

# Desks that want music: they are targets, not mere role addresses.
DESKS: Final = frozenset(
    """
    anr aandr demo demos demosubmission demosubmissions dropbox
    music musicdesk musicsubmission musicsubmissions musicteam newmusic newmusicteam newtracks newtunes
    playlist playlists playlisting press pressoffice promo promos promotion radioshow review reviews
    sendmusic session sessions show shows singles studio studios submission submissions submit submitmusic
    tracks tunes unsigned upload uploads yourmusic
    """.split()
)

ROLES: Final = frozenset(
    """
    abuse accounts admin administration administrator ads advertise advertising all billing booking bookings
    careers commercial contact contacts contactus customerservice donotreply dpo editor editorial email enquire
    enquiries enquiry events everyone feedback finance gdpr general hello help helpdesk hey hi hostmaster hr
    info information inquiries inquiry jobs legal mail mailbox management manager marketing media mgmt
    news newsdesk newsletter noreply office orders partnerships postmaster pr privacy producer producers
    production programmes programming reception root sales secretary security staff subscribe support team
    unsubscribe web webmaster welcome
    """.split()
)

_SEPARATORS: Final = re.compile(r"[._\-]+")


def is_desk(local: str) -> bool:
    """Say whether the mailbox is a desk that takes music, such as music@ or new.music@."""
    return _plain(local) in DESKS


def is_role(local: str) -> bool:
    """Say whether the mailbox belongs to a function, such as info@, and not to one person."""
    return _plain(local) in ROLES


def _plain(local: str) -> str:
    return _SEPARATORS.sub("", local.lower().split("+", 1)[0]).rstrip("0123456789")
