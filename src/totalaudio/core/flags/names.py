"""The names that code may ask for, and the words in which an answer is given."""

from enum import StrEnum


class FlagName(StrEnum):
    """Every flag; a misspelt one is a type error, and in a template one at start."""

    METRICS_TRACKING = "metrics-tracking"
    ANALYTICS_DASHBOARD = "analytics-dashboard"
    PAYMENT_PROCESSING = "payment-processing"
    BATCH_ENRICHMENT = "batch-enrichment"
    EXPORT_FORMATS = "export-formats"
    AI_PITCH_SUGGESTIONS = "ai-pitch-suggestions"
    SOCIAL_MEDIA_POSTING = "social-media-posting"
    NEWSLETTER_AUTOMATION = "newsletter-automation"


class Scope(StrEnum):
    """For whom an override is made; the narrower beats the wider."""

    USER = "user"
    WORKSPACE = "workspace"
    ALL = "all"


class Reason(StrEnum):
    """Why a flag is on or off, in the order in which it is found out."""

    NOT_BUILT = "not-built"
    PREREQUISITE = "prerequisite"
    USER_OVERRIDE = "user-override"
    WORKSPACE_OVERRIDE = "workspace-override"
    ALL_OVERRIDE = "all-override"
    ENVIRONMENT = "environment"
    NOBODY = "nobody"
    ROLLOUT = "rollout"
    DECLARED = "declared"
