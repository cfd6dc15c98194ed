"""Exact decimals in the database: no float, nothing rounded."""

from decimal import Decimal

import pytest

from vankien_web.common.fields import ExactField, fits


@pytest.mark.parametrize("text", ["0", "0.000001", "45", "-1.94", "16.434", "3100000000000", "0.1"])
def test_what_goes_in_comes_out(text):
    field = ExactField()
    stored = field.get_prep_value(Decimal(text))
    assert isinstance(stored, int)
    assert str(field.from_db_value(stored)) == str(Decimal(text))


def test_a_float_never_enters():
    with pytest.raises(TypeError):
        ExactField().get_prep_value(0.1)


@pytest.mark.parametrize("text", ["0.0000001", "9300000000000", "NaN"])
def test_what_does_not_fit_is_refused_not_rounded(text):
    assert not fits(Decimal(text))
    with pytest.raises(ValueError, match="not held exactly"):
        ExactField().get_prep_value(Decimal(text))
