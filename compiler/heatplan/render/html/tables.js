// Two other ways to read the plan: all steps in their order, and every credential.

const ROWS = 200;
const SCANNED = 40000;

/** The steps, a page at a time; with a filter, those that it lets through, looked for as long as a page is not full. */
class StepTable {
  constructor(section) {
    this.body = section.querySelector("tbody");
    this.heads = headsOf(section);
    this.status = section.querySelector("[data-status]");
    this.filter = section.querySelector("input");
    this.from = 0;
    this.total = countOfSteps();
    this.filter.addEventListener("input", () => this.start());
    for (const button of section.querySelectorAll("[data-turn]"))
      button.addEventListener("click", () => this.turn(Number(button.dataset.turn)));
    this.buttons = section.querySelectorAll("[data-turn]");
  }

  start() {
    this.words = wordsOf(this.filter.value);
    this.from = 0;
    this.shown = [];
    this.walk = null;
    if (this.words.length) this.scan();
    else this.show();
  }

  turn(by) {
    if (this.words.length) {
      if (by > 0 && this.from + ROWS >= this.shown.length && this.walk) {
        this.from += ROWS;
        this.scan();
        return;
      }
      this.from = Math.max(0, Math.min(this.from + by * ROWS, Math.max(0, this.shown.length - 1)));
    } else {
      const last = Math.floor((this.total - 1) / ROWS) * ROWS;
      this.from = Math.max(0, Math.min(this.from + by * ROWS, last));
    }
    this.show();
  }

  /** Go on looking until a page is full, a while at a time. */
  scan() {
    this.walk ??= stepsFrom(0);
    this.scanned ??= 0;
    const { walk, words } = this;
    const on = () => {
      if (walk !== this.walk) return;
      for (let at = 0; at < SCANNED && this.shown.length < this.from + ROWS; at++) {
        const { value, done } = walk.next();
        if (done) {
          this.walk = null;
          break;
        }
        this.scanned = (this.scanned ?? 0) + 1;
        if (stepMatches(value, words)) this.shown.push(value);
      }
      this.show();
      if (this.walk && this.shown.length < this.from + ROWS) setTimeout(on, 0);
    };
    this.scanned = this.shown.length ? this.scanned : 0;
    on();
  }

  show() {
    let rows;
    if (this.words?.length) rows = this.shown.slice(this.from, this.from + ROWS);
    else {
      rows = [];
      for (const step of stepsFrom(this.from)) {
        if (rows.length === ROWS) break;
        rows.push(step);
      }
    }
    this.body.replaceChildren(...rows.map((step, at) => labelled(this.row(step, this.from + at + 1), this.heads)));
    const last = this.from + rows.length;
    const range = rows.length ? `${number(this.from + 1)}–${number(last)}` : "none";
    this.status.textContent = this.words?.length
      ? `${range} of ${number(this.shown.length)}${this.walk ? ` found in the first ${number(this.scanned)}` : ""} of ${number(this.total)} steps`
      : `${range} of ${number(this.total)} steps`;
    this.buttons[0].disabled = this.from === 0;
    this.buttons[1].disabled = this.words?.length ? !this.walk && last >= this.shown.length : last >= this.total;
  }

  row(step, at) {
    const all = unique(step.needs);
    const needs = all.slice(0, 3).flatMap((one) => [linkTo(one), " "]);
    if (all.length > 3) needs.push(`and ${number(all.length - 3)} more`);
    return make("tr", {}, [
      make("td", { class: "number" }, [this.words?.length ? "" : number(at)]),
      make("th", { scope: "row" }, [linkTo(step.address)]),
      make("td", {}, [step.action]),
      make("td", {}, [step.type]),
      make("td", {}, [step.identity]),
      make("td", { class: "needs" }, needs),
      make("td", {}, [step.undo]),
    ]);
  }
}

/** The row with the name of its column in each cell, for screens too narrow for columns. */
function labelled(row, heads) {
  [...row.children].forEach((cell, at) => (cell.dataset.label = heads[at]));
  return row;
}

const headsOf = (section) => [...section.querySelectorAll("thead th")].map((head) => head.textContent);

