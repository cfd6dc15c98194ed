"""The rule on the length of passwords, in words that the catalogue knows."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class Length(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("The password is too short; it has at least %(count)d characters.") % {
            "count": self.min_length
        }

    def get_help_text(self) -> str:
        return _("At least %(count)d characters; a short sentence is good.") % {"count": self.min_length}
