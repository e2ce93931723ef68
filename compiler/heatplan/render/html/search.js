// Finding things: over the plan's records, where a family is one whatever its count.

const MOST_FOUND = 5000;
const LISTED = 60;
const KEYS = ["type", "name", "prop", "by", "action", "kind", "undo", "mint", "file"];

/** A query's words: plain ones, and those with a key (`type:OS::Nova::Server`). */
function wordsOf(query) {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const [, key, rest] = /^([a-z]+):(?!:)(.+)$/.exec(word) ?? [];
      return KEYS.includes(key) ? { key, word: rest } : { key: "", word };
    });
}

/** What a record says under a key of a query, in small letters. */
function saidOf(record, key) {
  const mints = [...(record.before ?? []), ...(record.after ?? [])];
  const said = {
    type: () => `${record.type} ${record.mapped ?? ""}`,
    name: () => record.name,
    prop: () => [...(record.inputs ?? []), ...(record.nested?.given ?? [])].map(([name, value]) => `${name}: ${textOf(value)}`).join("\n"),
    by: () => `${record.by ?? "requester"} ${mints.map((mint) => mint.by).join(" ")}`,
    action: () => `${record.adopt ? "adopt" : "create"}${mints.length ? " mint" : ""}`,
    kind: () => kindOf(record),
    undo: () => record.undo ?? "delete",
    mint: () => mints.map((mint) => `${mint.kind} ${mint.name}`).join(" "),
    file: () => (record.at ? PLAN.files[record.at[0]].name : ""),
  };
  return said[key]().toLowerCase();
}

function matches(record, address, words) {
  return words.every(({ key, word }) =>
    key ? saidOf(record, key).includes(word) : address.toLowerCase().includes(word) || saidOf(record, "type").includes(word) || saidOf(record, "prop").includes(word),
  );
}

/** Everything that a query finds: {address, record, count}, what an address names exactly first. */
function found(query) {
  const words = wordsOf(query);
  if (!words.length) return [];
  const results = [];
  const exact = recordAt(query.trim());
  if (exact) results.push({ address: query.trim(), record: exact, count: 1 });
  const walk = (record, address, count) => {
    if (results.length >= MOST_FOUND) return;
    if (matches(record, address, words) && address !== query.trim()) results.push({ address, record, count });
    if (record.nested) level(PLAN.blocks[record.nested.block], `${address}.`, count);
    for (const one of record.family?.classes ?? []) {
      const size = record.family.count === null ? null : one.ranges.reduce((sum, [start, stop]) => sum + stop - start, 0);
      const name = record.family.count === null ? "?" : size ? one.ranges[0][0] : null;
      if (name !== null) walk(one.resource, `${address}[${name}]`, size === null || count === null ? null : count * size);
    }
  };
  const level = (block, prefix, count) => {
    for (const record of block.resources) walk(record, prefix + partOf(record), count);
  };
  level(PLAN.blocks[PLAN.root], "", 1);
  return results;
}

/** A test for what is drawn: whether a query finds it, or something inside of what is closed. */
function sieve(words, results) {
  const pattern = (address) => address.replace(/\[[^\]]*\]/g, "[*]");
  const around = new Set(results.flatMap(({ address }) => enclosing(address).map(pattern)));
  const exact = new Set(results.map(({ address }) => address));
  return (node) => {
    if (node.mint) return false;
    if (holds(node.record) && !node.open && around.has(pattern(node.address))) return true;
    return exact.has(node.address) || matches(node.record, node.address, words);
  };
}

/** The record at an address, nothing opened; null where there is none. */
function recordAt(address) {
  const parts = partsOf(address);
  if (!parts?.length) return null;
  let record = { nested: { block: PLAN.root } };
  for (const part of parts) {
    if (part.startsWith("@")) return null;
    if (part.startsWith("[")) {
      const place = record.family ? placeOf(record.family, part.slice(1, -1)) : -1;
      if (place < 0) return null;
      ({ record } = memberAt(record.family, place));
    } else {
      record = record.nested && PLAN.blocks[record.nested.block].resources.find((one) => partOf(one) === part);
      if (!record) return null;
    }
  }
  return record;
}

/** The search field, with the list of what it has found; Enter goes from one to the next. */
class Search {
  constructor(input, list, status, page) {
    Object.assign(this, { input, list, status, page, results: [], at: -1 });
    input.addEventListener("input", () => this.look());
    input.addEventListener("focus", () => this.results.length && this.show(true));
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.show(false), 150));
    list.addEventListener("pointerdown", (event) => {
      const item = event.target.closest("[data-at]");
      if (!item) return;
      event.preventDefault();
      this.pick(Number(item.dataset.at));
      this.show(false);
    });
  }

  look() {
    this.results = found(this.input.value);
    this.at = -1;
    this.page.sift(wordsOf(this.input.value), this.results);
    this.list.replaceChildren(
      ...this.results.slice(0, LISTED).map((result, at) =>
        make("li", { role: "option", id: `found-${at}`, "data-at": at, "aria-selected": "false" }, [
          make("b", {}, [result.address]),
          make("span", {}, [result.record.type + (result.count === 1 ? "" : result.count === null ? " ×?" : ` ×${number(result.count)}`)]),
        ]),
      ),
    );
    const count = this.results.length;
    this.status.textContent = !this.input.value.trim() ? "" : count >= MOST_FOUND ? `${count}+` : String(count);
    this.status.title = count >= MOST_FOUND ? "more than are listed" : "";
    this.input.classList.toggle("none", Boolean(this.input.value.trim()) && !count);
    this.show(count > 0);
  }

  show(yes) {
    this.list.hidden = !yes;
    this.input.setAttribute("aria-expanded", String(yes));
  }

  key(event) {
    const { results } = this;
    if (event.key === "Escape") {
      this.show(false);
      this.input.blur();
    } else if ((event.key === "Enter" || event.key === "ArrowDown" || event.key === "ArrowUp") && results.length) {
      event.preventDefault();
      const back = event.key === "ArrowUp" || event.shiftKey;
      this.pick((this.at + (back ? -1 + results.length : 1)) % results.length);
    }
    event.stopPropagation();
  }

  pick(at) {
    this.at = Math.max(0, at);
    for (const item of this.list.children) {
      const on = Number(item.dataset.at) === this.at;
      item.setAttribute("aria-selected", String(on));
      if (on) item.scrollIntoView({ block: "nearest" });
    }
    this.input.setAttribute("aria-activedescendant", `found-${this.at}`);
    this.status.textContent = `${this.at + 1} / ${this.results.length}`;
    this.page.visit(this.results[this.at].address);
  }
}
