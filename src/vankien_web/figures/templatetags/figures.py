"""Tags of this room's pages: `{% figure_name figure %}`, what it is a figure of."""

from django import template

from vankien_web.figures import naming
from vankien_web.figures.models import Figure

register = template.Library()


@register.simple_tag(takes_context=True)
def figure_name(context: template.Context, figure: Figure) -> str:
    """By the pack of the season that the page is of."""
    return naming.name_of(figure, naming.indicators(context["season"].pack))