function stepMatches(step, words) {
  return words.every(({ key, word }) => {
    if (key === "action") return step.action.includes(word);
    if (key === "by") return step.identity.includes(word);
    if (key === "undo") return step.undo.includes(word);
    if (key === "type") return step.type.toLowerCase().includes(word);
    if (key) return step.record ? saidOf(step.record, key).includes(word) : false;
    return step.address.toLowerCase().includes(word) || step.type.toLowerCase().includes(word) || step.action === word || step.identity === word;
  });
}

/** Every credential: who mints it, what it may do, who is made with it, where its secret goes, how it ends. */
class CredentialTable {
  constructor(section) {
    this.section = section;
    this.body = section.querySelector("tbody");
    this.heads = headsOf(section);
    this.status = section.querySelector("[data-status]");
    this.filter = section.querySelector("input");
    this.choice = section.querySelector("select");
    this.rows = PLAN.credentials.rows.map((row) => ({ row, said: JSON.stringify(row).toLowerCase() }));
    this.filter.addEventListener("input", () => this.show());
    this.choice.addEventListener("change", () => this.show());
    this.others(section.querySelector("[data-others]"));
    this.acting(section.querySelector("[data-acting]"));
    this.show();
  }

  show() {
    const words = this.filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const how = this.choice.value;
    const rows = this.rows.filter(({ row, said }) => (!how || row.ends === how) && words.every((word) => said.includes(word)));
    this.body.replaceChildren(...rows.slice(0, 1000).map(({ row }) => labelled(this.line(row), this.heads)));
    const left = this.rows.filter(({ row }) => row.ends === "residue").length;
    this.status.textContent = this.rows.length
      ? `${number(rows.length)} of ${number(this.rows.length)}; ${left ? `${number(left)} stay behind when the stack is deleted` : "nothing stays behind when the stack is deleted"}${rows.length > 1000 ? "; the first 1000 are listed" : ""}`
      : "nothing is minted";
  }

  line(row) {
    const count = row.count === 1 ? null : ` ×${row.count === null ? "?" : number(row.count)}`;
    const goes = row.goes.map(([owner, words, path]) =>
      make("li", {}, [owner && owner !== row.owner ? linkTo(owner) : null, owner && owner !== row.owner ? ": " : null, path ? `${words}: ` : words, path ? make("code", {}, [path]) : null]));
    const users = [...new Set([...(row.owner ? [row.owner] : []), ...row.users])];
    return make("tr", { class: row.ends }, [
      make("th", { scope: "row" }, [linkTo(row.address)]),
      make("td", {}, [make("b", {}, [row.kind]), count, row.perhaps ? " (perhaps)" : null]),
      make("td", {}, [make("span", { class: `by ${row.by}`, title: PLAN.credentials.acts[row.by] }, [row.by])]),
      make("td", {}, [row.right || "—"]),
      make("td", {}, users.length ? [make("ul", {}, users.map((one) => make("li", {}, [linkTo(one)]))), row.more ? `and ${number(row.more)} more` : null] : [row.kind === "trust" ? "Heat, when it acts later in the owner's name" : "—"]),
      make("td", {}, goes.length ? [make("ul", {}, goes)] : ["—"]),
      make("td", { class: "end" }, [make("b", {}, [{ revoke: "revoked", expire: "expires", residue: "stays" }[row.ends]]), " ", row.end]),
    ]);
  }

  /** Secrets that nobody mints: hidden parameters, keys and random texts that resources have. */
  others(list) {
    const { other } = PLAN.credentials;
    list.closest("section").hidden = !other.length;
    list.append(...other.map((one) => make("li", {}, [make("code", {}, [one.secret]), " goes to ",
      ...one.goes.flatMap(([address, words, path], at) => [at ? ", " : "", address.startsWith("outputs.") ? make("code", {}, [address]) : linkTo(address), ` ${path ? `${path} ` : ""}(${words})`])])));
  }

  acting(list) {
    const acting = new Set(["requester", ...this.rows.map(({ row }) => row.by)]);
    for (const { row } of this.rows) if (row.kind === "trust") acting.add("trust");
    for (const { row } of this.rows) if (row.kind === "user") acting.add("stack-user");
    list.append(...Object.entries(PLAN.credentials.acts).filter(([name]) => acting.has(name)).flatMap(([name, words]) => [make("dt", {}, [name]), make("dd", {}, [words])]));
  }
}
