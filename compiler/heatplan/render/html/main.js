// The page: what is chosen, which view is on, and what follows from a change.

const OPEN_AT_FIRST = [90, 60, 40, 25, 15, 0];
const READABLE = 0.36;
const OPEN_ALL = 10000;
const byId = (id) => document.getElementById(id);

class Page {
  constructor() {
    this.openReadable();
    this.picture = new Picture(byId("graph"), this.scene);
    this.panel = new Panel(byId("panel"), this);
    this.chosen = null;
    this.chain = false;
    this.view = new View(this.picture, this);
    this.search = new Search(byId("search"), byId("found"), byId("found-count"), this);
    this.controls();
    this.start(PLAN.start);
    this.legend();
    this.panel.show(null);
    this.picture.resize();
    this.view.fit(false);
    this.picture.draw();
    this.follow();
  }

  /** Open as much as can be read when all of it is in sight. */
  openReadable() {
    const { clientWidth, clientHeight } = byId("graph");
    for (const boxes of OPEN_AT_FIRST) {
      this.tree = new Tree();
      this.tree.openSome(boxes);
      this.scene = new Scene(this.tree);
      this.scene.layOut();
      const { w, h } = this.tree.root;
      if (Math.min(clientWidth / w, clientHeight / h) > READABLE) return;
    }
  }

  /** As whoever made the page wants it to open. */
  start({ by, dark, path }) {
    byId("path").checked = path;
    if (path) this.picture.path = shownPath(this.tree);
    if (dark) document.documentElement.dataset.theme = "dark";
    if (dark) this.picture.theme();
    this.scene.by = byId("by").value = by;
    if (by !== "identity") return;
    byId("mints").checked = true;
    this.tree.showMints(true);
    this.scene.layOut();
  }

