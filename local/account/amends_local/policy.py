"""IAM's answer to a request, from the policies that count: an explicit deny first, then what allows it.

Judged: identity-based policies (inline and customer managed), a permissions boundary, the resource's own policy. Not
judged, because this account has none: service control and resource control policies, session policies, VPC endpoint
policies. What a statement says that this module does not know (an operator, a condition key, NotPrincipal, a policy
variable) is never read in the caller's favour: such an Allow allows nothing, and such a Deny denies.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from amends_local.needs import KEYS, Need

IDENTITY, BOUNDARY, RESOURCE = "an identity-based policy", "a permissions boundary", "a resource-based policy"


class Unclear(Exception):
    """A statement that cannot be judged; the message says why."""


@dataclass(frozen=True)
class Caller:
    """Who asks: a role's session, or a service."""

    arn: str
    """The session's, as denials name it; a service's host name."""
    role: str = ""
    account: str = ""

    @property
    def service(self) -> bool:
        return not self.role


@dataclass(frozen=True)
class Policies:
    identity: tuple[str, ...] = ()
    boundary: str | None = None
    resource: str | None = None


@dataclass(frozen=True)
class Answer:
    allowed: bool
    by: str
    """The statement, or why there is none."""
    kind: str = ""
    """The kind of policy that denied explicitly; empty when nothing allowed."""


def judge(caller: Caller, need: Need, policies: Policies) -> Answer:
    resource = [s for s in statements(policies.resource) if _about(s, caller)]
    identity = [s for document in policies.identity for s in statements(document)]
    layers = [(IDENTITY, identity), (RESOURCE, resource)]
    if policies.boundary is not None:
        layers.append((BOUNDARY, statements(policies.boundary)))
    unclear = ""
    for kind, those in layers:
        for statement in those:
            if statement.get("Effect") != "Allow":
                try:
                    if not _applies(statement, need):
                        continue
                    why = name(statement)
                except Unclear as e:
                    why = f"{name(statement)}, which cannot be judged: {e}"
                return Answer(False, why, kind)
    if policies.boundary is not None and not _allowing(statements(policies.boundary), need)[0]:
        return Answer(False, "nothing in the permissions boundary allows it")
    # An account named as principal only hands the question to its identity-based policies.
    direct = [s for s in resource if _principal(s, caller) == "direct"]
    for kind, those in ((IDENTITY, identity), (RESOURCE, direct)):
        found, why = _allowing(those, need)
        if found:
            return Answer(True, f"{name(found)} of {kind}")
        unclear = unclear or why
    return Answer(False, unclear or "nothing allows it")


def _allowing(those, need: Need) -> tuple[dict | None, str]:
    unclear = ""
    for statement in those:
        if statement.get("Effect") == "Allow":
            try:
                if _applies(statement, need):
                    return statement, ""
            except Unclear as e:
                unclear = f"{name(statement)} cannot be judged: {e}"
    return None, unclear


def name(statement: dict) -> str:
    return statement.get("Sid") or f"Statement[{statement['#']}]"


@lru_cache(maxsize=1000)
def statements(document: str | None) -> tuple[dict, ...]:
    found = as_list(json.loads(document).get("Statement")) if document else []
    return tuple({**statement, "#": number} for number, statement in enumerate(found))


def as_list(value) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def text(value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


# ------------------------------------------------------------------------------------------------- principal


def _about(statement: dict, caller: Caller) -> bool:
    """Whether a resource's policy speaks of the caller."""
    return bool(_principal(statement, caller))


def _principal(statement: dict, caller: Caller) -> str:
    """`direct`, `account`, or nothing."""
    if "NotPrincipal" in statement:
        return "" if statement.get("Effect") == "Allow" else "direct"  # not judged: so it denies, and allows nobody
    principal = statement.get("Principal")
    if principal == "*":
        return "direct"
    if not isinstance(principal, dict):
        return ""
    if caller.service:
        denied = statement.get("Effect") != "Allow" and "*" in as_list(principal.get("AWS"))
        return "direct" if denied or caller.arn in as_list(principal.get("Service")) else ""
    found = ""
    for named in as_list(principal.get("AWS")):
        if named in ("*", caller.arn, caller.role):
            return "direct"
        if named == caller.account or re.fullmatch(rf"arn:[\w-]+:iam::{caller.account}:root", named):
            found = "account"
    return found


# -------------------------------------------------------------------------------- action, resource, condition


def _applies(statement: dict, need: Need) -> bool:
    if not _named(statement, "Action", need.action, ignore_case=True):
        return False
    if not _named(statement, "Resource", need.arn):
        return False
    return all(
        holds(operator, key, [text(v) for v in as_list(wanted)], need.context)
        for operator, keys in (statement.get("Condition") or {}).items()
        for key, wanted in keys.items()
    )


def _named(statement: dict, element: str, value: str, ignore_case: bool = False) -> bool:
    if "Not" + element in statement:
        return not any(_like(p, value, ignore_case) for p in as_list(statement["Not" + element]))
    return any(_like(p, value, ignore_case) for p in as_list(statement.get(element)))


def holds(operator: str, key: str, wanted: list[str], context: dict[str, list[str]]) -> bool:
    """One key of one condition operator."""
    if key.lower() not in _KNOWN and not key.lower().startswith("aws:resourcetag/"):
        raise Unclear(f"condition key {key}")
    actual = next((values for known, values in context.items() if known.lower() == key.lower()), None)
    match = re.fullmatch(r"(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?", operator)
    if not match:
        raise Unclear(f"operator {operator}")
    many, plain, if_exists = match.groups()
    if plain == "Null":
        return all((actual is None) == (value == "true") for value in wanted)
    test = _operator(plain)
    negated = "Not" in plain
    if not actual:
        return bool(if_exists) or many == "ForAllValues" or (negated and many is None)

    def one(value: str) -> bool:
        return any(test(pattern, value) for pattern in wanted) != negated

    if many is None and len(actual) > 1:
        raise Unclear(f"{key} has several values and {operator} takes one")
    return any(map(one, actual)) if many == "ForAnyValue" else all(map(one, actual))


_KNOWN = {key.lower() for key in KEYS}


def _operator(name: str):
    match name.replace("Not", ""):
        case "StringEquals":
            return lambda wanted, actual: _plain(wanted) == actual
        case "StringEqualsIgnoreCase":
            return lambda wanted, actual: _plain(wanted).lower() == actual.lower()
        case "StringLike":
            return _like
        case "ArnEquals" | "ArnLike":
            return _arn_like
        case "Bool":
            return lambda wanted, actual: wanted.lower() == actual.lower()
    raise Unclear(f"operator {name}")


def _plain(value: str) -> str:
    if "${" in value:
        raise Unclear(f"policy variable in {value}")
    return value


def _like(pattern: str, value: str, ignore_case: bool = False) -> bool:
    return bool(_glob(_plain(pattern), ignore_case).fullmatch(value))


def _arn_like(pattern: str, value: str) -> bool:
    """Each of the six parts for itself."""
    wanted, actual = pattern.split(":", 5), value.split(":", 5)
    return len(wanted) == len(actual) and all(map(_like, wanted, actual))


@cache
def _glob(pattern: str, ignore_case: bool):
    letters = (".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
    return re.compile("".join(letters), re.DOTALL | (re.IGNORECASE if ignore_case else 0))
