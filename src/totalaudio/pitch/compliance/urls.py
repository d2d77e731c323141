"""Routes of the compliance desk, and of the links in messages."""

from django.urls import path

from . import person_views, public_views, views

app_name = "compliance"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("addresses", views.addresses, name="addresses"),
    path("lift", views.lift, name="lift"),
    path("identity", views.who_writes, name="identity"),
    path("contacts/<uuid:contact_id>", views.contact_basis, name="basis"),
    path("person", person_views.person, name="person"),
    path("person/export", person_views.export, name="export"),
    path("person/erase", person_views.erase, name="erase"),
    path("unsubscribe/<str:key>", public_views.unsubscribe, name="unsubscribe"),
    path("notice/<str:key>", public_views.notice, name="notice"),
]
