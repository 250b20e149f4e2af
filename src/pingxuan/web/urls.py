"""Every address of the site, stage by stage: each stage's file lists its own."""

from django.urls import URLPattern

from pingxuan.web import (
    account,
    amendment,
    amendment_form,
    beginning,
    body,
    campaign,
    chasing,
    check,
    consultation,
    dashboard,
    definition,
    definition_preview,
    filling,
    front,
    intake,
    invitation,
    ledger,
    nomination,
    nomination_form,
    nomination_list,
    notice_files,
    papers,
    plaque,
    post,
    public,
    publication,
    quota,
    register,
    register_import,
    selection,
    sign_in,
    summary,
    versions,
    visit,
)

STAGES = (
    front, sign_in, account, post, campaign, beginning, definition, notice_files, amendment, amendment_form,
    versions, definition_preview, dashboard, quota, body, chasing, register, register_import,
    nomination_list, nomination_form, nomination, intake, invitation, filling, summary, check, consultation,
    visit, selection, publication, plaque, papers, ledger, public,
)  # fmt: skip

urlpatterns: list[URLPattern] = [route for stage in STAGES for route in stage.routes]