  controls() {
    const on = (id, event, act) => byId(id).addEventListener(event, act);
    on("nearer", "click", () => this.view.zoom(1.4, undefined, undefined, true));
    on("farther", "click", () => this.view.zoom(1 / 1.4, undefined, undefined, true));
    on("whole", "click", () => this.view.fit());
    on("open-all", "click", () => this.all(true));
    on("close-all", "click", () => this.all(false));
    on("by", "change", (event) => {
      this.scene.by = event.target.value;
      if (event.target.value === "identity" && !byId("mints").checked) byId("mints").click();
      this.legend();
      this.paint();
    });
    on("mints", "change", (event) => {
      this.tree.showMints(event.target.checked);
      this.changed();
      this.legend();
      this.view.fit();
    });
    on("path", "change", () => {
      this.legend();
      this.light();
    });
    on("about", "click", () => {
      this.choose(null);
      document.body.classList.add("chosen");
    });
    on("theme", "click", () => this.turnTheme());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.themed());
    for (const tab of document.querySelectorAll("[role=tab]")) {
      tab.addEventListener("click", () => this.turnTo(tab.dataset.tab));
      tab.addEventListener("keydown", (event) => this.tabKey(event));
    }
    addEventListener("hashchange", () => this.follow());
    addEventListener("keydown", (event) => {
      if (event.key === "Shift" && this.picture.hovered) this.view.hover(this.picture.hovered, true);
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "/") {
        event.preventDefault();
        this.tab("graph");
        byId("search").focus();
        byId("search").select();
      } else if (event.key === "Escape" && event.target !== this.picture.canvas) this.choose(null);
    });
    addEventListener("keyup", (event) => event.key === "Shift" && this.picture.hovered && this.view.hover(this.picture.hovered, false));
    addEventListener("beforeprint", () => this.printing(true));
    addEventListener("afterprint", () => this.printing(false));
  }

  /** Ask for a new picture; several changes make one. */
  paint() {
    if (this.asked) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      this.picture.draw();
    });
  }

  /** Something opened or closed: lay out again, `anchor` staying where it is on the screen. */
  changed(anchor = null) {
    const { view } = this.picture;
    const before = anchor && { x: anchor.x, y: anchor.y };
    this.scene.layOut();
    if (before) {
      view.x += (before.x - anchor.x) * view.k;
      view.y += (before.y - anchor.y) * view.k;
    }
    if (this.chosen && !this.drawn(this.chosen)) this.chosen = this.picture.chosen = null;
    this.picture.hovered = null;
    this.picture.sifted.clear();
    this.light();
  }

  drawn(node) {
    for (let one = node; one.parent; one = one.parent) if (!one.parent.open || one.parent.kids[one.place] !== one) return false;
    return true;
  }

  toggle(node) {
    if (node.open) this.tree.close(node);
    else this.tree.open(node);
    this.changed(node);
    this.choose(node);
    this.say(`${node.address} ${node.open ? `opened, ${node.kids.length} inside` : "closed"}`);
  }

  turn(node, from, size = node.size) {
    this.tree.turn(node, from, size);
    this.changed(node);
    this.choose(node);
  }

  all(open) {
    if (open) this.tree.openSome(OPEN_ALL, true);
    else this.tree.closeAll();
    this.changed();
    this.view.fit();
    this.say(`${number(this.scene.shown)} steps are shown`);
  }

  choose(node, chain = false) {
    this.chosen = this.picture.chosen = node;
    this.chain = chain;
    this.panel.show(node);
    document.body.classList.toggle("chosen", Boolean(node));
    this.light();
    const hash = node ? hashOf(node.address) : "#";
    if (decoded(location.hash) !== decoded(hash)) history.replaceState(null, "", hash);
    this.say(node ? `${node.address}, ${node.type}` : "the whole plan");
  }

  /** Go to an address: open what is around it, choose it, bring it into sight. */
  visit(address, smooth = true) {
    const node = this.tree.reveal(address);
    if (!node) {
      this.say(`there is no ${address}`);
      return false;
    }
    this.tab("graph");
    byId("mints").checked = this.tree.mints;
    this.changed();
    this.legend();
    this.choose(node);
    if (!this.view.inSight(node)) this.view.centre(node, smooth);
    return true;
  }

  /** What the address in the location names. */
  follow() {
    const hash = decoded(location.hash).slice(1) || (this.followed ? "" : PLAN.start.focus);
    this.followed = true;
    if (hash.startsWith("/")) this.tab(hash.slice(1));
    else if (hash && hash !== this.chosen?.address) this.visit(hash, false);
  }

  /** Let what the search does not find fade. */
  sift(words, results) {
    this.picture.sieve = words.length && results.length ? sieve(words, results) : null;
    this.picture.sifted.clear();
    this.paint();
  }

  /** From what is chosen to one that it needs or that needs it, or to the one before or after. */
  walk(way) {
    const { root } = this.tree;
    let next = root.kids[0];
    if (this.chosen) {
      const { parent, place } = this.chosen;
      if (typeof way === "number") next = parent.kids[(place + way + parent.kids.length) % parent.kids.length];
      else {
        const [edge] = parent.level[way][place];
        const found = edge === undefined ? null : parent.level.edges[edge][way === "into" ? "from" : "to"];
        const inside = way === "out" && found === null && this.chosen.open ? this.chosen.kids[0] : null;
        next = found === null ? inside : parent.kids[found];
      }
    }
    if (!next) return;
    this.choose(next);
    if (!this.view.inSight(next)) this.view.centre(next);
  }

  /** Find what is to be lit: needs and waits of the node under the pointer, else of the one that is chosen. */
  light() {
    const node = this.picture.hovered ?? this.chosen;
    const chain = this.picture.hovered ? this.view.chain : this.chain;
    this.picture.ways = node ? { needs: wayOf(node, "into", chain), waits: wayOf(node, "out", chain) } : null;
    this.picture.path = byId("path").checked ? shownPath(this.tree) : null;
    this.paint();
  }

  legend() {
    const used = new Set();
    let stubs = false;
    let perhaps = false;
    const visit = (node) => {
      stubs ||= node.level.crowdOut.size > 0;
      for (const kid of node.kids) {
        if (kid.open) visit(kid);
        perhaps ||= !kid.mint && isConditional(kid.record);
        if (!kid.open) used.add(this.scene.colour(kid)[0]);
      }
    };
    visit(this.tree.root);
    const { dark } = this.picture.colours;
    const rows = [...PALETTES[this.scene.by].values()].filter((row) => used.has(row[0])).slice(0, 16);
    byId("legend").replaceChildren(
      ...rows.map((row) => {
        const canvas = make("canvas", { width: 40, height: 40, "aria-hidden": "true" });
        const c = canvas.getContext("2d");
        c.scale(2, 2);
        const tone = { ...tones(row, dark), sign: row[2] };
        c.fillStyle = tone.fill;
        c.fillRect(0, 0, 20, 20);
        sign(c, tone, 10, 10);
        return make("li", {}, [canvas, row[1]]);
      }),
      make("li", { class: "line needs" }, ["needs"]),
      make("li", { class: "line waits" }, ["needed by"]),
      byId("path").checked ? make("li", { class: "line longest" }, ["critical path"]) : "",
      make("li", { class: "line heat" }, ["an order that Heat adds"]),
      perhaps ? make("li", { class: "perhaps" }, ["if its condition holds"]) : "",
      stubs ? make("li", { class: "stub" }, ["one of many: point at it"]) : "",
    );
  }

  turnTheme() {
    document.documentElement.dataset.theme = this.picture.colours.dark ? "light" : "dark";
    this.themed();
  }

  themed() {
    this.picture.theme();
    this.legend();
    this.paint();
  }

  tab(name) {
    const tabs = [...document.querySelectorAll("[role=tab]")];
    if (!tabs.some((tab) => tab.dataset.tab === name)) return;
    for (const tab of tabs) {
      const on = tab.dataset.tab === name;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      byId(tab.getAttribute("aria-controls")).hidden = !on;
    }
    document.body.dataset.tab = name;
    if (name === "steps" && !this.stepTable) (this.stepTable = new StepTable(byId("steps"))).start();
    if (name === "credentials") this.credentialTable ??= new CredentialTable(byId("credentials"));
  }

  /** Another view, which the location names from now on. */
  turnTo(name) {
    this.tab(name);
    const hash = name !== "graph" ? `#/${name}` : this.chosen ? hashOf(this.chosen.address) : "#";
    history.replaceState(null, "", hash);
  }

  tabKey(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const tabs = [...document.querySelectorAll("[role=tab]")];
    const next = tabs[(tabs.indexOf(event.target) + by + tabs.length) % tabs.length];
    this.turnTo(next.dataset.tab);
    next.focus();
  }

  /** For paper: all of the picture, in light colours, as wide as the sheet. */
  printing(yes) {
    const { picture } = this;
    if (yes) {
      this.before = { view: { ...picture.view }, theme: document.documentElement.dataset.theme };
      document.documentElement.dataset.theme = "light";
      document.body.classList.add("printing");
    } else {
      document.body.classList.remove("printing");
      if (this.before.theme) document.documentElement.dataset.theme = this.before.theme;
      else delete document.documentElement.dataset.theme;
    }
    picture.theme();
    picture.resize();
    if (yes) this.view.fit(false);
    else Object.assign(picture.view, this.before.view);
    this.legend();
    picture.draw();
  }

  say(words) {
    byId("said").textContent = words;
  }
}

