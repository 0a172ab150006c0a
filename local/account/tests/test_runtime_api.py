"""The Runtime API as the client in the JVM uses it."""

import http.client
import json

import pytest
from amends_local.runtime_api import ROOT, Invocation, RuntimeApi, StartFailed


@pytest.fixture
def api():
    api = RuntimeApi()
    yield api
    api.close()


def ask(api, method, path, body=None):
    connection = http.client.HTTPConnection(api.address, timeout=5)
    connection.request(method, ROOT + path, body)
    response = connection.getresponse()
    return response, response.read()


def test_an_invocation_goes_out_and_its_answer_comes_back(api):
    invocation = Invocation("id-1", b'{"a": 1}', "arn:f", 123)
    api.send(invocation)
    response, body = ask(api, "GET", "/invocation/next")
    assert (response.getheader("Lambda-Runtime-Aws-Request-Id"), body) == ("id-1", b'{"a": 1}')
    assert response.getheader("Content-Type") == "application/json"
    assert api.ready.result(1)
    answer, _ = ask(api, "POST", "/invocation/id-1/response", b"done")
    assert (answer.status, answer.getheader("Content-Type")) == (202, "application/json")
    assert invocation.answer.result(1) == (b"done", False)


def test_an_error_of_the_function_is_an_error(api):
    invocation = Invocation("id-2", b"{}", "arn:f", 123)
    api.send(invocation)
    ask(api, "POST", "/invocation/id-2/error", b'{"errorType": "X"}')
    assert invocation.answer.result(1) == (b'{"errorType": "X"}', True)


def test_a_crash_while_running_fails_the_invocation_at_once(api):
    invocation = Invocation("id-3", b"{}", "arn:f", 123)
    api.send(invocation)
    api.process_ended(json.dumps({"errorType": "Runtime.ExitError"}).encode())
    assert invocation.answer.result(1) == (b'{"errorType": "Runtime.ExitError"}', True)


def test_a_function_that_cannot_start_says_why(api):
    ask(api, "POST", "/init/error", b'{"errorType": "NoClassDef"}')
    with pytest.raises(StartFailed, match="NoClassDef"):
        api.ready.result(1)


def test_a_late_or_unknown_answer_is_taken_and_forgotten(api):
    assert ask(api, "POST", "/invocation/nobody/response", b"x")[0].status == 202
