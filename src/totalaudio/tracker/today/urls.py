"""Routes of Today and its calendar."""

from django.urls import path

from . import feed_views, views

app_name = "today"
urlpatterns = [
    path("", views.page, name="page"),
    path("<uuid:follow_up_id>/done", views.done, name="done"),
    path("<uuid:follow_up_id>/skip", views.skip, name="skip"),
    path("<uuid:follow_up_id>/postpone", views.postpone, name="postpone"),
    path("<uuid:follow_up_id>/reopen", views.reopen, name="reopen"),
    path("calendar/", feed_views.feed, name="feed"),
    path("calendar/renew", feed_views.renew, name="renew"),
    path("calendar/revoke", feed_views.revoke, name="revoke"),
    path("calendar/<str:key>.ics", feed_views.calendar, name="calendar"),
]
