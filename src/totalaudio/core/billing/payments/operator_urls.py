"""Routes of the operators' page of revenue."""

from django.urls import path

from . import operator_views

app_name = "operator-revenue"
urlpatterns = [
    path("", operator_views.revenue, name="page"),
    path("again", operator_views.again, name="again"),
]
