"""How Django knows this app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "vankien_web.reviews"
    label = "reviews"
