"""What the parts of a plan are called."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from vankien.personnel import Body

BODIES: dict[Body, Any] = {
    "committee": _("the committee"),
    "standing": _("the standing committee"),
    "secretary": _("secretary"),
    "deputy": _("deputy secretary"),
    "inspection": _("the inspection committee"),
    "inspection_head": _("head of the inspection committee"),
    "inspection_deputy": _("deputy head of the inspection committee"),
    "delegation": _("the delegation to the congress above"),
}
SEXES = {"male": _("man"), "female": _("woman")}
TRACKS = {"first": _("for the first time"), "reelect": _("re-election")}
STEPS = {
    1: _("Step 1: the collective leadership agrees on needs and course"),
    2: _("Step 2: the collective leadership, enlarged, proposes"),
    3: _("Step 3: the collective leadership chooses from what was proposed"),
    4: _("Step 4: the key officials are asked by ballot"),
    5: _("Step 5: the collective leadership decides by ballot"),
}
COUNTS = {
    "summoned": _("Summoned"),
    "present": _("Present"),
    "issued": _("Ballots issued"),
    "collected": _("Ballots collected"),
    "valid": _("Valid ballots"),
}
ROUNDS = {
    "first": _("first ballot"),
    "further": _("further ballot, for the seats left"),
    "tie": _("second ballot among those tied"),
}
ASSEMBLIES = {
    "members": _("congress of all members"),
    "delegates": _("congress of delegates"),
    "committee": _("meeting of the committee"),
}
DOUBTS = {
    "birth": _("The day of birth is not clear."),
    "religion": _("Which is the ethnicity and which the religion is not clear."),
    "two_sexes": _("Both columns, man and woman, are filled."),
    "no_sex": _("Neither man nor woman is marked."),
    "date": _("This is no day that exists."),
    "votes": _("The number of votes is not clear."),
    "track": _("First time and again are both marked."),
    "no_name": _("The row has no name."),
    "number": _("This is no whole number."),
    "post": _("Which body the post belongs to is not clear."),
}
