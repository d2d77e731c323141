"""Routes of writing and reviewing."""

from django.urls import path

from . import batch_views, pitch_views, review_views, send_views, template_views, voice

app_name = "drafts"
urlpatterns = [
    path("templates/", template_views.index, name="templates"),
    path("templates/new", template_views.new, name="new"),
    path("templates/preview", template_views.preview, name="preview"),
    path("templates/<uuid:template_id>/", template_views.edit, name="template"),
    path("templates/<uuid:template_id>/delete", template_views.delete, name="delete"),
    path("voice/", voice.page, name="voice"),
    path("campaigns/<uuid:campaign_id>/write/", batch_views.write, name="write"),
    path("campaigns/<uuid:campaign_id>/review/", review_views.review, name="review"),
    path("campaigns/<uuid:campaign_id>/approve", review_views.approve_clean, name="approve"),
    path("campaigns/<uuid:campaign_id>/send/", send_views.send, name="send"),
    path("batches/<uuid:batch_id>/", batch_views.show, name="batch"),
    path("batches/<uuid:batch_id>/progress", batch_views.progress, name="progress"),
    path("batches/<uuid:batch_id>/cancel", batch_views.cancel, name="cancel"),
    path("texts/<uuid:pitch_id>/", review_views.decide, name="decide"),
    path("texts/<uuid:pitch_id>/undo", review_views.undo, name="undo"),
    path("texts/<uuid:pitch_id>/check", review_views.check, name="check"),
    path("targets/<uuid:target_id>/", pitch_views.show, name="pitch"),
    path("targets/<uuid:target_id>/again", pitch_views.again, name="again"),
]
