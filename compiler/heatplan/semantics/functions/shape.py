"""What Heat finds wrong with a function's argument before anything is resolved.

``shape_faults`` is what the constructors reject while a template is read
(StackValidationFailed with the text given here), ``validate_faults`` what
``validate()`` rejects.  Heat's source: hot/functions.py and cfn/functions.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from heatplan.ir.expr import Call, Expr, ListExpr, Lit, MapExpr, Substitute, items_of
from heatplan.ir.value import Map, Value
from heatplan.semantics.functions import cfn, lists, logic, repeat, replace, text, url, yaql_call
from heatplan.semantics.functions.base import FunctionError, Opaque, is_sequence
from heatplan.semantics.functions.table import error_of, row

_WHOLE = 50  # levels of an argument that Heat's texts may show

Check = Callable[[str, Value], object]
"""(the function as written, its argument with ``Opaque`` for what is not resolved); raises as Heat does."""


def _get_attr(name: str, args: Value) -> None:
    if not is_sequence(args):
        raise TypeError(f'Argument to "{name}" must be a list')
    if len(args) < 2:
        raise ValueError(f'Arguments to "{name}" must be of the form [resource_name, attribute, (path), ...]')


def _get_attr_or_all(name: str, args: Value) -> None:
    if not args:
        forms = "[resource_name] or [resource_name, attribute, (path), ...]"
        raise ValueError(f'Arguments to "{name}" can be of the next forms: {forms}')
    if isinstance(args, str) and len(args) == 1:
        return  # a name of one letter passes as a list of one letter
    if not is_sequence(args):
        raise TypeError(f'Argument to "{name}" must be a list')


def _resource_facade(name: str, args: Value) -> None:
    _one_of(name, args, ("metadata", "deletion_policy", "update_policy"))


def _cfn_resource_facade(name: str, args: Value) -> None:
    _one_of(name, args, ("Metadata", "DeletionPolicy", "UpdatePolicy"))


_OF_RESOURCES = frozenset({"GetResource", "ResourceRef", "GetAtt", "GetAttThenSelect", "GetAttAllAttributes"})


def _one_of(name: str, args: Value, allowed: tuple[str, ...]) -> None:
    read_later = isinstance(args, Opaque) and args.kind not in _OF_RESOURCES  # of a resource there is no value yet
    if not read_later and args not in allowed:
        raise ValueError(f'Incorrect arguments to "{name}" should be one of: {", ".join(allowed)}')


def _if(name: str, args: Value) -> None:
    if not is_sequence(args) or len(args) != 3:
        raise ValueError(f'Arguments to "{name}" must be of the form: [condition_name, value_if_true, value_if_false]')


def _if_nullable(name: str, args: Value) -> None:
    if not is_sequence(args) or not 2 <= len(args) <= 3:
        _if(name, ())


def _invalid(name: str, _args: Value) -> None:
    raise ValueError(f'The function "{name}" is invalid in this context')


def _removed(name: str, _args: Value) -> None:
    text = f"The function {name} is not supported in this version of HOT."
    raise FunctionError("InvalidTemplateVersion", f"The template version is invalid: {text}")


_CONSTRUCTORS: Mapping[str, Check] = MappingProxyType(
    {
        "And": logic.junction_parts,
        "Contains": lists.contains_parts,
        "Equals": logic.equals_parts,
        "Filter": lists.filter_parts,
        "FindInMap": cfn.find_in_map_parts,
        "Fn::GetAtt": cfn.get_att_parts,
        "Fn::Not": logic.cfn_not_parts,
        "Fn::Replace": replace.cfn_replace_parts,
        "Fn::ResourceFacade": _cfn_resource_facade,
        "GetAtt": _get_attr,
        "GetAttAllAttributes": _get_attr_or_all,
        "GetAttThenSelect": _get_attr,
        "If": _if,
        "IfNullable": _if_nullable,
        "Invalid": _invalid,
        "Join": text.join_parts,
        "JoinMultiple": text.join_multiple_parts,
        "MemberListToMap": cfn.member_list_parts,
        "Not": logic.not_parts,
        "Or": logic.junction_parts,
        "Ref": cfn.ref_parts,
        "Repeat": repeat.repeat_parts,
        "RepeatWithMap": repeat.repeat_parts,
        "RepeatWithNestedLoop": repeat.repeat_nested_parts,
        "Replace": replace.replace_parts,
        "ReplaceJson": replace.replace_parts,
        "ReplaceJsonStrict": replace.replace_parts,
        "ReplaceJsonVeryStrict": replace.replace_parts,
        "ResourceFacade": _resource_facade,
        "Select": cfn.select_parts,
        "Split": cfn.split_parts,
        "StrSplit": text.str_split_parts,
        "Yaql": yaql_call.yaql_parts,
    }
)

_VALIDATORS: Mapping[str, Check] = MappingProxyType(
    {
        "MakeURL": url.make_url_validate,
        "Removed": _removed,
        "Repeat": repeat.repeat_validate,
        "RepeatWithMap": repeat.repeat_validate,
        "RepeatWithNestedLoop": repeat.repeat_validate,
        "Yaql": yaql_call.yaql_validate,
    }
)

_ALL_PARTS = frozenset({"Contains", "Equals", "Filter", "FindInMap", "Join", "MemberListToMap", "Select", "Split"})
_BY_KEY = MappingProxyType(
    {
        "Repeat": frozenset({"for_each", "template"}),
        "RepeatWithMap": frozenset({"for_each", "template"}),
        "RepeatWithNestedLoop": frozenset({"for_each", "template"}),
        "Replace": frozenset({"params", "template"}),
        "ReplaceJson": frozenset({"params", "template"}),
        "ReplaceJsonStrict": frozenset({"params", "template"}),
        "ReplaceJsonVeryStrict": frozenset({"params", "template"}),
        "Yaql": frozenset({"expression", "data"}),
    }
)


def shape_faults(impl: str, name: str, args: Expr) -> tuple[FunctionError, ...]:
    """What Heat's constructor rejects: none or one fault.

    ``args`` is the argument before anything in it is evaluated: where Heat
    wants a list, a function that would give one is a fault.  For ``If`` and
    ``IfNullable`` it is the whole argument of the ``if``.
    """
    return _faults(row(_CONSTRUCTORS, impl, name), name, args)


def validate_faults(impl: str, name: str, args: Expr) -> tuple[FunctionError, ...]:
    """What Heat's ``validate()`` rejects in an argument whose shape is right: none or one fault.

    Functions inside the argument are not looked at; they have faults of their own.
    """
    return _faults(row(_VALIDATORS, impl, name), name, args, depth=_WHOLE)


def certain_failure(impl: str, name: str, args: Expr) -> FunctionError | None:
    """What Heat raises when it resolves the call, whatever its parts turn out to be; None where that depends.

    ``Fn::Split`` does not resolve its delimiter, so that a function there is
    never a text.
    """
    delimiter = (items_of(args) or (Lit(""),))[0] if impl == "Split" else Lit("")
    if isinstance(delimiter, Lit):
        return None
    return FunctionError("TypeError", f"Delimiter for {name} must be string")


def omitted_is_null(impl: str, name: str, part: Value) -> bool:
    """Whether a part of the argument that is left out (``if`` without an else) counts as null.

    ``part`` is its place in the argument: a list's index or a map's key.  Heat
    resolves the parts of some functions one by one, and what is left out is
    then null; where it resolves the argument as a whole, the part is gone.
    (heat/engine/function.py, ``resolve``.)
    """
    if row({"Fn::Replace": True}, impl, name) or impl in _ALL_PARTS:
        return True
    return part == 0 if impl == "JoinMultiple" else part in _BY_KEY.get(impl, ())


def _faults(check: Check | None, name: str, args: Expr, depth: int = 2) -> tuple[FunctionError, ...]:
    if check is None:
        return ()
    try:
        check(name, _seen(args, depth))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the fault
        return (error_of(error),)
    return ()


def _seen(expr: Expr, depth: int) -> Value:
    """The argument as Heat's constructor sees it; what is deeper than anything it looks at is left empty."""
    match expr:
        case Lit():
            return _as_read(expr.value)
        case ListExpr():
            return tuple(_seen(item, depth - 1) for item in expr.items) if depth else ()
        case MapExpr():
            return Map((key, _seen(item, depth - 1)) for key, item in expr.entries) if depth else Map()
        case Substitute():
            return _seen(expr.value, depth)
        case Call():
            shown = Map([(expr.name, _seen(expr.args, depth - 1))]) if depth > 2 else None
            return Opaque(_CLASSES.get(expr.impl, expr.impl), shown)
        case _:
            return Opaque("If")


_CLASSES = MappingProxyType({"Ref": "ParamRef", "LookUp": "FindInMap"})


def _as_read(value: Value) -> Value:
    """Heat reads every iterable that is no text as a list (heat/engine/template.py, ``parse``)."""
    return tuple(value) if isinstance(value, (bytes, frozenset)) else value
