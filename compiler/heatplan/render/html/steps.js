// Steps as the plan has them (heatplan.ir.shapes), made when they are asked for; any one is found without those before it.

const END = ".@complete";

const endsOf = (record) => {
  if (holds(record)) return END;
  return record.after ? record.after[record.after.length - 1].suffix : "";
};

/** How many steps a resource has with all that is inside it. */
function countOf(record) {
  if (record.steps !== undefined) return record.steps;
  let count = 1 + (record.before?.length ?? 0) + (record.after?.length ?? 0);
  if (holds(record)) count += 1;
  if (record.nested) count += countOfBlock(PLAN.blocks[record.nested.block]);
  if (record.family) {
    const { family } = record;
    if (family.count === null) for (const one of family.classes) count += countOf(one.resource);
    else for (const run of runsOf(family)) count += (run.stop - run.start) * countOf(run.one.resource);
  }
  return (record.steps = count);
}

function countOfBlock(block) {
  block.steps ??= block.resources.reduce((sum, record) => sum + countOf(record), 0);
  return block.steps;
}

const countOfSteps = () =>
  PLAN.mints.before.length + PLAN.mints.after.length + countOfBlock(PLAN.blocks[PLAN.root]);

/** The last steps of a level: what nothing else in it needs. */
function lastsOf(block) {
  if (!block.lasts) {
    const needed = new Set(block.resources.flatMap((record) => record.needs ?? []));
    block.lasts = block.resources.filter((_, place) => !needed.has(place)).map((record) => partOf(record) + endsOf(record));
  }
  return block.lasts;
}

const unique = (items) => [...new Set(items)];

/** All steps from a place in their order on. */
function* stepsFrom(place) {
  const walk = { skip: place };
  for (const step of rootMints()) if (!passed(walk, 1)) yield step;
  yield* levelSteps(PLAN.blocks[PLAN.root], "", PLAN.mints.lasts, walk);
}

/** Whether so many steps lie before the first one wanted. */
function passed(walk, count) {
  if (walk.skip < count) return false;
  walk.skip -= count;
  return true;
}

function* rootMints() {
  const { before, after } = PLAN.mints;
  const step = (mint, needs) => ({
    address: mint.suffix, action: "mint", type: mint.kind, identity: mint.by, needs, undo: mint.undo, mint, record: null,
  });
  for (const mint of before) yield step(mint, mint.needs ?? []);
  const needed = new Set(before.flatMap((mint) => mint.needs ?? []));
  let last = before.map((mint) => mint.suffix).filter((one) => !needed.has(one));
  for (const mint of after) {
    yield step(mint, unique([...last, ...(mint.needs ?? [])]));
    last = [mint.suffix];
  }
}

function needsIn(block, record, prefix, opener) {
  if (!record.needs?.length) return opener;
  return record.needs.map((need) => prefix + partOf(block.resources[need]) + endsOf(block.resources[need]));
}

function* levelSteps(block, prefix, opener, walk) {
  for (const record of block.resources) {
    if (passed(walk, countOf(record))) continue;
    yield* stepsOf(record, prefix + partOf(record), needsIn(block, record, prefix, opener), walk);
  }
}

function* stepsOf(record, where, needs, walk) {
  for (const step of ownSteps(record, where, needs)) if (!passed(walk, 1)) yield step;
  if (!holds(record)) return;
  if (record.nested) yield* levelSteps(PLAN.blocks[record.nested.block], `${where}.`, [where], walk);
  else yield* familySteps(record.family, where, walk);
  if (!passed(walk, 1)) yield closing(record, where);
}

/** The steps of a resource itself: what is minted before it, itself, what is minted after it. */
function ownSteps(record, where, needs) {
  const steps = [];
  const mint = (one, around) => {
    const own = one.needs ?? [];
    const local = own.filter((need) => need.startsWith(".")).map((need) => where + need);
    const every = [...own.filter((need) => !need.startsWith(".")), ...around];
    steps.push({
      address: where + one.suffix, action: "mint", type: one.kind, identity: one.by,
      needs: local.length ? unique([...every, ...local]) : every, undo: one.undo, mint: one, record,
    });
  };
  for (const one of record.before ?? []) mint(one, one.needs?.some((need) => need.startsWith(".")) ? [] : needs);
  steps.push({
    address: where, action: record.adopt ? "adopt" : "create", type: record.mapped ?? record.type, identity: record.by ?? "requester",
    needs: [...needs, ...(record.before ?? []).map((one) => where + one.suffix)], undo: record.undo ?? "delete", record,
  });
  let last = where;
  for (const one of record.after ?? []) {
    mint(one, [last]);
    last = where + one.suffix;
  }
  return steps;
}

/** The step that ends a nested stack or a family. */
function closing(record, where) {
  let needs;
  if (record.nested) needs = lastsOf(PLAN.blocks[record.nested.block]).map((last) => `${where}.${last}`);
  else {
    const filled = record.family.classes.filter((one) => one.names === "*" || one.ranges.length);
    needs = unique(filled.map((one) => `${where}[*]${endsOf(one.resource)}`)).sort();
  }
  if (record.after) needs.unshift(where + record.after[record.after.length - 1].suffix);
  return {
    address: where + END, action: "complete", type: record.mapped ?? record.type, identity: record.by ?? "requester",
    needs: needs.length ? needs : [where], undo: "none", record,
  };
}

/** What the member at a place of a family needs: its opening step, or the batch before its own. */
function needsOfMember(family, where, place) {
  const size = family.count === null ? 0 : family.batch?.[0] ?? 0;
  const batch = size ? Math.floor(place / size) : 0;
  if (!batch) return [where];
  const needs = [];
  for (let at = (batch - 1) * size; at < batch * size; at++) {
    const { name, record } = memberAt(family, at);
    needs.push(`${where}[${name}]${endsOf(record)}`);
  }
  return needs;
}

function* familySteps(family, where, walk) {
  const runs =
    family.count === null
      ? family.classes.map((one, before) => ({ start: before, stop: before + 1, before, one }))
      : runsOf(family);
  for (const run of runs) {
    const each = countOf(run.one.resource);
    if (passed(walk, each * (run.stop - run.start))) continue;
    const first = Math.floor(walk.skip / each);
    walk.skip -= first * each;
    for (let at = first; at < run.stop - run.start; at++) {
      const name = family.count === null ? "?" : String(run.start + at);
      yield* stepsOf(run.one.resource, `${where}[${name}]`, needsOfMember(family, where, run.before + at), walk);
    }
  }
}

/** The steps of the node itself: all but those inside it. */
function stepsOfNode(node) {
  if (node.mint) {
    const steps = node.owner ? stepsOfNode(node.owner) : [...rootMints()];
    return steps.filter((step) => step.address === node.address);
  }
  const { parent, record } = node;
  let needs;
  if (parent.record.family) {
    needs = needsOfMember(parent.record.family, parent.address, placeOf(parent.record.family, node.label.slice(1, -1)));
  } else {
    const root = parent.parent === null;
    needs = needsIn(PLAN.blocks[parent.record.nested.block], record, root ? "" : `${parent.address}.`, root ? PLAN.mints.lasts : [parent.address]);
  }
  const own = ownSteps(record, node.address, needs);
  return holds(record) ? [...own, closing(record, node.address)] : own;
}
