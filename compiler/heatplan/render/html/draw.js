// The picture: only what can be seen is drawn, with as much detail as its size on the screen can bear.

const MANY_EDGES = 600;
const FADED = 0.25;

class Picture {
  constructor(canvas, scene) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d", { alpha: false });
    this.scene = scene;
    this.view = { x: 0, y: 0, k: 1 };
    this.chosen = this.hovered = null;
    this.ways = this.path = this.sieve = null;
    this.sifted = new Map();
    this.theme();
  }

  theme() {
    this.colours = themeColours();
    this.tones = new Map();
  }

  tone(node) {
    const row = this.scene.colour(node);
    let tone = this.tones.get(row);
    if (!tone) this.tones.set(row, (tone = { ...tones(row, this.colours.dark), sign: row[2] }));
    return tone;
  }

  resize() {
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    const { clientWidth, clientHeight } = this.canvas;
    this.ratio = ratio;
    this.width = clientWidth;
    this.height = clientHeight;
    this.canvas.width = Math.max(1, Math.round(clientWidth * ratio));
    this.canvas.height = Math.max(1, Math.round(clientHeight * ratio));
  }

  /** Draw all of it. */
  draw() {
    const { context: c, view, colours } = this;
    c.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    c.fillStyle = colours.canvas;
    c.fillRect(0, 0, this.width, this.height);
    c.setTransform(this.ratio * view.k, 0, 0, this.ratio * view.k, this.ratio * view.x, this.ratio * view.y);
    this.seen = { left: -view.x / view.k, top: -view.y / view.k, right: (this.width - view.x) / view.k, bottom: (this.height - view.y) / view.k };
    this.labels = [];
    this.labelled = [];
    this.container(this.scene.tree.root, 0);
    if (!this.scene.tree.root.kids.length) this.nothing();
    this.lightUp();
    for (const label of this.labels) this.floating(label);
  }

  visible(x, y, w, h) {
    const { seen } = this;
    return x <= seen.right && x + w >= seen.left && y <= seen.bottom && y + h >= seen.top;
  }

  nothing() {
    const { context: c, colours, ratio } = this;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.font = FONTS.name;
    c.fillStyle = colours.faint;
    c.textAlign = "center";
    c.fillText("There are no resources.", this.width / 2, this.height / 2);
    c.textAlign = "left";
  }

  container(node, depth) {
    if (depth) this.frame(node, depth);
    this.edges(node);
    const { k } = this.view;
    const high = BOX.height * k;
    const flat = [new Map(), new Map()];
    const boxes = [];
    for (const kid of node.kids) {
      if (!this.visible(kid.x - 8, kid.y - 8, kid.w + 16, kid.h + 16)) continue;
      if (kid.open) this.container(kid, depth + 1);
      else if (high < 11) {
        const tone = this.tone(kid);
        const group = flat[this.fades(kid) ? 1 : 0];
        if (!group.has(tone)) group.set(tone, []);
        group.get(tone).push(kid);
      } else boxes.push(kid);
    }
    const { context: c } = this;
    c.globalAlpha = FADED;
    for (const [tone, kids] of flat[1]) this.specks(tone, kids, high);
    c.globalAlpha = 1;
    for (const [tone, kids] of flat[0]) this.specks(tone, kids, high);
    for (const kid of boxes) {
      c.globalAlpha = this.fades(kid) ? FADED : 1;
      this.box(kid, high);
    }
    c.globalAlpha = 1;
  }

  /** Whether a search leaves a box out. */
  fades(node) {
    if (!this.sieve) return false;
    let out = this.sifted.get(node);
    if (out === undefined) this.sifted.set(node, (out = !this.sieve(node)));
    return out;
  }

  /** Boxes too small for words: all of one colour at once. */
  specks(tone, kids, high) {
    const { context: c } = this;
    c.beginPath();
    for (const kid of kids) c.rect(kid.x, kid.y, kid.w, kid.h);
    c.fillStyle = high < 5 ? mixed(tone.fill, tone.line, 0.45) : tone.fill;
    c.fill();
    if (high >= 5) {
      c.strokeStyle = tone.line;
      c.lineWidth = 0.8 / this.view.k;
      c.stroke();
    }
  }

  frame(node, depth) {
    const { context: c, colours, view } = this;
    c.beginPath();
    c.roundRect(node.x, node.y, node.w, node.h, 8);
    c.fillStyle = colours.frames[(depth - 1) % 3];
    c.fill();
    c.strokeStyle = node === this.chosen ? colours.chosen : colours["frame-line"];
    c.lineWidth = node === this.chosen ? Math.max(2, 2 / view.k) : Math.max(1, 0.8 / view.k);
    c.stroke();
    const screen = BOX.header * view.k;
    if (screen < 10) {
      if (node.w * view.k > 130 && node.h * view.k > 56) this.labels.push(node);
      return;
    }
    const size = Math.min(24, Math.max(13, 10 / view.k)) / 13;
    const middle = node.y + BOX.header / 2 + 1;
    this.chevron(node.x + 16, middle, true);
    let across = node.x + 28;
    const stop = node.x + node.w - 12 - (isPaged(node) ? BOX.pager : 0);
    c.textBaseline = "middle";
    c.fillStyle = colours.ink;
    c.font = scaled(size);
    const name = fitted(node.label, "name", (stop - across) / size);
    c.fillText(name, across, middle);
    across += widthOf(name, "name") * size + 8;
    const count = node.record.family ? countText(node.record.family) : "";
    if (count && across + widthOf(count, "name") * size < stop) {
      c.fillStyle = colours.needs;
      c.fillText(count, across, middle);
      across += widthOf(count, "name") * size + 8;
    }
    if (size === 1 && stop - across > 40) {
      c.fillStyle = colours.faint;
      c.font = FONTS.type;
      c.fillText(fitted(node.record.type, "type", stop - across), across, middle + 0.5);
    }
    if (isPaged(node)) this.pager(node, middle);
  }

  /** Which members are shown of a large family, and the ways to others. */
  pager(node, middle) {
    const { context: c, colours } = this;
    const right = node.x + node.w - 12;
    c.font = FONTS.type;
    c.textAlign = "center";
    const { family } = node.record;
    const last = node.from + node.count - 1;
    const words = `${number(node.from)}–${number(last)} of ${number(memberCount(family))}`;
    c.fillStyle = colours.faint;
    c.fillText(words, right - BOX.pager / 2, middle + 0.5);
    c.font = FONTS.name;
    for (const [sign, x, there] of [["‹", right - BOX.pager + 14, node.from > 0], ["›", right - 14, last < memberCount(family) - 1]]) {
      c.fillStyle = there ? colours.needs : colours["edge-faint"];
      c.fillText(sign, x, middle);
    }
    c.textAlign = "left";
  }

  /** The name of a frame whose header is too small to read: of a readable size, over what is in it. */
  floating(node) {
    const { context: c, colours, view, ratio } = this;
    const x = Math.max(node.x * view.k + view.x, 0);
    const y = Math.max(node.y * view.k + view.y, 0);
    const room = (node.x + node.w) * view.k + view.x - x - 12;
    if (room < 40 || this.labelled.some((one) => Math.abs(one.x - x) < 90 && Math.abs(one.y - y) < 21)) return;
    this.labelled.push({ x, y });
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.font = FONTS.name;
    const words = fitted(node.label + (node.record.family ? ` ${countText(node.record.family)}` : ""), "name", room - 10);
    c.fillStyle = colours.pill;
    c.beginPath();
    c.roundRect(x + 3, y + 3, widthOf(words, "name") + 10, 19, 4);
    c.fill();
    c.fillStyle = colours.ink;
    c.textBaseline = "middle";
    c.fillText(words, x + 8, y + 13);
    c.setTransform(ratio * view.k, 0, 0, ratio * view.k, ratio * view.x, ratio * view.y);
  }

  chevron(x, y, open) {
    const { context: c, colours } = this;
    c.beginPath();
    if (open) c.moveTo(x - 4, y - 2), c.lineTo(x, y + 2), c.lineTo(x + 4, y - 2);
    else c.moveTo(x - 2, y - 4), c.lineTo(x + 2, y), c.lineTo(x - 2, y + 4);
    c.strokeStyle = colours.faint;
    c.lineWidth = 1.6;
    c.stroke();
  }

  box(node, high) {
    const { context: c, colours, view } = this;
    const tone = this.tone(node);
    const { x, y, w, h } = node;
    const { family } = node.mint ? {} : node.record;
    const line = node === this.chosen ? Math.max(2.4, 2 / view.k) : Math.max(1.2, 0.9 / view.k);
    c.lineWidth = line;
    c.strokeStyle = tone.line;
    c.fillStyle = tone.fill;
    if (family) {
      for (const shift of [6, 3]) {
        c.beginPath();
        c.roundRect(x + shift, y - shift, w, h, 6);
        c.fill();
        c.stroke();
      }
    }
    c.beginPath();
    c.roundRect(x, y, w, h, node.mint ? 12 : 6);
    c.fill();
    if (!node.mint && isConditional(node.record)) c.setLineDash([5, 4]);
    if (node === this.chosen) c.strokeStyle = colours.chosen;
    c.stroke();
    c.setLineDash([]);
    this.words(node, tone, high);
  }

  words(node, tone, high) {
    const { context: c, colours, view } = this;
    const { x, y, w, h } = node;
    const { family } = node.mint ? {} : node.record;
    const small = high < 27;
    const size = small ? Math.min(28, 9.5 / view.k) / 13 : 1;
    const stop = x + w - (node.holds ? 24 : 10);
    const start = x + (small ? 10 : BOX.glyph);
    const row = y + (small ? h / 2 : 15);
    c.textBaseline = "middle";
    if (!small) sign(c, tone, x + 16, y + h / 2);
    if (node.holds) this.chevron(x + w - 14, y + h / 2, false);
    c.font = scaled(size);
    let room = (stop - start) / size;
    if (family) {
      const count = countText(family);
      room -= widthOf(count, "name") + 8;
      c.textAlign = "right";
      c.fillStyle = colours.needs;
      c.fillText(count, stop - 2, row);
      c.textAlign = "left";
    }
    c.fillStyle = colours.ink;
    c.fillText(fitted(node.label, "name", room), start, row);
    if (small) return;
    c.font = FONTS.type;
    c.fillStyle = colours.faint;
    c.fillText(fitted(shortType(node), "type", stop - start), start, y + 30);
  }

  /** The edges of a level. */
  edges(node) {
    const { level, layout } = node;
    if (!level.edges.length) return;
    const { context: c, view, colours } = this;
    const many = level.edges.length > MANY_EDGES;
    const near = view.k > 0.35;
    c.strokeStyle = many && !near ? colours["edge-faint"] : colours.edge;
    c.lineWidth = near ? 1.1 : (many ? 0.6 : 0.9) / view.k;
    const plain = new Path2D();
    const dashed = new Path2D();
    const heads = new Path2D();
    const crowded = level.crowded;
    level.edges.forEach((edge, at) => {
      if (crowded[at]) return;
      const from = node.kids[edge.from];
      const to = node.kids[edge.to];
      const left = Math.min(from.x, to.x);
      const top = Math.min(from.y, to.y);
      const right = Math.max(from.x + from.w, to.x + to.w);
      const bottom = Math.max(from.y + from.h, to.y + to.h);
      if (!this.visible(left, top, right - left, bottom - top)) return;
      if (many && (right - left) * view.k < 12 && (bottom - top) * view.k < 12) return;
      if (many && !this.visible(from.x, from.y, from.w, from.h) && !this.visible(to.x, to.y, to.w, to.h)) return;
      curve(edge.heat && near ? dashed : plain, node, edge, layout.routes[at], many && !near);
      if (near) head(heads, to.x, to.y + to.h / 2);
    });
    c.stroke(plain);
    if (near) {
      c.setLineDash([5, 4]);
      c.stroke(dashed);
      c.setLineDash([]);
      c.fillStyle = colours.edge;
      c.fill(heads);
    }
    if (view.k > 0.12) this.stubs(node);
  }

  /** Edges of what very many need are drawn when one asks for them; until then there is a stub at both ends. */
  stubs(node) {
    const { context: c, colours } = this;
    const { level, kids } = node;
    const lines = new Path2D();
    const dots = new Path2D();
    c.font = FONTS.type;
    c.textBaseline = "middle";
    c.fillStyle = colours.faint;
    for (const [sides, ahead] of [[level.crowdInto, false], [level.crowdOut, true]]) {
      for (const [place, count] of sides) {
        const kid = kids[place];
        if (!this.visible(kid.x - 60, kid.y, kid.w + 120, kid.h)) continue;
        const start = ahead ? kid.x + kid.w : kid.x;
        const stop = start + (ahead ? 12 : -12);
        const y = kid.y + kid.h / 2;
        lines.moveTo(start, y);
        lines.lineTo(stop, y);
        dots.moveTo(stop + 3, y);
        dots.arc(stop, y, 3, 0, 2 * Math.PI);
        if (count < 2) continue;
        c.textAlign = ahead ? "left" : "right";
        c.fillText(number(count), stop + (ahead ? 7 : -7), y);
      }
    }
    c.textAlign = "left";
    c.strokeStyle = c.fillStyle = colours.edge;
    c.stroke(lines);
    c.fill(dots);
  }

  /** What the node in question needs, and what waits for it. */
  lightUp() {
    const { context: c, colours, view } = this;
    const ways = { path: this.path, ...this.ways };
    for (const [mark, colour] of [["path", colours.path], ["waits", colours.waits], ["needs", colours.needs]]) {
      if (!ways[mark]) continue;
      const lines = new Path2D();
      const heads = new Path2D();
      const rims = new Path2D();
      for (const { node, at } of ways[mark].edges) {
        const edge = node.level.edges[at];
        curve(lines, node, edge, node.layout.routes[at], false);
        const to = node.kids[edge.to];
        head(heads, to.x, to.y + to.h / 2, 1.4);
      }
      for (const node of ways[mark].nodes) rims.roundRect(node.x - 2, node.y - 2, node.w + 4, node.h + 4, 8);
      c.strokeStyle = c.fillStyle = colour;
      c.lineWidth = Math.max(mark === "path" ? 3 : 2, (mark === "path" ? 2.4 : 1.6) / view.k);
      c.stroke(lines);
      c.fill(heads);
      c.setLineDash(mark === "waits" ? [6 , 3] : []);
      c.stroke(rims);
      c.setLineDash([]);
    }
  }
}
