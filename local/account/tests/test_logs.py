from amends_local.logs import name_of, select

GROUPS = [{"logGroupName": "/a", "logGroupClass": "STANDARD"}, {"logGroupName": "/a/b", "logGroupClass": "DELIVERY"}]


def test_a_group_by_name_or_arn():
    arn = "arn:aws:logs:us-east-1:000000000000:log-group:/a/b"
    assert [name_of(i) for i in ("/a/b", arn, arn + ":*")] == ["/a/b"] * 3
    assert select(GROUPS, {"logGroupIdentifiers": [arn]}) == [GROUPS[1]]


def test_groups_of_a_class():
    assert select(GROUPS, {"logGroupClass": "STANDARD"}) == [GROUPS[0]]
    assert select(GROUPS, {}) == GROUPS