/** The nodes and edges in one direction from a node; `chain` goes on to the end, out of the levels around it too. */
function wayOf(node, way, chain) {
  const nodes = new Set();
  const edges = [];
  for (let one = node; one.parent; one = one.parent) {
    const { level, kids } = one.parent;
    const waiting = [one.place];
    const seen = new Set(waiting);
    while (waiting.length) {
      const place = waiting.pop();
      for (const at of level[way][place]) {
        const next = level.edges[at][way === "into" ? "from" : "to"];
        edges.push({ node: one.parent, at });
        nodes.add(kids[next]);
        if (chain && !seen.has(next)) {
          seen.add(next);
          waiting.push(next);
        }
      }
    }
    if (!chain) break;
  }
  return { nodes, edges };
}

function decoded(hash) {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

document.body.classList.add("ready");
const page = new Page();
requestAnimationFrame(() => setTimeout(() => performance.mark("drawn"), 0));

// For tests, and for programs that read a page: nothing here changes the plan.
window.heatplan = {
  plan: PLAN,
  page,
  shown: () => page.scene.shown,
  tones: (row) => tones(row, page.picture.colours.dark),
  steps: (from = 0, most = Infinity) => {
    const steps = [];
    for (const { address, action, type, identity, needs, undo } of stepsFrom(from)) {
      if (steps.length >= most) break;
      steps.push([address, action, type, identity, needs, undo]);
    }
    return steps;
  },
  count: countOfSteps,
};
