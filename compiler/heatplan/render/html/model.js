// The plan, and the tree of what is drawn of it. Nodes are made when their parent opens: a family is one record
// whatever its count, and its members are made a page at a time.

const PLAN = JSON.parse(document.getElementById("plan").textContent);
const PAGE = 50;
const FEW = 6;
const CROWDED = 300; // edges of a level from which on those of a crowd are stubs
const CROWD = 40;
const ROOT_NAME = "";

const textOf = (item) => (typeof item === "number" ? PLAN.texts[item] : item);
const partOf = (record) => record.part ?? record.name;
const holds = (record) => Boolean(record.nested || record.family);
const isConditional = (record) => Boolean(record.facts?.some(([words]) => words === "only if"));
const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, "\u202f");

/** The members of a family in the order of their numbers: runs [start, stop, class], and how many come before each. */
function runsOf(family) {
  if (family.runs) return family.runs;
  const runs = [];
  for (const one of family.classes) for (const [start, stop] of one.ranges) runs.push({ start, stop, one });
  runs.sort((a, b) => a.start - b.start || a.stop - b.stop);
  let before = 0;
  for (const run of runs) {
    run.before = before;
    before += run.stop - run.start;
  }
  return (family.runs = runs);
}

/** How many members can be shown: those that are known, or one of each class where only the cloud will tell. */
const memberCount = (family) => family.count ?? family.classes.length;

/** The member at a place in the order: its name and its record. */
function memberAt(family, place) {
  if (family.count === undefined || family.count === null) return { name: "?", record: family.classes[place].resource };
  const runs = runsOf(family);
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (runs[middle].before <= place) low = middle;
    else high = middle - 1;
  }
  const run = runs[low];
  return { name: String(run.start + place - run.before), record: run.one.resource };
}

/** The place in the order of the member of a name, or -1. */
function placeOf(family, name) {
  if (family.count === undefined || family.count === null) return name === "?" || name === "*" ? 0 : -1;
  if (name === "*") return memberCount(family) ? 0 : -1;
  if (!/^\d+$/.test(name)) return -1;
  const wanted = Number(name);
  const run = runsOf(family).find((item) => item.start <= wanted && wanted < item.stop);
  return run && String(wanted) === name ? run.before + wanted - run.start : -1;
}

/** Something drawn: a resource, a nested stack, a family, a member of one, or a credential (`mint`). */
class Node {
  constructor(parent, record, label, address, mint = null) {
    this.parent = parent;
    this.record = record;
    this.label = label;
    this.address = address;
    this.mint = mint;
    this.owner = null;
    this.open = false;
    this.kids = null;
    this.level = null;
    this.from = 0;
    this.size = PAGE;
    this.x = this.y = this.w = this.h = 0;
  }

  /** Whether it can be opened: a group of none and an empty stack have nothing to show. */
  get holds() {
    if (this.mint) return false;
    const { nested, family } = this.record;
    return nested ? PLAN.blocks[nested.block].resources.length > 0 : Boolean(family) && memberCount(family) > 0;
  }

  /** How many kids it has when it is open. */
  get count() {
    if (!this.holds) return 0;
    const { nested, family } = this.record;
    if (nested) return PLAN.blocks[nested.block].resources.length;
    return Math.min(this.size, memberCount(family) - this.from);
  }

  get type() {
    return this.mint ? this.mint.kind : this.record.type;
  }
}

