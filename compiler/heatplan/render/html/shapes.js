// Colours of the theme, edges as curves, and the signs of kinds.

const COLOURS = ["canvas", "ink", "faint", "edge", "edge-faint", "frame", "frame-line", "needs", "waits", "chosen", "pill", "path"];

/** Colours of the theme that is on. */
function themeColours() {
  const style = getComputedStyle(document.documentElement);
  const colours = Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  colours.frames = [1, 2, 3].map((depth) => style.getPropertyValue(`--frame-${depth}`).trim());
  colours.dark = style.getPropertyValue("--dark").trim() === "1";
  return colours;
}

/** A mixture of two colours (#rrggbb), `part` of the second. */
function mixed(one, other, part) {
  const of = (colour, at) => parseInt(colour.slice(at, at + 2), 16);
  const digits = [1, 3, 5].map((at) => Math.round(of(one, at) * (1 - part) + of(other, at) * part));
  return `#${digits.map((digit) => digit.toString(16).padStart(2, "0")).join("")}`;
}

/** The line and the fill of a row of a palette, in the theme that is on. */
function tones(row, dark) {
  if (!dark) return { line: row[3], fill: row[4] };
  return { line: mixed(row[3], "#ffffff", 0.38), fill: mixed("#171a20", row[3], 0.3) };
}

const scaled = (size) => (size === 1 ? FONTS.name : `600 ${13 * size}px ${FONT}`);

/**
 * An edge that leaves to the right and arrives from the left. Its route has the points at which it leaves a layer and
 * enters the next, by turns: inside a layer it is straight, between two it is a curve.
 */
function curve(path, node, edge, route, straight) {
  const from = node.kids[edge.from];
  const to = node.kids[edge.to];
  let x = from.x + from.w;
  let y = from.y + from.h / 2;
  path.moveTo(x, y);
  const points = [];
  if (route) for (let at = 0; at < route.length; at += 2) points.push(node.inX + route[at], node.inY + route[at + 1]);
  points.push(to.x, to.y + to.h / 2);
  for (let at = 0; at < points.length; at += 2) {
    const across = points[at];
    const down = points[at + 1];
    if (straight || (route && at % 4 === 0)) path.lineTo(across, down);
    else if (across < x) {
      const middle = (y + down) / 2; // back, between the rows
      path.bezierCurveTo(x + 26, y, x + 26, middle, x, middle);
      path.lineTo(across, middle);
      path.bezierCurveTo(across - 26, middle, across - 26, down, across, down);
    } else {
      const bend = Math.max((across - x) / 2, 12);
      path.bezierCurveTo(x + bend, y, across - bend, down, across, down);
    }
    x = across;
    y = down;
  }
}

function head(path, x, y, size = 1) {
  path.moveTo(x, y);
  path.lineTo(x - 8 * size, y - 3.6 * size);
  path.lineTo(x - 8 * size, y + 3.6 * size);
  path.closePath();
}

const SIGNS = Object.fromEntries(Object.entries(ICONS).map(([name, path]) => [name, new Path2D(path)]));

/** The sign of a kind, as other graphs have it; one that is no picture is a letter. */
function sign(c, tone, x, y) {
  const shape = SIGNS[tone.sign];
  if (!shape) {
    c.fillStyle = tone.line;
    c.font = FONTS.name;
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.fillText(tone.sign, x, y + 0.5);
    c.textAlign = "left";
    return;
  }
  c.save();
  c.translate(x - 8, y - 8);
  c.strokeStyle = tone.line;
  c.lineWidth = 1.3;
  c.lineCap = c.lineJoin = "round";
  c.stroke(shape);
  c.restore();
}
