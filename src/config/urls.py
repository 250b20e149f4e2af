"""The root of all addresses: the pages of pingxuan, and what answers where there is none."""

from django.urls import include, path

urlpatterns = [path("", include("pingxuan.web.urls"))]
handler400 = "pingxuan.web.errors.bad_request"
handler403 = "pingxuan.web.errors.not_found"
handler404 = "pingxuan.web.errors.not_found"
handler500 = "pingxuan.web.errors.broken"
