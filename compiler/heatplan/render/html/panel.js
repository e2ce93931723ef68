// What is said about the step that was chosen, and about the whole plan where none is.

/** An element with attributes and children; texts are only ever texts. */
function make(tag, attributes = {}, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An address as the location has it: readable, and read again as it was. */
const hashOf = (address) => `#${address.replaceAll("%", "%25")}`;
const linkTo = (address) => make("a", { href: hashOf(address), class: "address" }, [address]);
const MANY = 24;

/** Links, the first of many at once and the others on request. */
function links(every) {
  const addresses = unique(every);
  const list = make("ul", { class: "links" }, addresses.slice(0, MANY).map((one) => make("li", {}, [linkTo(one)])));
  if (addresses.length <= MANY) return list;
  const more = make("button", { type: "button", class: "quiet", click: () => {
    more.remove();
    list.append(...addresses.slice(MANY, 2000).map((one) => make("li", {}, [linkTo(one)])));
  } }, [`${number(addresses.length - MANY)} more`]);
  return make("div", {}, [list, more]);
}

function section(title, ...content) {
  const inside = content.filter(Boolean);
  return inside.length ? make("section", {}, [make("h3", {}, [title]), ...inside]) : null;
}

/** Names with their values, as YAML; a long one can be opened. */
function values(pairs) {
  if (!pairs?.length) return null;
  return make("dl", { class: "values" }, pairs.flatMap(([name, item]) => {
    const value = textOf(item);
    const lines = value.split("\n");
    const long = lines.length > 14 || value.length > 900;
    const code = make("pre", {}, [value]);
    const shown = long
      ? make("details", {}, [make("summary", {}, [`${lines.length > 1 ? `${lines.length} lines` : `${value.length} characters`}`]), code])
      : lines.length > 1 ? code : make("code", {}, [value]);
    const wide = lines.length > 1 || long || value.length > 60 ? "wide" : null;
    return [make("dt", { class: wide }, [name || "all of them"]), make("dd", { class: wide }, [shown])];
  }));
}

function facts(pairs) {
  const rows = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "" && value !== false);
  return make("dl", { class: "facts" }, rows.flatMap(([name, value]) => [make("dt", {}, [name]), make("dd", {}, [value])]));
}

/** The place in the sources, and the lines there where the page has them. */
function source(at) {
  if (!at) return null;
  const [file, first, count] = at;
  const { name, lines } = PLAN.files[file];
  if (first < 0) return section("Source", make("p", { class: "place" }, [`${name}, character ${number(-1 - first)}`]));
  const run = lines.find(([start, ...texts]) => start <= first && first < start + texts.length);
  const rows = run ? run.slice(1 + first - run[0], 1 + first - run[0] + count) : [];
  const list = make("ol", { class: "source", start: first, tabindex: 0, "aria-label": `lines of ${name}` }, rows.map((line, at) =>
    make("li", { "data-line": first + at }, [make("code", {}, [line || " "])])));
  return section("Source", make("p", { class: "place" }, [`${name}:${first}`]), list);
}

const IDENTITY = PLAN.credentials.acts;

/** What is minted for a resource: with whose hands, what it may do, where its secret goes, how it ends. */
function mints(record, address) {
  const all = [...(record.before ?? []), ...(record.after ?? [])];
  if (!all.length) return null;
  return section("Mints", ...all.map((mint) => mintCard(mint, address + mint.suffix)));
}

function mintCard(mint, address) {
  const pattern = address.replace(/\[[^\]]*\]/g, "[*]");
  const row = PLAN.credentials.rows.find((one) => one.address === pattern);
  const goes = row?.goes ?? [];
  return make("article", { class: `mint ${mint.undo}` }, [
    make("h4", {}, [mint.kind, mint.name !== mint.kind && make("span", {}, [mint.name])]),
    facts([
      ["by", `${mint.by}: ${IDENTITY[mint.by]}`],
      ["right", mint.right],
      ["only if", mint.only],
      ["goes to", goes.length ? make("ul", {}, goes.map(([owner, words, path]) => make("li", {}, [path ? `${words}: ${path}` : words, owner && owner !== pattern.replace(/\.?@auth.*/, "") ? ` of ${owner}` : ""]))) : null],
      ["end", mint.end],
    ]),
  ]);
}

class Panel {
  constructor(element, page) {
    this.element = element;
    this.page = page;
  }

  show(node) {
    const content = !node ? this.plan() : node.mint ? this.mint(node) : this.resource(node);
    this.element.replaceChildren(...content.filter(Boolean));
    this.element.scrollTop = 0;
  }

  head(title, node) {
    const close = make("button", { type: "button", class: "quiet close", "aria-label": "close", title: "close (Esc)", click: () => this.page.choose(null) }, ["✕"]);
    const way = node?.parent?.parent ? make("p", { class: "way" }, [linkTo(node.parent.address)]) : null;
    return make("header", {}, [way, make("h2", { id: "panel-title", tabindex: -1 }, [title]), close]);
  }

  mint(node) {
    const [step] = stepsOfNode(node);
    return [
      this.head(node.address, node),
      mintCard(node.mint, node.address),
      section("Needs", step?.needs.length ? links(step.needs) : null),
      section("What it is", values(node.mint.facts)),
    ];
  }