/** What a level has: items in an order in which each comes after all that it needs, and the edges between them. */
function levelOf(block, mints, own) {
  const key = `level${mints}`;
  if (!own && block[key]) return block[key];
  const items = [];
  const edges = [];
  const places = [];
  const roots = new Map();
  if (own && mints) addMints(items, edges, [...own.before, ...own.after], "", -1, false, roots);
  const known = (of, owner, place, after) => addMints(items, edges, of, owner, place, after, new Map(roots));
  for (const record of block.resources) {
    if (mints && record.before) known(record.before, partOf(record), items.length + record.before.length, false);
    places.push(items.length);
    items.push({ record, label: record.name, suffix: partOf(record) });
    if (mints && record.after) known(record.after, partOf(record), items.length - 1, true);
  }
  block.resources.forEach((record, place) => {
    const heat = new Set(record.heat);
    for (const need of record.needs ?? []) edges.push({ from: places[need], to: places[place], heat: heat.has(need) });
  });
  const level = finished(items, edges);
  if (!own) block[key] = level;
  return level;
}

/** Mints of one owner: each with those that it needs, and the owner with those of them that no other mint needs. */
function addMints(items, edges, mints, owner, place, after = false, known = new Map()) {
  const needed = new Set(mints.flatMap((mint) => mint.needs ?? []));
  for (const mint of mints) {
    const at = items.length;
    items.push({ mint, label: mint.name, suffix: owner + mint.suffix, owner: place });
    known.set(mint.suffix, at);
    let waits = false;
    for (const need of mint.needs ?? []) {
      const from = known.get(need);
      if (from !== undefined) edges.push({ from, to: at, heat: false });
      waits ||= from !== undefined;
    }
    if (place >= 0 && after && !waits) edges.push({ from: place, to: at, heat: false });
    if (place >= 0 && !after && !needed.has(mint.suffix)) edges.push({ from: at, to: place, heat: false });
  }
}

/** The level with the edges of each of its items at hand. */
function finished(items, edges) {
  const into = items.map(() => []);
  const out = items.map(() => []);
  edges.forEach((edge, place) => {
    into[edge.to].push(place);
    out[edge.from].push(place);
  });
  const many = edges.length > CROWDED;
  const crowded = edges.map((edge) => many && (out[edge.from].length > CROWD || into[edge.to].length > CROWD));
  const [crowdInto, crowdOut] = [new Map(), new Map()];
  edges.forEach((edge, at) => {
    if (!crowded[at]) return;
    crowdInto.set(edge.to, (crowdInto.get(edge.to) ?? 0) + 1);
    crowdOut.set(edge.from, (crowdOut.get(edge.from) ?? 0) + 1);
  });
  return { items, edges, into, out, crowded, crowdInto, crowdOut };
}

/** The level of the members that are shown of a family. */
function membersLevel(node, mints) {
  const items = [];
  const edges = [];
  for (let place = node.from; place < node.from + node.count; place++) {
    const { name, record } = memberAt(node.record.family, place);
    const suffix = `[${name}]`;
    if (mints && record.before) addMints(items, edges, record.before, suffix, items.length + record.before.length);
    items.push({ record, label: suffix, suffix });
    if (mints && record.after) addMints(items, edges, record.after, suffix, items.length - 1, true);
  }
  return finished(items, edges);
}

/** What is drawn: the root's node, and the changes that a reader makes to it. */
class Tree {
  constructor() {
    this.mints = false;
    this.root = new Node(null, { name: ROOT_NAME, type: PLAN.template, nested: { block: PLAN.root, given: [] } }, PLAN.name, "");
    this.open(this.root);
  }

  open(node) {
    if ((node.parent && !node.holds) || node.open) return;
    node.open = true;
    this.fill(node);
  }

  close(node) {
    if (node === this.root) return;
    node.open = false;
    node.kids = node.level = null;
  }

  /** Make a node's kids; those that were open stay open. */
  fill(node) {
    const before = new Map((node.kids ?? []).filter((kid) => kid.open).map((kid) => [kid.address, kid]));
    const { nested } = node.record;
    const own = node === this.root ? PLAN.mints : null;
    node.level = nested ? levelOf(PLAN.blocks[nested.block], this.mints, own) : membersLevel(node, this.mints);
    const prefix = !nested || node === this.root ? node.address : `${node.address}.`;
    node.kids = node.level.items.map((item, place) => {
      const kid = before.get(prefix + item.suffix) ?? new Node(node, item.record, item.label, prefix + item.suffix, item.mint);
      kid.place = place;
      return kid;
    });
    node.level.items.forEach((item, place) => {
      if (item.mint) node.kids[place].owner = item.owner < 0 ? null : node.kids[item.owner];
    });
    for (const kid of node.kids) if (kid.open) this.fill(kid);
  }

