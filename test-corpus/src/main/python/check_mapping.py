"""Compares the codes of a mapping file, and of a table of units, with pydicom's dictionary of codes, and the file with its schema.

Usage: check_mapping.py standard.json mapping.schema.json units.tsv
Prints a line for each code that the dictionary does not know with this meaning, each place that breaks the schema, and how many codes
were looked at.
"""

import json
import re
import sys

from pydicom.sr._concepts_dict import concepts


def codes_of(value):
    if isinstance(value, dict):
        if set(value) >= {"value", "scheme", "meaning"}:
            yield value["scheme"], value["value"], value["meaning"]
        else:
            for member in value.values():
                yield from codes_of(member)
    elif isinstance(value, list):
        for element in value:
            yield from codes_of(element)


def is_known(scheme, value, meaning):
    return any(value in by_value and by_value[value][0] == meaning for by_value in concepts.get(scheme, {}).values())


def broken(value, rule, root, path):
    """The few keywords of JSON Schema that the schema uses; an unknown keyword is an error."""
    known = {
        "$schema", "$id", "$defs", "title", "description", "$ref", "type", "const", "enum", "required", "properties",
        "additionalProperties", "propertyNames", "items", "minLength", "maxLength", "pattern",
    }
    if set(rule) - known:
        yield f"{path}: the schema has unknown keywords {sorted(set(rule) - known)}"
    if "$ref" in rule:
        target = root
        for step in rule["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        yield from broken(value, target, root, path)
    if "type" in rule and not isinstance(value, {"object": dict, "array": list, "string": str}[rule["type"]]):
        yield f"{path}: no {rule['type']}"
        return
    if "const" in rule and value != rule["const"]:
        yield f"{path}: not {rule['const']}"
    if "enum" in rule and value not in rule["enum"]:
        yield f"{path}: not of {rule['enum']}"
    if isinstance(value, str):
        if len(value) < rule.get("minLength", 0) or len(value) > rule.get("maxLength", len(value)):
            yield f"{path}: length {len(value)}"
        if "pattern" in rule and not re.search(rule["pattern"], value):
            yield f"{path}: does not match {rule['pattern']}"
    if isinstance(value, list) and "items" in rule:
        for index, element in enumerate(value):
            yield from broken(element, rule["items"], root, f"{path}/{index}")
    if isinstance(value, dict):
        for name in rule.get("required", []):
            if name not in value:
                yield f"{path}: no {name}"
        for name, member in value.items():
            if "propertyNames" in rule:
                yield from broken(name, rule["propertyNames"], root, f"{path} name")
            if name in rule.get("properties", {}):
                yield from broken(member, rule["properties"][name], root, f"{path}/{name}")
            elif rule.get("additionalProperties") is False:
                yield f"{path}/{name}: not allowed"
            elif isinstance(rule.get("additionalProperties"), dict):
                yield from broken(member, rule["additionalProperties"], root, f"{path}/{name}")


def main(mapping_file, schema_file, units_file):
    with open(mapping_file, encoding="utf-8") as file:
        mapping = json.load(file)
    with open(schema_file, encoding="utf-8") as file:
        schema = json.load(file)
    with open(units_file, encoding="utf-8") as file:
        units = [tuple(line.rstrip("\n").split("\t")) for line in file]
    for problem in broken(mapping, schema, schema, ""):
        print(problem)
    codes = list(codes_of(mapping)) + units
    for scheme, value, meaning in codes:
        if not is_known(scheme, value, meaning):
            print("unknown", scheme, value, meaning)
    print("done", len(codes))


main(*sys.argv[1:])
