import pytest
from amends_local.apigateway import Bucket, Throttle, as_sent, limits_of, patches_of
from localstack.http import Request


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_a_burst_passes_and_then_as_many_as_come_back():
    clock = Clock()
    bucket = Bucket(rate=2, burst=3, clock=clock)
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    clock.now = 0.5
    assert [bucket.take() for _ in range(2)] == [True, False]


def test_rest_saves_up_no_more_than_a_burst():
    clock = Clock()
    bucket = Bucket(rate=2, burst=3, clock=clock)
    clock.now = 3600
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]


def test_each_method_has_a_bucket_of_its_own_and_new_limits_start_with_a_full_one():
    throttle = Throttle(Clock())
    post, get = ("api", "live", "/slack", "POST"), ("api", "live", "/slack", "GET")
    assert [throttle.passes(post, (1.0, 1)) for _ in range(2)] == [True, False]
    assert throttle.passes(get, (1.0, 1))
    assert throttle.passes(post, (2.0, 1))


def test_without_limits_everything_passes():
    throttle = Throttle(Clock())
    assert all(throttle.passes(("api",), limits_of({}, "/slack", "POST")) for _ in range(100))


def test_the_settings_of_a_template_become_limits_of_the_stage():
    settings = [
        {"ResourcePath": "/*", "HttpMethod": "*", "ThrottlingRateLimit": 20, "ThrottlingBurstLimit": 40},
        {"ResourcePath": "/a/b", "HttpMethod": "POST", "ThrottlingBurstLimit": 2},
    ]
    assert patches_of(settings) == [
        {"op": "replace", "path": "/*/*/throttling/rateLimit", "value": "20"},
        {"op": "replace", "path": "/*/*/throttling/burstLimit", "value": "40"},
        {"op": "replace", "path": "/~1a~1b/POST/throttling/burstLimit", "value": "2"},
    ]


def test_a_method_has_its_own_limits_or_those_of_all():
    stage = {
        "*/*": {"throttlingRateLimit": 20.0, "throttlingBurstLimit": 40},
        "~1a~1b/POST": {"throttlingRateLimit": 1.0, "throttlingBurstLimit": 2},
    }
    assert limits_of(stage, "/a/b", "POST") == (1.0, 2)
    assert limits_of(stage, "/a/b", "GET") == (20.0, 40)


@pytest.mark.parametrize("body", [b"payload=a%20b~%2A*", b"b=1&a=2&b=3&c", b"%c3", b"x", b""])
def test_a_form_arrives_byte_for_byte(body):
    request = Request(
        method="POST", path="/", body=body, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert as_sent(request) == body
