// One connected part of a level: layers by the longest way (after Sugiyama), barycentres against crossings.

const PULL = 6; // how much more an edge that passes through wants to be straight than a box to be in the middle

/** One connected part: layers by the longest way, crossings taken away by barycentres, rows straightened. */
function layered(places, graph) {
  const { w, h, x, y, level, routes } = graph;
  const local = new Map(places.map((one, at) => [one, at]));
  const links = [];
  for (const one of places)
    for (const at of level.out[one]) if (local.has(level.edges[at].to)) links.push({ at, from: local.get(one), to: local.get(level.edges[at].to) });
  const rank = ranks(places.length, links);
  const made = withDummies(places, links, rank, h);
  const layers = orderLayers(made, rank);
  const wide = layers.map((layer) => Math.max(0, ...layer.map((one) => (one < places.length ? w[places[one]] : 0))));
  const tall = layers.reduce((sum, layer) => sum + layer.length, 0) > LARGE && tooTall(layers, made, wide);
  const flat = tall ? columns(layers, made, wide, tall) : straighten(layers, made, wide);
  const rowOf = tall ? null : folded(layers, made, flat, links, rank);
  const size = rowOf ? fold(layers, made, rowOf, flat) : flat;
  places.forEach((one, at) => {
    x[one] = made.x[at] + (made.wide[at] - w[one]) / 2;
    y[one] = made.y[at];
  });
  const routed = [];
  for (const link of links) {
    if (tall || (rowOf && rowOf[rank[link.from]] !== rowOf[rank[link.to]]) || (!link.chain && rank[link.to] - rank[link.from] !== 1)) continue;
    const middle = (one) => made.y[one] + made.h[one] / 2;
    const route = [made.x[link.from] + made.wide[link.from], middle(link.from)];
    for (const dummy of link.chain ?? []) route.push(made.x[dummy], middle(dummy), made.x[dummy] + made.wide[dummy], middle(dummy));
    route.push(made.x[link.to], middle(link.to));
    routes[link.at] = route;
    routed.push(link.at);
  }
  return { ...size, routed };
}

/** The row of each layer where the whole is a long chain, which is easier to read in rows; null where it is not. */
function folded(layers, made, size, links, rank) {
  if (layers.length < 16 || size.w < 9 * size.h) return null;
  const rows = Math.ceil(Math.sqrt(size.w / (size.h + GAP.part) / ASPECT));
  const each = Math.ceil(layers.length / rows);
  const crossing = new Int32Array(rows + 1);
  for (const link of links) for (let row = Math.floor(rank[link.from] / each) + 1; row <= Math.floor(rank[link.to] / each); row++) crossing[row]++;
  return crossing.some((count) => count > 6) ? null : layers.map((_, at) => Math.floor(at / each));
}

function fold(layers, made, rowOf, size) {
  const start = [];
  let width = 0;
  layers.forEach((layer, at) => {
    for (const one of layer) {
      start[rowOf[at]] ??= made.x[one];
      made.x[one] -= start[rowOf[at]];
      made.y[one] += rowOf[at] * (size.h + GAP.part);
      width = Math.max(width, made.x[one] + made.wide[one]);
    }
  });
  const rows = rowOf[rowOf.length - 1] + 1;
  return { w: width, h: rows * (size.h + GAP.part) - GAP.part };
}

/** The layer of each: as far left as its needs let it, then as near as can be to what waits for it. */
function ranks(count, links) {
  const rank = new Int32Array(count);
  const into = Array.from({ length: count }, () => []);
  const out = Array.from({ length: count }, () => []);
  for (const link of links) {
    into[link.to].push(link.from);
    out[link.from].push(link.to);
  }
  for (let one = 0; one < count; one++) for (const from of into[one]) rank[one] = Math.max(rank[one], rank[from] + 1);
  for (let one = count - 1; one >= 0; one--) {
    if (!out[one].length || out[one].length < into[one].length) continue;
    let least = Infinity;
    for (const to of out[one]) least = Math.min(least, rank[to]);
    if (out[one].length > into[one].length || !into[one].length) rank[one] = Math.max(rank[one], least - 1);
  }
  return rank;
}

/** The part with a small empty box wherever an edge passes through a layer. */
function withDummies(places, links, rank, h) {
  const height = places.map((one) => h[one]);
  const layerOf = Array.from(rank);
  const pairs = [];
  const wanted = links.reduce((sum, link) => sum + rank[link.to] - rank[link.from] - 1, 0);
  const routed = wanted <= 3 * places.length + 500;
  for (const link of links) {
    let before = link.from;
    if (routed && rank[link.to] - rank[link.from] > 1) {
      link.chain = [];
      for (let layer = rank[link.from] + 1; layer < rank[link.to]; layer++) {
        const dummy = height.length;
        height.push(GAP.dummy);
        layerOf.push(layer);
        pairs.push([before, dummy]);
        link.chain.push(dummy);
        before = dummy;
      }
    }
    if (link.chain || rank[link.to] - rank[link.from] === 1) pairs.push([before, link.to]);
  }
  const count = height.length;
  const into = Array.from({ length: count }, () => []);
  const out = Array.from({ length: count }, () => []);
  for (const [from, to] of pairs) {
    out[from].push(to);
    into[to].push(from);
  }
  return { real: places.length, h: height, layerOf, into, out, x: new Float64Array(count), y: new Float64Array(count), wide: new Float64Array(count) };
}

