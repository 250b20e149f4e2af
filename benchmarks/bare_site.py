"""The bare peer's table, form and page."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.wsgi import get_wsgi_application
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import Context, Template
from django.urls import path


class Entry(models.Model):
    name = models.CharField(max_length=200)
    nature = models.CharField(max_length=50)
    head = models.CharField(max_length=100)
    phone = models.CharField(max_length=40)
    staff = models.CharField(max_length=20)
    founded = models.CharField(max_length=40)
    address = models.CharField(max_length=200)
    deeds = models.TextField()
    contact = models.CharField(max_length=100)
    made_by = models.CharField(max_length=40)

    class Meta:
        app_label = "bare_site"

    def __str__(self) -> str:
        return self.name


class EntryForm(forms.ModelForm):
    class Meta:
        model = Entry
        fields = ("name", "nature", "head", "phone", "staff", "founded", "address", "deeds", "contact")


PAGE = Template(
    "<form method=post>{% csrf_token_field %}{{ form.as_p }}</form>".replace(
        "{% csrf_token_field %}", '<input type="hidden" name="csrfmiddlewaretoken" value="{{ csrf_token }}">'
    )
)


@login_required
def entry(request: HttpRequest) -> HttpResponse:
    """Shows the form, or saves it in one transaction."""
    from django.middleware.csrf import get_token

    form = EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = form.save(commit=False)
            made.made_by = str(request.user.pk)
            made.save()
        return redirect("/entry")
    return HttpResponse(PAGE.render(Context({"form": form, "csrf_token": get_token(request)})))


def ping(_request: HttpRequest) -> HttpResponse:
    """Says that the server is up."""
    return HttpResponse("ok")


urlpatterns = [path("entry", entry), path("ping", ping)]
Application = get_wsgi_application()
