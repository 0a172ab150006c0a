from datetime import UTC, datetime
from io import BytesIO

from amends_local.calls import short


def test_parameters_keep_what_an_arn_is_made_of():
    assert short({"logGroupName": "/a", "retentionInDays": 30, "kmsKeyId": None}) == {
        "logGroupName": "/a",
        "retentionInDays": 30,
    }


def test_long_text_is_cut_and_streams_and_secrets_are_left_out():
    assert len(short("x" * 1000)) == 301
    assert short({"Body": BytesIO(b"x"), "SecretString": "hush"}) == {
        "Body": "<bytes>",
        "SecretString": "HIDDEN_DUE_TO_SECURITY_REASONS",
    }
    assert short([datetime(2026, 1, 2, tzinfo=UTC)]) == ["2026-01-02T00:00:00+00:00"]
