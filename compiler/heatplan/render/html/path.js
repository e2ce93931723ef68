// The critical path: the longest way through the plan, by the model of step times: marked in the picture, told in the panel.

/** Seconds as people say them. */
function duration(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) return `${Math.round(seconds * 10) / 10} s`;
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return [hours && `${hours} h`, minutes && `${minutes} min`, !hours && rest && `${rest} s`].filter(Boolean).join(" ");
}

/** The addresses of a step and of all that is around it, outermost first. */
function enclosing(address) {
  const parts = partsOf(address) ?? [];
  const found = [];
  let whole = "";
  for (const part of parts) {
    if (part === "@complete") break;
    whole += part.startsWith("[") || !whole ? part : `.${part}`;
    if (part !== "@auth") found.push(whole);
  }
  return found;
}

/** What lies on the path: addresses, and edges as pairs of addresses in one level. */
const PATH = (() => {
  const steps = new Set();
  const edges = new Set();
  let before = [];
  for (const [address] of PLAN.path.legs) {
    const here = enclosing(address);
    for (const one of here) steps.add(one);
    const apart = here.findIndex((one, at) => one !== before[at]);
    if (apart >= 0 && before[apart]) edges.add(`${before[apart]} ${here[apart]}`);
    before = here;
  }
  return { steps, edges };
})();

/** The nodes and edges of the path that are drawn now. */
function shownPath(tree) {
  const nodes = [];
  const edges = [];
  const visit = (node) => {
    for (const kid of node.kids) {
      if (!PATH.steps.has(kid.address)) continue;
      if (!kid.open) nodes.push(kid);
      for (const at of node.level.into[kid.place]) {
        const from = node.kids[node.level.edges[at].from];
        if (PATH.edges.has(`${from.address} ${kid.address}`)) edges.push({ node, at });
      }
      if (kid.open) visit(kid);
    }
  };
  visit(tree.root);
  return { nodes, edges };
}

/** The path in words: each part with its seconds. */
function pathSection() {
  const { seconds, legs, more } = PLAN.path;
  if (!legs.length) return null;
  const rows = legs.filter(([, action, start, finish]) => finish > start || action === "batches");
  const line = ([address, action, start, finish, batches]) =>
    make("li", {}, [
      make("span", { class: "seconds" }, [duration(finish - start)]),
      linkTo(address),
      action === "batches" ? `${number(batches)} batches` : action === "pause" ? "pause" : null,
    ]);
  const list = make("ol", { class: "path" }, rows.slice(0, MANY).map(line));
  const rest = rows.length + more - MANY;
  return section(
    "Critical path",
    make("p", {}, [`About ${duration(seconds)}, where all that is ready is done at once, by rough times for each type.`]),
    list,
    rest > 0 ? make("p", {}, [`and ${number(rest)} more`]) : null,
  );
}
