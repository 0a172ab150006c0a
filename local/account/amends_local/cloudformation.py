"""What LocalStack's CloudFormation engine leaves out: who it calls for, and a log group's retention, class and tags."""

from localstack.runtime import hooks

from amends_local.caller import VIA_HEADER


@hooks.on_infra_start()
def amends_cloudformation():
    from localstack.services.cloudformation.resource_provider import ConvertingInternalClientFactory
    from localstack.services.logs.resource_providers.aws_logs_loggroup import LogsLogGroupProvider

    register = ConvertingInternalClientFactory._get_client_post_hook

    def and_say_who(self, client):
        client = register(self, client)
        client.meta.events.register("before-call.*.*", _say_cloudformation)
        return client

    ConvertingInternalClientFactory._get_client_post_hook = and_say_who
    LogsLogGroupProvider.create = create_log_group
    LogsLogGroupProvider.update = update_log_group


def _say_cloudformation(params, **_):
    params["headers"][VIA_HEADER] = "cloudformation.amazonaws.com"


def create_log_group(self, request):
    from localstack.services.cloudformation import provider_utils
    from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent

    model = request.desired_state
    logs = request.aws_client_factory.logs
    name = model.get("LogGroupName") or provider_utils.generate_default_name(
        stack_name=request.stack_name, logical_resource_id=request.logical_resource_id
    )
    model["LogGroupName"] = name
    wanted = {
        "logGroupName": name,
        "tags": {
            **{t["Key"]: t["Value"] for t in model.get("Tags") or []},
            "aws:cloudformation:stack-name": request.stack_name,
            "aws:cloudformation:logical-id": request.logical_resource_id,
            "aws:cloudformation:stack-id": request.stack_id,
        },
    }
    for member, parameter in (("KmsKeyId", "kmsKeyId"), ("LogGroupClass", "logGroupClass")):
        if model.get(member):
            wanted[parameter] = model[member]
    logs.create_log_group(**wanted)
    _retention(logs, name, model.get("RetentionInDays"))
    model["Arn"] = f"arn:aws:logs:{request.region_name}:{request.account_id}:log-group:{name}:*"
    return ProgressEvent(OperationStatus.SUCCESS, resource_model=model, custom_context=request.custom_context)


def update_log_group(self, request):
    from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent

    before, model = request.previous_state, request.desired_state
    model["LogGroupName"], model["Arn"] = before["LogGroupName"], before["Arn"]
    logs = request.aws_client_factory.logs
    if before.get("RetentionInDays") and not model.get("RetentionInDays"):
        logs.delete_retention_policy(logGroupName=model["LogGroupName"])
    else:
        _retention(logs, model["LogGroupName"], model.get("RetentionInDays"))
    return ProgressEvent(OperationStatus.SUCCESS, resource_model=model, custom_context=request.custom_context)


def _retention(logs, name, days):
    if days:
        logs.put_retention_policy(logGroupName=name, retentionInDays=int(days))
