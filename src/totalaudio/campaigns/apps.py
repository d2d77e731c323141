"""The Django app of campaigns."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Campaigns, targets, stages, touches, replies, outcomes, follow-ups and the timeline."""

    name = "totalaudio.campaigns"
    label = "campaigns"
