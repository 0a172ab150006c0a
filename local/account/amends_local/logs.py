"""What LocalStack's CloudWatch Logs leaves out: a log group's class, and DescribeLogGroups by identifier or class."""

from localstack.runtime import hooks

_classes: dict[tuple[str, str, str], str] = {}


@hooks.on_infra_start()
def amends_logs():
    from localstack.services.logs.provider import LogsProvider
    from localstack.utils.patch import patch

    @patch(LogsProvider.create_log_group)
    def create(original, self, context, log_group_name, *args, log_group_class=None, **kwargs):
        result = original(self, context, log_group_name, *args, log_group_class=log_group_class, **kwargs)
        _classes[context.account_id, context.region, log_group_name] = log_group_class or "STANDARD"
        return result

    @patch(LogsProvider.describe_log_groups)
    def describe(original, self, context, request):
        answer = original(self, context, request)
        for group in answer["logGroups"]:
            key = (context.account_id, context.region, group["logGroupName"])
            group["logGroupClass"] = _classes.get(key, "STANDARD")
        answer["logGroups"] = select(answer["logGroups"], request)
        return answer


def select(groups: list[dict], request: dict) -> list[dict]:
    """Those that a DescribeLogGroups request asks for, by name, ARN or class."""
    wanted = {name_of(i) for i in request.get("logGroupIdentifiers") or ()}
    kind = request.get("logGroupClass")
    return [
        g for g in groups if (not wanted or g["logGroupName"] in wanted) and (not kind or g["logGroupClass"] == kind)
    ]


def name_of(identifier: str) -> str:
    """The name of a log group given by name or ARN, with or without the trailing `:*`."""
    return identifier.split(":log-group:")[-1].removesuffix(":*")
