"""A stack's id as the CloudFormation style has it: an ARN (heat/common/identifier.py)."""

from __future__ import annotations

from urllib.parse import quote


def arn(project: str, name: str, stack_id: str) -> str:
    """``arn:openstack:heat::PROJECT:stacks/NAME/ID``; before a stack is stored its id is the text None."""
    return f"arn:openstack:heat::{quote(project, '')}:stacks/{quote(name, '')}/{quote(stack_id, '')}"
