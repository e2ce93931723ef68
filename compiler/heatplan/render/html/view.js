// Moving over the picture: dragging, two fingers, the wheel, keys; what the pointer is on.

const NEAREST = 4;

class View {
  constructor(picture, page) {
    this.picture = picture;
    this.page = page;
    this.pointers = new Map();
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    const { canvas } = picture;
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    canvas.addEventListener("pointerdown", (event) => this.down(event));
    canvas.addEventListener("pointermove", (event) => this.moved(event));
    canvas.addEventListener("pointerup", (event) => this.up(event));
    canvas.addEventListener("pointercancel", (event) => this.pointers.delete(event.pointerId));
    canvas.addEventListener("pointerleave", () => this.hover(null));
    canvas.addEventListener("dblclick", (event) => this.twice(event));
    canvas.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.resized()).observe(canvas.parentElement);
  }

  resized() {
    this.picture.resize();
    const { chosen } = this.page;
    if (!this.fitted) this.fit(false);
    else if (chosen && !this.inSight(chosen)) this.centre(chosen, false);
    this.page.paint();
  }

  /** The part of the picture that no tool lies over. */
  room() {
    const { width, height } = this.picture;
    const printing = document.body.classList.contains("printing");
    const tools = printing ? 0 : byId("tools").offsetHeight + 20;
    const legend = byId("legend").offsetHeight + 20;
    return { x: 4, y: tools, w: width - 8, h: Math.max(80, height - tools - legend) };
  }

  /** The scale at which all of it is seen. */
  whole() {
    const room = this.room();
    const { w, h } = this.page.tree.root;
    return Math.min(1.25, room.w / w, room.h / h);
  }

  fit(smooth = true) {
    const { picture } = this;
    if (!picture.width || !picture.height) return;
    const room = this.room();
    const { w, h } = this.page.tree.root;
    const k = this.whole();
    this.fitted = true;
    this.go({ k, x: room.x + (room.w - w * k) / 2, y: room.y + (room.h - h * k) / 2 }, smooth);
  }

  /** Bring a node into sight, of a size that can be read. */
  centre(node, smooth = true) {
    const { picture } = this;
    if (!picture.width) return;
    const room = this.room();
    const fit = Math.min(room.w / (node.w + 40), room.h / (node.h + 40));
    const k = Math.min(NEAREST, node.open ? Math.min(1, fit) : Math.max(picture.view.k, 0.8));
    const high = Math.min(node.h, room.h / k);
    this.fitted = true;
    this.go({ k, x: room.x + room.w / 2 - (node.x + node.w / 2) * k, y: room.y + room.h / 2 - (node.y + high / 2) * k }, smooth);
  }

  /** Whether a node is seen, of a size that can be read and under no tool. */
  inSight(node) {
    const { k, x, y } = this.picture.view;
    const room = this.room();
    const left = node.x * k + x;
    const top = node.y * k + y;
    const wide = Math.min(node.w * k, room.w * 0.5);
    return k > 0.4 && left >= room.x && top >= room.y && left + wide <= room.x + room.w && top + BOX.height * k <= room.y + room.h;
  }

  go(view, smooth) {
    const { picture } = this;
    cancelAnimationFrame(this.moving);
    if (!smooth || this.still.matches) {
      Object.assign(picture.view, view);
      this.page.paint();
      return;
    }
    const from = { ...picture.view };
    const start = performance.now();
    const on = (now) => {
      const part = Math.min(1, (now - start) / 220);
      const ease = 1 - (1 - part) ** 3;
      for (const key of ["x", "y", "k"]) picture.view[key] = from[key] + (view[key] - from[key]) * ease;
      this.page.paint();
      if (part < 1) this.moving = requestAnimationFrame(on);
    };
    this.moving = requestAnimationFrame(on);
  }

  zoom(factor, x = this.picture.width / 2, y = this.picture.height / 2, smooth = false) {
    const { view } = this.picture;
    const least = Math.min(0.5, this.whole() * 0.5);
    const k = Math.max(least, Math.min(NEAREST, view.k * factor));
    this.go({ k, x: x - ((x - view.x) * k) / view.k, y: y - ((y - view.y) * k) / view.k }, smooth);
  }

  pan(x, y) {
    const { view } = this.picture;
    this.go({ k: view.k, x: view.x + x, y: view.y + y }, false);
  }

  wheel(event) {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 18 : 1;
    const aside = event.deltaX * unit;
    if ((Math.abs(aside) > Math.abs(event.deltaY) || event.shiftKey) && !event.ctrlKey) {
      this.pan(-(aside || event.deltaY * unit), event.shiftKey ? 0 : -event.deltaY * unit);
      return;
    }
    const box = this.picture.canvas.getBoundingClientRect();
    this.zoom(Math.exp(-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.0016)), event.clientX - box.left, event.clientY - box.top);
  }

  point(event) {
    const box = this.picture.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** Where the pointer is in the picture's own measures. */
  inside(event) {
    const { view } = this.picture;
    const { x, y } = this.point(event);
    return { x: (x - view.x) / view.k, y: (y - view.y) / view.k };
  }

  down(event) {
    if (event.button > 0) return;
    this.picture.canvas.focus({ preventScroll: true });
    this.picture.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, this.point(event));
    if (this.pointers.size === 1) this.travelled = 0;
  }

  moved(event) {
    const before = this.pointers.get(event.pointerId);
    const now = this.point(event);
    if (!before) {
      const { x, y } = this.inside(event);
      this.hover(this.page.scene.at(x, y), event.shiftKey);
      return;
    }
    if (this.pointers.size === 1) {
      this.travelled += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
      if (this.travelled > 4) this.pan(now.x - before.x, now.y - before.y);
    } else {
      const [other] = [...this.pointers.entries()].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
      const far = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) || 1;
      this.travelled = 99;
      this.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
      this.zoom(far(now, other) / far(before, other), (now.x + other.x) / 2, (now.y + other.y) / 2);
    }
    if (this.travelled > 4) this.pointers.set(event.pointerId, now);
  }

  up(event) {
    const known = this.pointers.delete(event.pointerId);
    if (!known || this.travelled > 4) return;
    const { x, y } = this.inside(event);
    const node = this.page.scene.at(x, y);
    if (node && this.control(node, x, y)) return;
    this.page.choose(node, event.shiftKey);
  }

  /** What a click on a part of a frame or box does by itself: opening, closing, turning to other members. */
  control(node, x, y) {
    if (!node.holds) return false;
    if (!node.open) {
      if (x < node.x + node.w - 26) return false;
      this.page.toggle(node);
      return true;
    }
    const header = y < node.y + BOX.header;
    if (header && x < node.x + 28) {
      this.page.toggle(node);
      return true;
    }
    const right = node.x + node.w - 12;
    if (!header || !isPaged(node) || x < right - BOX.pager) return false;
    if (x < right - BOX.pager + 30) this.page.turn(node, node.from - node.size);
    else if (x > right - 30) this.page.turn(node, node.from + node.size);
    else return false;
    return true;
  }

  twice(event) {
    const { x, y } = this.inside(event);
    const node = this.page.scene.at(x, y);
    if (node?.holds && !(node.open && y > node.y + BOX.header)) this.page.toggle(node);
  }

  hover(node, chain = false) {
    if (node === this.picture.hovered && chain === this.chain) return;
    this.picture.hovered = node;
    this.chain = chain;
    this.picture.canvas.style.cursor = node ? "pointer" : "grab";
    this.picture.canvas.title = node ? `${node.address}\n${node.type}` : "";
    this.page.light();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { page } = this;
    const keys = {
      "+": () => this.zoom(1.3, undefined, undefined, true),
      "=": () => this.zoom(1.3, undefined, undefined, true),
      "-": () => this.zoom(1 / 1.3, undefined, undefined, true),
      0: () => this.fit(),
      f: () => this.fit(),
      Enter: () => page.chosen?.holds && page.toggle(page.chosen),
      " ": () => page.chosen?.holds && page.toggle(page.chosen),
      Escape: () => page.choose(page.chosen?.parent?.parent ? page.chosen.parent : null),
      ArrowLeft: () => page.walk("into"),
      ArrowRight: () => page.walk("out"),
      ArrowUp: () => page.walk(-1),
      ArrowDown: () => page.walk(1),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
}
