"""The address of the audit log, /workspace/audit/."""

from django.urls import URLPattern, path

from lcsp.web.audit_log.views import audit_log

urlpatterns: list[URLPattern] = [path("", audit_log, name="audit")]
