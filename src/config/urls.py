"""The root of all addresses: the pages of pingxuan."""

from django.urls import include, path

urlpatterns = [path("", include("pingxuan.web.urls"))]
