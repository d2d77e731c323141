"""The names that events carry: of the apps, of what happens in them, and of what is counted."""

from enum import StrEnum
from uuid import UUID

# In the workspace's place where there is none: visitors of the public pages, and the installation itself.
INSTALLATION = UUID(int=0)


class AppName(StrEnum):
    """Where an event happened; `core` is what belongs to no product."""

    CORE = "core"
    INTEL = "audio-intel"
    TRACKER = "tracker"
    PITCH = "pitch-generator"


class EventCategory(StrEnum):
    """What kind of thing happened."""

    ACQUISITION = "acquisition"
    SESSION = "session"
    ENRICHMENT = "enrichment"
    FEATURE = "feature"
    PAYMENT = "payment"
    EXPERIMENT = "experiment"
    ERROR = "error"


class EventName(StrEnum):
    """What the platform records of itself; the dashboards ask for these."""

    PAGE_VIEW = "page-view"
    SIGN_UP = "sign-up"
    SIGN_IN = "sign-in"
    DEMO_CALL_BOOKED = "demo-call-booked"
    ENRICHMENT_SUCCESS = "enrichment-success"
    ENRICHMENT_FAILED = "enrichment-failed"
    FEATURE_USED = "feature-used"
    PAYMENT_COMPLETED = "payment-completed"
    PAYMENT_FAILED = "payment-failed"
    FLAG_EXPOSURE = "flag-exposure"
    PITCH_SENT = "pitch-sent"
    REPLY_RECEIVED = "reply-received"
    REQUEST_FAILED = "request-failed"


class EventStatus(StrEnum):
    """How it ended."""

    SUCCESS = "success"
    ERROR = "error"
    PENDING = "pending"


class Feature(StrEnum):
    """What `feature-used` names in its property `feature`."""

    IMPORT = "import"
    ENRICHMENT = "enrichment"
    SEARCH = "search"
    EXPORT = "export"
    INVITATION = "invitation"
    LIST = "list"
    CAMPAIGN = "campaign"
    OUTCOME = "outcome"
    REPORT = "report"
    PITCH = "pitch"
    MAILBOX = "mailbox"
    SEND = "send"


class Counter(StrEnum):
    """The columns of usage_counters."""

    ENRICHMENTS = "enrichments_count"
    SEARCHES = "searches_count"
    EXPORTS = "exports_count"
    PITCHES = "pitches_generated"
    EMAILS = "emails_sent"
    CAMPAIGNS = "campaigns_created"
    CONTACTS = "contacts_added"
    SESSIONS = "sessions_count"
    SESSION_DURATION = "total_session_duration_ms"
