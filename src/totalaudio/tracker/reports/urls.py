"""Routes of reports and their links."""

from django.urls import path

from . import public_views, share_views, views

app_name = "reports"
urlpatterns = [
    path("", views.chosen, name="chosen"),
    path("logo", views.logo, name="logo"),
    path("<uuid:campaign_id>/", views.show, name="show"),
    path("<uuid:campaign_id>/report.pdf", views.pdf, name="pdf"),
    path("<uuid:campaign_id>/share", share_views.share, name="share"),
    path("<uuid:campaign_id>/share/link", share_views.make_link, name="make-link"),
    path("<uuid:campaign_id>/share/clients", share_views.choose_readers, name="choose-readers"),
    path("<uuid:campaign_id>/share/names", share_views.name_contacts, name="name-contacts"),
    path("<uuid:campaign_id>/share/dress", share_views.dress, name="dress"),
    path("links/<uuid:link_id>/revoke", share_views.revoke_link, name="revoke-link"),
    path("public/<str:key>/", public_views.public, name="public"),
    path("public/<str:key>/report.pdf", public_views.pdf, name="public-pdf"),
    path("public/<str:key>/logo", public_views.logo, name="public-logo"),
]
