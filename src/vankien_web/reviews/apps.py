"""How Django knows this app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "vankien_web.reviews"
    label = "reviews"

    def ready(self) -> None:
        from vankien_web.drafts.actions.examination import AFTER_READING
        from vankien_web.drafts.gate import MORE
        from vankien_web.drafts.pages import ELSEWHERE, MORE_TABS, MORE_VERBS
        from vankien_web.reviews import asks
        from vankien_web.reviews.actions.following import follow
        from vankien_web.reviews.actions.regression import look_again
        from vankien_web.reviews.consulting import tabs as advice_tabs
        from vankien_web.reviews.offers import heard_at, schedule
        from vankien_web.reviews.open import unanswered
        from vankien_web.reviews.speaking import tabs

        for then in (follow, look_again):
            if then not in AFTER_READING:
                AFTER_READING.append(then)
        if unanswered not in MORE:
            MORE.append(unanswered)
        for given in (tabs, asks.tabs, advice_tabs):
            if given not in MORE_TABS:
                MORE_TABS.append(given)
        if schedule not in MORE_VERBS:
            MORE_VERBS.append(schedule)
        if heard_at not in ELSEWHERE:
            ELSEWHERE.append(heard_at)
