"""Who makes a call: the answer to "whose credentials, and through which service"."""

from dataclasses import dataclass

from amends_local import config

VIA_HEADER = "x-amends-via"
"""Set on calls that LocalStack's CloudFormation engine makes (see cloudformation.py)."""


@dataclass(frozen=True)
class Caller:
    type: str  # IAMUser | AssumedRole
    arn: str
    account: str
    principal_id: str
    access_key: str
    role_name: str = ""
    role_arn: str = ""
    role_id: str = ""
    user_name: str = ""
    via: str = ""  # the service that calls on someone's behalf, e.g. cloudformation.amazonaws.com


def of(context) -> Caller | None:
    """The caller of a LocalStack request; None for LocalStack's own plumbing, which no AWS account would show."""
    from localstack.utils.aws.request_context import extract_access_key_id_from_auth_header

    key = extract_access_key_id_from_auth_header(context.request.headers) or ""
    via = context.request.headers.get(VIA_HEADER, "")
    session = _session(key, context.account_id)
    if session:
        role_name = role_name_of(session.arn)
        role_arn, role_id = _role(role_name, context.account_id)
        if context.is_internal_call and not via:
            via = "lambda.amazonaws.com"  # the only service that works with a role's credentials here
        return Caller(
            "AssumedRole", session.arn, context.account_id, session.user_id, key, role_name, role_arn, role_id, via=via
        )
    if context.is_internal_call and not via:
        return None
    user_name, user_id, user_arn = _user(key, context.account_id)
    return Caller("IAMUser", user_arn, context.account_id, user_id, key, user_name=user_name, via=via)


def role_name_of(assumed_role_arn: str) -> str:
    """`arn:aws:sts::1:assumed-role/Role/session` → `Role`."""
    return assumed_role_arn.split("/")[1]


def _session(key: str, account: str):
    from localstack.services.sts.models import sts_stores

    return sts_stores[account]["us-east-1"].credentials.get(key) if key else None


def _role(name: str, account: str) -> tuple[str, str]:
    from localstack.services.iam.models import iam_stores

    entity = iam_stores[account]["us-east-1"].ROLES.get(name)
    if entity:
        return entity.role["Arn"], entity.role["RoleId"]
    return f"arn:aws:iam::{account}:role/{name}", "AROA0000000000EXAMPLE"


def _user(key: str, account: str) -> tuple[str, str, str]:
    from localstack.services.iam.models import iam_stores

    store = iam_stores[account]["us-east-1"]
    entity = store.USERS.get(store.ACCESS_KEY_INDEX.get(key, ""))
    if entity:
        return entity.user["UserName"], entity.user["UserId"], entity.user["Arn"]
    name = config.USER_NAME
    return name, "AIDA0000000000EXAMPLE", f"arn:aws:iam::{account}:user/{name}"
