"""The store as Django knows it."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The partnership's tables."""

    name = "lcsp.store"
    label = "store"