  showMints(yes) {
    this.mints = yes;
    this.fill(this.root);
  }

  /** Show other members of an open family. */
  turn(node, from, size = node.size, open = true) {
    const count = memberCount(node.record.family);
    node.size = size;
    node.from = Math.max(0, Math.min(Math.floor(from / size) * size, Math.floor(Math.max(0, count - 1) / size) * size));
    if (node.open) this.fill(node);
    else if (open) this.open(node);
  }

  /** Open what fits in so many boxes, what is outside first; of a large family a few members, or with `all` many. */
  openSome(budget, all = false) {
    let shown = this.root.kids.length;
    const waiting = [...this.root.kids];
    for (let at = 0; at < waiting.length; at++) {
      const one = waiting[at];
      if (!one.holds) continue;
      const { family } = one.record;
      if (family && all) this.turn(one, one.from, Math.max(one.size, Math.min(1000, Math.floor((budget - shown) / 4))), one.open);
      if (!one.open) {
        if (family && !all && memberCount(family) > 12) one.size = FEW;
        if (shown + one.count > budget) continue;
        this.open(one);
      }
      shown += one.kids.length;
      const inside = one.kids.reduce((sum, kid) => sum + kid.count, 0);
      if (all || !family || shown + inside <= budget) waiting.push(...one.kids); // members are alike: all of them or none
    }
    return shown;
  }

  closeAll() {
    for (const kid of this.root.kids) this.close(kid);
  }

  /** The node at an address, with all that is around it opened; null where there is none. */
  reveal(address) {
    const parts = partsOf(address);
    if (!parts || !parts.length) return null;
    let node = this.root;
    for (let at = 0; at < parts.length; at++) {
      const part = parts[at];
      if (part === "@complete") break;
      if (part === "@auth") {
        const owner = node;
        const suffix = `${owner === this.root ? "" : "."}@auth.${parts[at + 1]}`;
        if (!this.mints) this.showMints(true);
        const level = owner === this.root ? owner : owner.parent;
        return level.kids.find((kid) => kid.mint && kid.address === owner.address + suffix) ?? (owner === this.root ? null : owner);
      }
      const found = this.step(node, part);
      if (!found) return null;
      node = found;
    }
    return node === this.root ? null : node;
  }

  /** The kid of a node by a part of an address. */
  step(node, part) {
    if (part.startsWith("[")) {
      const { family } = node.record;
      const place = family ? placeOf(family, part.slice(1, -1)) : -1;
      if (place < 0) return null;
      if (!node.open || place < node.from || place >= node.from + node.count) this.turn(node, place);
      const { name } = memberAt(family, place);
      return node.kids.find((kid) => !kid.mint && kid.label === `[${name}]`) ?? null;
    }
    if (!node.record.nested) return null;
    const there = PLAN.blocks[node.record.nested.block].resources.some((record) => partOf(record) === part);
    if (!there) return null;
    this.open(node);
    return node.kids.find((kid) => !kid.mint && partOf(kid.record) === part) ?? null;
  }
}

const PART = /\.?(?:([A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|@[a-z]+)|(\[(?:[A-Za-z0-9_-]+|\*|\?|"(?:[^"\\]|\\.)*")\]))/y;

/** The parts of an address, names as they are quoted; null for a text that is none. */
function partsOf(address) {
  const parts = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < address.length) {
    const found = PART.exec(address);
    if (!found) return null;
    parts.push(found[1] ?? found[2]);
  }
  return parts;
}
