import json

from amends_local.needs import Need
from amends_local.removal import compare, plain, recorded, refused_deliveries, removals

ROLE = "arn:aws:iam::111122223333:role/amends-WorkerRole-1a2b3c4d"
QUEUE = "arn:aws:sqs:eu-central-1:111122223333:amends-WorkerInbox-1a2b3c4d"
TABLE = "arn:aws:dynamodb:eu-central-1:111122223333:table/amends-Ledger-1a2b3c4d"
INBOX = {"Sid": "Inbox", "Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:DeleteMessage"], "Resource": QUEUE}
READ = {
    "Sid": "Read",
    "Effect": "Allow",
    "Action": "dynamodb:GetItem",
    "Resource": TABLE,
    "Condition": {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["settings", "finding#*"]}},
}


def key(*keys: str) -> Need:
    return Need("dynamodb:GetItem", TABLE, {"dynamodb:LeadingKeys": list(keys)})


SEND, DELETE = Need("sqs:SendMessage", QUEUE), Need("sqs:DeleteMessage", QUEUE)
ALL = [SEND, DELETE, key("settings", "finding#a")]


def asked(needs, *statements, explained=None):
    return compare({ROLE: {"Statement": list(statements)}}, {ROLE: needs}, explained or {})


def test_every_action_resource_and_condition_value_is_taken_out_alone_and_denials_stay():
    never = {**INBOX, "Sid": "Never", "Effect": "Deny"}
    found = removals(ROLE, {"Statement": [INBOX, READ, never]})
    assert [(r.sid, plain(r.what)) for r in found] == [
        ("Inbox", "sqs:SendMessage"),
        ("Inbox", "sqs:DeleteMessage"),
        ("Inbox", "WorkerInbox"),
        ("Read", "dynamodb:GetItem"),
        ("Read", "Ledger"),
        ("Read", "settings"),
        ("Read", "finding#*"),
    ]
    assert all("Never" in r.without for r in found)
    assert json.loads(found[0].without)["Statement"][0]["Action"] == ["sqs:DeleteMessage"]
    assert len(json.loads(found[2].without)["Statement"]) == 2


def test_what_is_needed_is_missed():
    report = asked(ALL, INBOX, READ)
    assert (report.asked, len(report.missed), report.unused, report.missing, report.stale) == (7, 7, [], [], [])


def test_what_nobody_misses_is_named_with_its_function_and_statement():
    assert asked(ALL[1:], INBOX, READ).unused == ["Worker Inbox sqs:SendMessage"]
    assert asked([SEND, DELETE, key("settings")], INBOX, READ).unused == ["Worker Read finding#*"]


def test_a_grant_that_another_statement_covers_too_is_missed_by_nobody():
    everything = {**READ, "Sid": "All", "Condition": {}}
    assert "Worker Read dynamodb:GetItem" in asked(ALL, INBOX, READ, everything).unused


def test_an_explanation_counts_for_all_that_fit_its_pattern_and_is_stale_when_nothing_needs_it():
    for name in ("Worker Inbox sqs:SendMessage", "* Inbox sqs:Send*"):
        report = asked(ALL[1:], INBOX, READ, explained={name: "why"})
        assert (report.unused, list(report.explained), report.stale) == ([], ["Worker Inbox sqs:SendMessage"], [])
        assert asked(ALL, INBOX, READ, explained={name: "why"}).stale == [name]
        assert asked(ALL, INBOX, READ, explained={name: "at times: somebody speaks"}).stale == []


def test_what_is_needed_and_not_allowed_is_missing():
    [missing] = asked([*ALL, key("pause")], INBOX, READ).missing
    assert "dynamodb:GetItem" in missing and "pause" in missing


def test_each_need_counts_once_and_other_lines_not_at_all():
    need = {"action": "sqs:SendMessage", "arn": QUEUE, "context": {}, "allowed": True, "by": "Inbox"}
    line = json.dumps({"seq": 1, "role": ROLE, "needs": [need]})
    service = json.dumps({"seq": 2, "role": None, "needs": [need]})
    policy = json.dumps({"policy": "1a", "document": {}})
    found = recorded([f"{each}\n" for each in (line, line, service, policy)] + [line[:40]])
    assert found == {ROLE: [SEND]}


def test_a_delivery_that_was_refused_is_named():
    need = {"action": "sqs:SendMessage", "arn": QUEUE, "context": {}, "allowed": False, "by": "nothing allows it"}
    line = {"role": None, "caller": "sns.amazonaws.com", "needs": [need]}
    by_role = {**line, "role": ROLE}
    [named] = refused_deliveries(json.dumps(each) + "\n" for each in (line, by_role))
    assert named.startswith("sns.amazonaws.com: sqs:SendMessage on " + QUEUE)
