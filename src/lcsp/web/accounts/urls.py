"""The addresses of the administrator's pages, below /workspace/accounts/."""

from django.urls import URLPattern, path

from lcsp.web.accounts import views

urlpatterns: list[URLPattern] = [
    path("", views.list_accounts, name="accounts"),
    path("add/", views.add_account, name="account_add"),
    path("<int:account>/", views.account_of, name="account_of"),
    path("<int:account>/edit/", views.correct_account, name="account_edit"),
]
