"""What LocalStack's CloudFormation engine leaves out: who it calls for, a change set's template, and a log group's
retention, class and tags."""

import json

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
    _templates_of_change_sets()
    LogsLogGroupProvider.create = create_log_group
    LogsLogGroupProvider.update = update_log_group


def _templates_of_change_sets():
    """GetTemplate of a change set answers with the stack's template, which a stack under review has not."""
    from localstack.aws.api import handler
    from localstack.services.cloudformation.models import get_cloudformation_store
    from localstack.services.cloudformation.v2.provider import CloudformationProviderV2, find_change_set_v2

    of_stack = CloudformationProviderV2.get_template

    def get_template(self, context, stack_name=None, change_set_name=None, template_stage=None, **kwargs):
        if change_set_name:
            store = get_cloudformation_store(context.account_id, context.region)
            found = find_change_set_v2(store, change_set_name, stack_name=stack_name)
            if found:
                return _template(found, template_stage)
        return of_stack(self, context, stack_name, change_set_name, template_stage, **kwargs)

    CloudformationProviderV2.get_template = handler("GetTemplate")(get_template)


def _template(change_set, stage):
    processed = change_set.processed_template
    transformed = stage == "Processed" and processed is not None
    return {
        "TemplateBody": json.dumps(processed) if transformed else change_set.template_body,
        "StagesAvailable": ["Original"] if processed is None else ["Original", "Processed"],
    }


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
