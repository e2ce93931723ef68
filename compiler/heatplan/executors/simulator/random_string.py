"""OS::Heat::RandomString: a string of the length and the kinds of characters that its properties ask for.

heat/engine/resources/openstack/heat/random_string.py, heat/common/password_gen.py;
here the same key always gives the same string.
"""

from __future__ import annotations

import string

from heatplan.executors.simulator import chance
from heatplan.ir.value import Map

CLASSES = {
    "lettersdigits": string.ascii_letters + string.digits,
    "letters": string.ascii_letters,
    "lowercase": string.ascii_lowercase,
    "uppercase": string.ascii_uppercase,
    "digits": string.digits,
    "hexdigits": string.digits + "ABCDEF",
    "octdigits": string.octdigits,
}


def random_string(key: str, properties: Map) -> str:
    """At least the asked-for number of characters of each class and sequence, filled up from all of them."""
    wanted = [
        (str(one.get("sequence")), int(one.get("min") or 1)) for one in properties.get("character_sequences") or ()
    ]
    default = properties.get("sequence") or "lettersdigits"
    classes = properties.get("character_classes")
    if classes is None:
        classes = (Map({"class": default, "min": 1}),)
    wanted += [(CLASSES[one.get("class") or "lettersdigits"], int(one.get("min") or 1)) for one in classes]
    length = int(properties.get("length") or 32)
    drawn = "".join(chance.pick(f"{key} {place}", chars, least) for place, (chars, least) in enumerate(wanted) if chars)
    every = "".join(sorted({char for chars, _ in wanted for char in chars})) or CLASSES["lettersdigits"]
    drawn += chance.pick(f"{key} rest", every, max(0, length - len(drawn)))
    return chance.shuffle(key, drawn)[:length]
