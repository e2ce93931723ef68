// Sizes and places of all that is open, and what colour each box has. Levels that look alike are laid out once.

const BOX = { height: 42, least: 120, most: 240, glyph: 30, header: 34, pad: 16, pager: 250 };
const FONT = '"Inter", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif';
const FONTS = { name: `600 13px ${FONT}`, type: `11px ${FONT}` };

const measuring = document.createElement("canvas").getContext("2d");
const widths = new Map();

/** The width of a text in one of the fonts, measured once. */
function widthOf(text, font) {
  const key = font + text;
  let width = widths.get(key);
  if (width === undefined) {
    measuring.font = FONTS[font];
    widths.set(key, (width = measuring.measureText(text).width));
    if (widths.size > 200000) widths.clear();
  }
  return width;
}

/** The text, cut with an ellipsis where it is wider. */
function fitted(text, font, width) {
  if (widthOf(text, font) <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (widthOf(`${text.slice(0, middle)}…`, font) <= width) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low)}…`;
}

const countText = (family) => `×${family.count === null ? "?" : number(family.count)}`;

let families = 0;

class Scene {
  constructor(tree) {
    this.tree = tree;
    this.layouts = new Map();
    this.by = "kind";
  }

  /** Lay out all that is open. */
  layOut() {
    const { root } = this.tree;
    this.shown = 0;
    this.measure(root);
    root.x = root.y = 0;
    this.put(root);
  }

  /** A node's size, and where its kids go in it. */
  measure(node) {
    if (!node.open) {
      const extra = BOX.glyph + (node.holds ? 20 : 0) + 14;
      const count = node.record?.family && !node.mint ? widthOf(countText(node.record.family), "name") + 12 : 0;
      const name = widthOf(node.label, "name") + count;
      const type = widthOf(shortType(node), "type");
      node.w = Math.min(BOX.most, Math.max(BOX.least, Math.ceil((Math.max(name, type) + extra) / 10) * 10));
      node.h = BOX.height;
      return node.mint ? "m" : "";
    }
    const { kids } = node;
    const marks = [];
    let common = 0;
    for (let at = 0; at < kids.length; at++) {
      const mark = this.measure(kids[at]);
      if (kids[at].open) marks.push(at, mark);
      else common = Math.max(common, kids[at].w);
    }
    for (const kid of kids) if (!kid.open) kid.w = common;
    this.shown += kids.length;
    const { nested, family } = node.record;
    if (family) family.key ??= ++families;
    const what = nested ? `b${nested.block}` : `f${family.key}:${this.tree.mints ? node.from : ""}:${kids.length}:${common}`;
    const key = `${node === this.tree.root ? "root" : ""}${what}${this.tree.mints ? "m" : ""}(${marks.join(",")})`;
    node.layout = this.layouts.get(key);
    if (!node.layout) {
      const wide = Float64Array.from(kids, (kid) => kid.w);
      const high = Float64Array.from(kids, (kid) => kid.h);
      node.layout = node.level.edges.length || node.record.nested ? layOut(wide, high, node.level) : layOutRows(wide, high);
      if (this.layouts.size > 5000) this.layouts.clear();
      this.layouts.set(key, node.layout);
    }
    const root = node === this.tree.root;
    const count = node.record.family ? widthOf(countText(node.record.family), "name") + 8 : 0;
    const title = root ? 0 : widthOf(node.label, "name") + count + Math.min(220, widthOf(node.record.type, "type")) + 56 + (isPaged(node) ? BOX.pager : 0);
    node.w = Math.max(node.layout.w + 2 * BOX.pad, title);
    node.h = node.layout.h + BOX.pad + (root ? BOX.pad : BOX.header) + (kids.length ? 0 : 10);
    return key + (node.record.family ? `${node.from}` : "") + (title > node.layout.w ? Math.round(title) : "");
  }

  /** Kids to their places. */
  put(node) {
    const { layout, kids } = node;
    node.inX = node.x + BOX.pad;
    node.inY = node.y + (node === this.tree.root ? BOX.pad : BOX.header);
    for (let at = 0; at < kids.length; at++) {
      const kid = kids[at];
      kid.x = node.inX + layout.x[at];
      kid.y = node.inY + layout.y[at];
      if (kid.open) this.put(kid);
    }
  }

  /** The deepest node at a place. */
  at(x, y) {
    let node = this.tree.root;
    for (;;) {
      const kid = node.kids.find((one) => x >= one.x && x <= one.x + one.w && y >= one.y && y <= one.y + one.h);
      if (!kid) return node === this.tree.root ? null : node;
      if (!kid.open) return kid;
      node = kid;
    }
  }

  /** The row of the palette for a node: [key, name, sign, line, fill]. */
  colour(node) {
    const palette = PALETTES[this.by];
    const { record, mint } = node;
    if (this.by === "kind") return palette.get(mint ? "identity" : kindOf(record));
    if (this.by === "identity") return palette.get(mint ? mint.by : record.by ?? "requester");
    if (this.by === "action") return palette.get(mint ? "mint" : record.adopt ? "adopt" : record.waits ? "wait" : "create");
    return palette.get(templateOf(mint ? (node.owner ?? node.parent) : node));
  }
}

const { icons: ICONS, ...COLOURED } = PLAN.palettes;
const PALETTES = Object.fromEntries(Object.entries(COLOURED).map(([name, rows]) => [name, new Map(rows.map((row) => [row[0], row]))]));

/** The kind of a resource; one that holds others is what its only member is, or a nested stack, or Heat's. */
function kindOf(record) {
  if (record.kind) return record.kind;
  if (record.nested) return "nested stack";
  const classes = record.family.classes;
  return classes.length === 1 && classes[0].resource.kind ? classes[0].resource.kind : "orchestration";
}

/** The type as a box shows it: of a family, its members' type. */
function shortType(node) {
  if (node.mint) {
    const { kind, name } = node.mint;
    const whom = `for ${node.owner ? node.owner.label : "the stack"}`;
    return kind === name ? whom : `${kind} ${whom}`;
  }
  const { record } = node;
  if (record.family && record.family.classes.length === 1) return record.family.classes[0].resource.type;
  return record.type;
}

/** The template that a node is declared in. */
function templateOf(node) {
  let level = node.parent ?? node;
  while (!level.record.nested) level = level.parent;
  return PLAN.blocks[level.record.nested.block].template;
}

const isPaged = (node) => Boolean(node.record.family && memberCount(node.record.family) > node.size);
