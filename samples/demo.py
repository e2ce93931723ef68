"""What `make demo` shows: one sample compiled, shown, drawn, made and destroyed, as a user would do it.

python samples/demo.py samples/resource_group out/demo
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path


def heatplan(*args: str, expect: int = 0) -> None:
    """Show a command, run it, and stop the demo if it ends with anything else than expected."""
    print(f"\n$ heatplan {shlex.join(args)}", flush=True)
    code = subprocess.run([sys.executable, "-m", "heatplan", *args], check=False).returncode
    if code != expect:
        raise SystemExit(f"it ended with {code}, and {expect} was expected")


def main(sample: Path, out: Path) -> None:
    """Run the demo on a sample, with results in the folder ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    template, environment = str(sample / "template.yaml"), str(sample / "env.yaml")
    plan, state = str(out / "plan.json"), str(out / "state.json")
    Path(state).unlink(missing_ok=True)

    print("== Five servers, each with a volume: is the template right, and what is its plan?")
    heatplan("check", "-t", template, "-e", environment)
    heatplan("compile", "-t", template, "-e", environment, "--stack-name", "five", "-o", plan)
    heatplan("show", plan)

    print("\n== The plan as a picture")
    for name in ("graph.svg", "graph.png", "graph.mmd"):
        heatplan("graph", plan, "-o", str(out / name))
    heatplan("graph", plan, "--expand", "-o", str(out / "expanded.svg"))

    print("\n== The plan in the simulator: one volume can not be made, then all goes well, then all is undone")
    heatplan("apply", plan, "--state", state, "--fail-at", "servers[3].volume", expect=3)
    heatplan("apply", plan, "--state", state)
    heatplan("destroy", plan, "--state", state)

    print("\n== The same wish as three groups side by side")
    heatplan("check", "-t", str(sample / "wrong_way.yaml"), expect=WRONG_WAY)

    print(f"\nPlan, state and pictures are in {out}/")


WRONG_WAY = 1
"""Heat accepts the wrong way and can not create it: `will-fail`."""

if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
