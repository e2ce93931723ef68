// Where boxes go in one level: from what is needed, on the left, to what waits for it, on the right.
//
// Parts that have nothing to do with each other are laid out by themselves and packed into a page. In a large level,
// what very many wait for (a network, a key) stands in a column of its own on the left, so that what hangs on it falls
// apart into small parts.

const GAP = { layer: 52, row: 16, part: 36, dummy: 10, column: 24 };
const LARGE = 60;
const ASPECT = 1.7;

/** Places of boxes of the given sizes: {x, y, w, h, routes}; a route is a flat list of points, null for a plain curve. */
function layOut(w, h, level) {
  const count = w.length;
  const routes = new Array(level.edges.length).fill(null);
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const all = Array.from({ length: count }, (_, place) => place);
  const graph = { w, h, x, y, level, routes, part: new Int32Array(count) };
  const [left, middle, right] = count > LARGE ? withoutHubs(all, graph) : [[], all, []];
  let across = 0;
  let high = 0;
  const groups = [left, middle, right].filter((group) => group.length);
  const sizes = groups.map((group) => packParts(group, graph, group === middle ? ASPECT : 0.4));
  for (const size of sizes) high = Math.max(high, size.h);
  groups.forEach((group, at) => {
    const down = (high - sizes[at].h) / 2;
    move(group, graph, across, down);
    across += sizes[at].w + (at < groups.length - 1 ? GAP.layer * 1.6 : 0);
  });
  return { x, y, w: across, h: high, routes };
}

/** Members of a family: rows of boxes in their order, as many to a row as make the whole fit a page best. */
function layOutRows(w, h, aspect = ASPECT) {
  let best = null;
  const most = Math.min(w.length, 4 + Math.ceil(3 * Math.sqrt(w.length)));
  const widest = w.reduce((most, one) => Math.max(most, one), 0);
  for (let each = 1; each <= Math.max(1, most); each++) {
    const made = rows(w, h, each * (widest + GAP.row));
    made.size = Math.max(made.w, made.h * aspect);
    if (!best || made.size < best.size - 1) best = made;
  }
  return best;
}

function rows(w, h, limit) {
  const count = w.length;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  let across = 0;
  let down = 0;
  let row = 0;
  let width = 0;
  for (let at = 0; at < count; at++) {
    if (across > 0 && across + w[at] > limit + 1) {
      across = 0;
      down += row + GAP.row;
      row = 0;
    }
    x[at] = across;
    y[at] = down;
    width = Math.max(width, across + w[at]);
    across += w[at] + GAP.row;
    row = Math.max(row, h[at]);
  }
  return { x, y, w: width, h: down + row, routes: [] };
}

function move(group, graph, across, down) {
  const inside = new Set(group);
  for (const place of group) {
    graph.x[place] += across;
    graph.y[place] += down;
  }
  graph.level.edges.forEach((edge, at) => {
    const route = graph.routes[at];
    if (route && inside.has(edge.from)) for (let i = 0; i < route.length; i += 2) (route[i] += across), (route[i + 1] += down);
  });
}

/** Large levels: what many wait for with all that it needs, the rest, and what waits for many with all behind it. */
function withoutHubs(all, graph) {
  const { level } = graph;
  const limit = Math.max(12, Math.sqrt(all.length) / 2);
  const side = new Int8Array(all.length);
  const take = (edges, end, mark) => {
    const hubs = all.filter((place) => edges[place].length > limit).sort((a, b) => edges[b].length - edges[a].length);
    for (const hub of hubs) {
      const more = closure(hub, end, level, side);
      if (more && more.length <= 20 + all.length / 20) for (const place of more) side[place] = mark;
    }
  };
  take(level.out, (place) => level.into[place].map((edge) => level.edges[edge].from), 1);
  take(level.into, (place) => level.out[place].map((edge) => level.edges[edge].to), 2);
  return [1, 0, 2].map((mark) => all.filter((place) => side[place] === mark));
}

function closure(start, next, level, side) {
  const seen = new Set([start]);
  const waiting = [start];
  while (waiting.length) {
    for (const one of next(waiting.pop())) {
      if (side[one] === 2) return null;
      if (!seen.has(one) && !side[one]) {
        seen.add(one);
        waiting.push(one);
      }
    }
  }
  return [...seen];
}

/** Each connected part by itself, all of them packed; the size of the whole. */
function packParts(group, graph, aspect) {
  const parts = partsOfGroup(group, graph);
  const boxes = parts.map((places) => ({ places, ...(places.length === 1 ? single(places[0], graph) : layered(places, graph)) }));
  boxes.forEach((box, order) => (box.order = order));
  boxes.sort((a, b) => b.h - a.h || a.order - b.order);
  const area = boxes.reduce((sum, box) => sum + (box.w + GAP.part) * (box.h + GAP.row), 0);
  const widest = Math.max(...boxes.map((box) => box.w));
  let best = null;
  for (const factor of [0.7, 0.85, 1, 1.2, 1.4, 1.7]) {
    const made = shelves(boxes, Math.max(widest, Math.sqrt(area * aspect) * factor));
    made.size = Math.max(made.w, made.h * aspect);
    if (!best || made.size < best.size - 1) best = made;
  }
  boxes.forEach((box, at) => place(box, best.at[at][0], best.at[at][1], graph));
  return best;
}

/** Boxes on shelves no wider than `limit`, low ones under each other beside a high one. */
function shelves(boxes, limit) {
  const at = [];
  let shelf = { x: 0, y: 0, h: 0 };
  let column = null;
  let width = 0;
  for (const box of boxes) {
    if (column && box.w <= column.w + 1 && column.y + GAP.row + box.h <= shelf.y + shelf.h + 1) {
      at.push([column.x, column.y + GAP.row]);
      column.y += GAP.row + box.h;
      continue;
    }
    if (shelf.h && shelf.x + box.w > limit + 1) shelf = { x: 0, y: shelf.y + shelf.h + (shelf.h > 60 ? GAP.part : GAP.row), h: 0 };
    shelf.h = Math.max(shelf.h, box.h);
    at.push([shelf.x, shelf.y]);
    column = { x: shelf.x, w: box.w, y: shelf.y + box.h };
    width = Math.max(width, shelf.x + box.w);
    shelf.x += box.w + (box.places.length > 1 ? GAP.part : GAP.column);
  }
  return { at, w: width, h: shelf.y + shelf.h };
}

function place(box, across, down, graph) {
  for (const one of box.places) {
    graph.x[one] += across;
    graph.y[one] += down;
  }
  for (const at of box.routed ?? []) {
    const route = graph.routes[at];
    for (let i = 0; i < route.length; i += 2) (route[i] += across), (route[i + 1] += down);
  }
}

function single(one, graph) {
  graph.x[one] = graph.y[one] = 0;
  return { w: graph.w[one], h: graph.h[one] };
}

/** The connected parts, each in order, by their first. */
function partsOfGroup(group, graph) {
  const inside = new Set(group);
  const seen = new Set();
  const parts = [];
  for (const start of group) {
    if (seen.has(start)) continue;
    seen.add(start);
    const part = [start];
    for (let at = 0; at < part.length; at++) {
      const { into, out, edges } = graph.level;
      const next = [...into[part[at]].map((edge) => edges[edge].from), ...out[part[at]].map((edge) => edges[edge].to)];
      for (const one of next) {
        if (inside.has(one) && !seen.has(one)) {
          seen.add(one);
          part.push(one);
        }
      }
    }
    parts.push(part.sort((a, b) => a - b));
  }
  return parts;
}
