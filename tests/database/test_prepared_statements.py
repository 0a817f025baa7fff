"""A statement is prepared where it is first run, and again after the connection was lost."""

import pytest
from django.db import connection, transaction
from django.db.utils import DataError

from heating_ops.prepared import Prepared

SUM = Prepared("SELECT $1 + $2", "int", "int")


@pytest.mark.django_db(transaction=True)
def test_it_runs_again_on_a_new_connection() -> None:
    assert SUM.row(1, 2) == (3,)
    connection.close()
    assert SUM.row(2, 3) == (5,)


@pytest.mark.django_db(transaction=True)
def test_it_stays_prepared_when_the_transaction_that_prepared_it_is_rolled_back() -> None:
    half = Prepared("SELECT $1 / 2", "int")
    with transaction.atomic():
        assert half.row(8) == (4,)
        transaction.set_rollback(True)
    assert half.row(10) == (5,)


@pytest.mark.django_db
def test_no_row_is_none_and_values_are_values() -> None:
    none = Prepared("SELECT 1 WHERE $1 = 'x'", "text")
    assert none.row("'; DROP TABLE journal_event; --") is None
    assert none.row("x") == (1,)
    assert Prepared("SELECT 7").rows() == [(7,)]


@pytest.mark.django_db
def test_a_value_of_the_wrong_kind_is_an_error() -> None:
    with pytest.raises(DataError), transaction.atomic():
        SUM.row("one", 2)
