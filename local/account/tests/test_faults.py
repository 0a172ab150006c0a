import pytest
from amends_local.faults import Switch

PUT = {"service": "logs", "operation": "PutRetentionPolicy", "code": "OperationAbortedException"}


def hits(switch, count, caller="arn:aws:iam::000000000000:user/alice"):
    return [switch.take("logs", "PutRetentionPolicy", caller) is not None for _ in range(count)]


def test_fails_as_often_as_asked_and_says_how_often_it_did():
    switch = Switch()
    switch.add({**PUT, "times": 2})
    assert hits(switch, 3) == [True, True, False]
    assert switch.list()[0]["hits"] == 2


def test_other_calls_go_through():
    switch = Switch()
    switch.add(PUT)
    assert switch.take("logs", "CreateLogGroup", "") is None
    assert switch.take("s3", "PutRetentionPolicy", "") is None


def test_hits_only_the_caller_that_is_meant():
    switch = Switch()
    switch.add({**PUT, "caller_contains": "assumed-role/amends-"})
    assert hits(switch, 1) == [False]
    assert hits(switch, 1, "arn:aws:sts::000000000000:assumed-role/amends-log/x") == [True]


def test_lets_some_pass_first():
    switch = Switch()
    switch.add({**PUT, "skip": 1})
    assert hits(switch, 3) == [False, True, False]


def test_clear():
    switch = Switch()
    switch.add(PUT)
    switch.clear()
    assert hits(switch, 1) == [False]
    assert switch.list() == []


@pytest.mark.parametrize("spec", [{}, {"service": "logs"}, {**PUT, "tims": 2}, {"service": "a", "operation": "b"}])
def test_a_misspelt_fault_is_refused(spec):
    with pytest.raises(ValueError):
        Switch().add(spec)
