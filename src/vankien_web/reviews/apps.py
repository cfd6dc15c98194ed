"""How Django knows this app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "vankien_web.reviews"
    label = "reviews"

    def ready(self) -> None:
        from vankien_web.drafts.actions.examination import AFTER_READING
        from vankien_web.reviews.actions.following import follow

        if follow not in AFTER_READING:
            AFTER_READING.append(follow)
