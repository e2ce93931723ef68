"""Functions of conditions, over operands that are resolved already.

Heat's source: hot/functions.py, classes Equals, Not, And, Or; cfn/functions.py, class Not.
"""

from __future__ import annotations

from heatplan.ir.value import Value
from heatplan.semantics.functions.base import FunctionEnv, check_size, is_sequence, text_of


def equals_parts(name: str, args: Value) -> tuple[Value, Value]:
    """``Equals``'s constructor: two values."""
    if not isinstance(args, tuple) or len(args) != 2:
        raise ValueError(f'Arguments to "{name}" must be of the form: [value_1, value_2]')
    return args[0], args[1]


def equals(name: str, args: Value, env: FunctionEnv) -> Value:
    """``Equals``: Python's equality, so 1 equals true and 1.0, and 1 differs from '1'."""
    left, right = equals_parts(name, args)
    check_size(name, left, env)
    check_size(name, right, env)
    return bool(left == right)


def not_parts(name: str, args: Value) -> Value:
    """``Not``'s constructor: a condition."""
    if args is None:
        raise ValueError(f'Argument to "{name}" must be a condition')
    return args


def cfn_not_parts(name: str, args: Value) -> Value:
    """CFN's ``Not``: a list of one condition."""
    if not is_sequence(args) or len(args) != 1:
        raise ValueError(f'Arguments to "{name}" must be of the form: [condition]')
    return args[0]


def junction_parts(name: str, args: Value) -> Value:
    """``And``'s and ``Or``'s constructor: two or more conditions."""
    if not is_sequence(args):
        raise ValueError(f'Arguments to "{name}" must be a list of conditions')
    if len(args) < 2:
        raise ValueError(f'The minimum number of condition arguments to "{name}" is 2.')
    return args


def _condition(value: Value) -> bool:
    if value is None:  # no condition: nothing is forbidden (heat/engine/conditions.py)
        return True
    if not isinstance(value, bool):
        raise ValueError(f'Invalid condition "{text_of(value)}"')  # noqa: TRY004 - Heat's class
    return value


def not_(name: str, args: Value, _env: FunctionEnv) -> Value:
    """``Not`` of a boolean."""
    return not _condition(not_parts(name, args))


def cfn_not(name: str, args: Value, _env: FunctionEnv) -> Value:
    """``Fn::Not`` of a list of one boolean."""
    return not _condition(cfn_not_parts(name, args))


def and_(name: str, args: Value, _env: FunctionEnv) -> Value:
    """``And`` of booleans; operands after the first false one are not looked at."""
    return all(_condition(item) for item in junction_parts(name, args))


def or_(name: str, args: Value, _env: FunctionEnv) -> Value:
    """``Or`` of booleans; operands after the first true one are not looked at."""
    return any(_condition(item) for item in junction_parts(name, args))
