"""The addresses of findings and rules."""

from django.urls import path

from lcsp.web.findings import accepting, rules, views

urlpatterns = [
    path("rules/", rules.rules, name="rules"),
    path("rules/<str:code>/", rules.rule, name="rule"),
    path("plans/<plan:plan>/findings/", views.findings, name="findings"),
    path("plans/<plan:plan>/findings.csv", views.findings_csv, name="findings_csv"),
    path("plans/<plan:plan>/findings.xlsx", views.findings_xlsx, name="findings_xlsx"),
    path("plans/<plan:plan>/findings/<str:fingerprint>/", accepting.finding, name="finding"),
]
