"""What is shown of a congress's stage: `{% load stages %}`."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vankien_web.common.templatetags.frame import state
from vankien_web.congresses.models import Congress, Stage

register = template.Library()


@register.simple_tag
def stage_badge(congress: Congress) -> SafeString:
    """The stage in words, in the tone of how far it is."""
    if congress.dropped:
        return state("stop", _("not held: the unit has ended"))
    tone = "done" if congress.held else "wait" if congress.stage == Stage.PREPARING else "now"
    return state(tone, str(Stage(congress.stage).label))