  resource(node) {
    const { record, parent } = node;
    const steps = stepsOfNode(node);
    const step = steps.find((one) => one.address === node.address);
    const waiting = parent.level.out[node.place].map((at) => parent.kids[parent.level.edges[at].to]);
    return [
      this.head(node.address, node),
      make("p", { class: "type" }, [record.type, record.mapped ? make("span", {}, [` as ${record.mapped}`]) : null]),
      facts([
        ["action", step.action === "adopt" ? "adopt: it is there already" : step.action],
        ["by", `${step.identity}: ${IDENTITY[step.identity]}`],
        ["undo", UNDO[step.undo] ?? step.undo],
        ["steps", `${number(countOf(record))}${holds(record) ? " with all that is inside" : ""}`],
      ]),
      record.family ? this.family(node) : null,
      holds(record) ? make("p", {}, [make("button", { type: "button", click: () => this.page.toggle(node) }, [node.open ? "Close" : "Open"])]) : null,
      section("What else is said", values(record.facts)),
      section("Needs", step.needs.length ? links(step.needs) : null),
      section("Needed by", waiting.length ? links(waiting.map((one) => one.address)) : null),
      record.nested ? section("Parameters", values(record.nested.given)) : section("Inputs", values(record.inputs)),
      mints(record, node.address),
      record.nested ? section("Outputs", values(outputsOf(PLAN.blocks[record.nested.block]))) : null,
      source(record.at),
      section("Steps", make("ul", { class: "links" }, steps.map((one) => make("li", {}, [make("code", {}, [`${one.action} ${one.address}`])])))),
    ];
  }

  family(node) {
    const { family } = node.record;
    const total = memberCount(family);
    const later = family.later ? make("p", {}, [family.keyed ? "One for each of " : "As many as ", make("code", {}, [family.later])]) : null;
    const words = [
      family.count === null ? null : `${number(family.count)} member${family.count === 1 ? "" : "s"}`,
      family.classes.length > 1 ? `${family.classes.length} different shapes` : null,
      family.drawn ? "names are drawn when they are made" : null,
      family.batch ? `${number(family.batch[0])} at a time${family.batch[1] ? `, ${family.batch[1]} s between batches` : ""}` : null,
    ].filter(Boolean);
    const size = make("select", { "aria-label": "members on a page", change: (event) => this.page.turn(node, node.from, Number(event.target.value)) },
      [6, 50, 200, 1000].map((count) => make("option", { value: count, selected: count === node.size }, [`${count} at once`])));
    const go = make("form", { class: "go", submit: (event) => {
      event.preventDefault();
      this.page.visit(`${node.address}[${event.target.elements[0].value}]`);
    } }, [make("input", { type: "number", min: 0, "aria-label": "number of a member", placeholder: "number" }), make("button", {}, ["Go"])]);
    const turn = (label, name, by) => make("button", { type: "button", "aria-label": name, click: () => this.page.turn(node, node.from + by * node.size) }, [label]);
    const pager = total > 6 && family.count !== null
      ? make("div", { class: "pager" }, [turn("‹", "members before", -1), make("span", {}, [`${number(node.from)}–${number(Math.min(total, node.from + node.size) - 1)} of ${number(total)}`]), turn("›", "members after", 1), size, go])
      : null;
    return section("Members", later, words.length ? make("p", {}, [words.join("; ")]) : null, pager);
  }

  plan() {
    const block = PLAN.blocks[PLAN.root];
    const [least, most] = PLAN.steps;
    return [
      this.head(PLAN.name, null),
      block.about ? make("p", { class: "about" }, [block.about.replace(/^\|-?\n/, "").replace(/^"|"$/g, "")]) : null,
      facts([
        ["template", PLAN.template],
        ["steps", most === null ? `${number(least)} or more` : least === most ? number(least) : `${number(least)} to ${number(most)}`],
        ["tags", PLAN.tags.join(", ")],
        ["for", `Heat ${PLAN.heat}`],
        ["plan", make("code", { class: "digest" }, [PLAN.digest])],
      ]),
      section("Beyond Heat's limits", PLAN.exceeds.length ? make("ul", { class: "links" }, PLAN.exceeds.map((limit) => make("li", {}, [limit]))) : null),
      section("Parameters", values(block.parameters.map(([name, value]) => [name, value]))),
      section("Outputs", values(outputsOf(block))),
      pathSection(),
      section("Must be there before", PLAN.required.length ? make("ul", { class: "links" }, PLAN.required.map((one) => make("li", {}, [
        make("code", {}, [`${one.constraint} ${one.value}`]), ` for ${one.at}${one.uses > 1 ? ` and ${number(one.uses - 1)} more` : ""}`]))) : null),
      section("Left out: the condition is false", block.without.length ? make("p", {}, [block.without.join(", ")]) : null),
      section("Settings", values(PLAN.settings)),
      section("Keys", help()),
    ];
  }
}

const outputsOf = (block) => block.outputs.map((output) => [output.name, output.value ?? "(left out: its condition is false)"]);

const UNDO = {
  delete: "deleted with the stack",
  retain: "stays when the stack is deleted",
  snapshot: "a snapshot of it stays",
  policy: "known later, by its deletion policy",
};

function help() {
  return make("dl", { class: "keys" }, [
    ["/", "search: names, types, properties; type: name: prop: by: undo: mint: file:"],
    ["Enter", "open or close what is chosen; in the search, the next"],
    ["← →", "to what it needs, to what waits for it"],
    ["↑ ↓", "to the one before, after"],
    ["Esc", "out: to what is around it"],
    ["+ − 0", "nearer, farther, all of it"],
    ["Shift", "with the pointer on a step: the whole way there and on"],
  ].flatMap(([key, words]) => [make("dt", {}, [make("kbd", {}, [key])]), make("dd", {}, [words])]));
}
