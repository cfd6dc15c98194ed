"""How Django knows this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "vankien_web.accounts"
    label = "accounts"