/** Each layer's order: barycentres, down and up, the order with the fewest crossings kept. */
function orderLayers(made) {
  const layers = [];
  made.layerOf.forEach((layer, one) => (layers[layer] ??= []).push(one));
  for (let at = 0; at < layers.length; at++) layers[at] ??= [];
  const at = new Float64Array(made.h.length);
  const note = (layer) => layer.forEach((one, place) => (at[one] = place));
  layers.forEach(note);
  const sort = (layer, next) => {
    const centre = new Map();
    for (const one of layer) {
      const near = next[one];
      centre.set(one, near.length ? near.reduce((sum, other) => sum + at[other], 0) / near.length : at[one]);
    }
    layer.sort((a, b) => centre.get(a) - centre.get(b) || at[a] - at[b]);
    note(layer);
  };
  const count = made.h.length;
  const rounds = count > 4000 ? 2 : count > 800 ? 4 : 10;
  let best = null;
  let fewest = Infinity;
  for (let round = 0; round <= rounds; round++) {
    if (count <= 800) {
      const found = crossings(layers, made.out, at);
      if (found < fewest) {
        fewest = found;
        best = layers.map((layer) => [...layer]);
      }
      if (!found) break;
    }
    if (round === rounds) break;
    if (round % 2 === 0) for (let i = 1; i < layers.length; i++) sort(layers[i], made.into);
    else for (let i = layers.length - 2; i >= 0; i--) sort(layers[i], made.out);
  }
  return best ?? layers;
}

function crossings(layers, out, at) {
  let found = 0;
  for (const layer of layers) {
    const ends = layer.flatMap((one) => out[one].map((to) => at[to]).sort((a, b) => a - b));
    for (let i = 1; i < ends.length; i++) for (let j = 0; j < i; j++) if (ends[j] > ends[i]) found++;
    if (found > 200000) return found;
  }
  return found;
}

/** Rows: each box as near to the middle of its neighbours as its layer lets it. */
function straighten(layers, made, wide) {
  let across = 0;
  layers.forEach((layer, at) => {
    let down = 0;
    for (const one of layer) {
      made.x[one] = across;
      made.wide[one] = wide[at];
      made.y[one] = down;
      down += made.h[one] + GAP.row;
    }
    across += wide[at] + GAP.layer;
  });
  const middle = (one) => made.y[one] + made.h[one] / 2;
  const settle = (layer, nears) => {
    const wish = layer.map((one) => {
      const near = nears.flatMap((side) => side[one]);
      if (!near.length) return made.y[one];
      const rows = near.map(middle).sort((a, b) => a - b);
      const half = rows.length >> 1;
      const centre = rows.length % 2 ? rows[half] : (rows[half - 1] + rows[half]) / 2;
      return centre - made.h[one] / 2;
    });
    spread(layer, wish, made);
  };
  const rounds = made.h.length > 4000 ? 2 : 6;
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) for (let i = layers.length - 2; i >= 0; i--) settle(layers[i], [made.out]);
    else for (let i = 1; i < layers.length; i++) settle(layers[i], [made.into]);
  }
  for (const layer of layers) settle(layer, [made.into, made.out]);
  return bounds(made, across - GAP.layer);
}

function bounds(made, width) {
  let top = Infinity;
  let bottom = -Infinity;
  for (let one = 0; one < made.h.length; one++) {
    top = Math.min(top, made.y[one]);
    bottom = Math.max(bottom, made.y[one] + made.h[one]);
  }
  for (let one = 0; one < made.h.length; one++) made.y[one] -= top;
  return { w: width, h: bottom - top };
}

/** Boxes in their order, none over another, as near to their wishes as can be (pool adjacent violators). */
function spread(layer, wish, made) {
  const pools = [];
  let offset = 0;
  layer.forEach((one, at) => {
    const weight = one < made.real ? 1 : PULL;
    let pool = { sum: (wish[at] - offset) * weight, weight, count: 1 };
    offset += made.h[one] + GAP.row;
    while (pools.length && pools[pools.length - 1].sum / pools[pools.length - 1].weight > pool.sum / pool.weight) {
      const last = pools.pop();
      pool = { sum: pool.sum + last.sum, weight: pool.weight + last.weight, count: pool.count + last.count };
    }
    pools.push(pool);
  });
  let place = 0;
  offset = 0;
  for (const pool of pools) {
    for (let i = 0; i < pool.count; i++, place++) {
      made.y[layer[place]] = pool.sum / pool.weight + offset;
      offset += made.h[layer[place]] + GAP.row;
    }
  }
}

/** The height at which layers are cut into columns; 0 where none is too tall for its width. */
function tooTall(layers, made, wide) {
  const heights = layers.map((layer) => layer.reduce((sum, one) => sum + made.h[one] + GAP.row, 0));
  const tallest = Math.max(...heights);
  const width = wide.reduce((sum, one) => sum + one + GAP.layer, 0);
  if (tallest < 1.2 * width || tallest < 900) return 0;
  const area = heights.reduce((sum, height, at) => sum + height * (wide[at] + GAP.column), 0);
  return Math.max(700, Math.sqrt(area / ASPECT));
}

/** Layers that are too tall, each in several columns. */
function columns(layers, made, wide, limit) {
  let across = 0;
  layers.forEach((layer, at) => {
    const height = layer.reduce((sum, one) => sum + made.h[one] + GAP.row, 0);
    const each = height / Math.ceil(height / limit);
    let down = 0;
    for (const one of layer) {
      if (down > 0 && down + made.h[one] > each + 1) {
        across += wide[at] + GAP.column;
        down = 0;
      }
      made.x[one] = across;
      made.wide[one] = wide[at];
      made.y[one] = down;
      down += made.h[one] + GAP.row;
    }
    across += wide[at] + GAP.layer;
  });
  return bounds(made, across - GAP.layer);
}
