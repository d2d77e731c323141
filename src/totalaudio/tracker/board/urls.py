"""Routes of the board, the table and the page of one target."""

from django.urls import path

from . import table_views, target_views, views
from .sheets import views as sheets

app_name = "board"
urlpatterns = [
    path("<uuid:campaign_id>/", views.board, name="board"),
    path("<uuid:campaign_id>/cards", views.more, name="more"),
    path("<uuid:campaign_id>/move", views.move_targets, name="move"),
    path("<uuid:campaign_id>/table", table_views.table, name="table"),
    path("<uuid:campaign_id>/plan", table_views.plan, name="plan-all"),
    path("<uuid:campaign_id>/remove", table_views.remove, name="remove"),
    path("<uuid:campaign_id>/export.csv", sheets.export, name="export"),
    path("<uuid:campaign_id>/import", sheets.new, name="import"),
    path("files/<uuid:file_id>/", sheets.show, name="file"),
    path("files/<uuid:file_id>/confirm", sheets.confirm, name="confirm-file"),
    path("files/<uuid:file_id>/refused.csv", sheets.refused, name="refused"),
    path("campaigns.csv", sheets.export_all, name="export-all"),
    path("targets/<uuid:target_id>/", target_views.target, name="target"),
    path("targets/<uuid:target_id>/stage", target_views.stage, name="stage"),
    path("targets/<uuid:target_id>/touch", target_views.touch, name="touch"),
    path("targets/<uuid:target_id>/reply", target_views.reply, name="reply"),
    path("targets/<uuid:target_id>/outcome", target_views.outcome, name="outcome"),
    path("targets/<uuid:target_id>/plan", target_views.plan, name="plan"),
    path("outcomes/<uuid:outcome_id>/remove", target_views.remove_outcome, name="remove-outcome"),
    path("follow-ups/<uuid:follow_up_id>", target_views.follow_up, name="follow-up"),
]
