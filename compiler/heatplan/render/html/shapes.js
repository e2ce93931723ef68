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

/** The sign of a kind: the shape that the same kind has in other graphs, small; a letter is shown as it is. */
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
  c.strokeStyle = tone.line;
  c.fillStyle = tone.fill;
  c.lineWidth = 1.6;
  c.beginPath();
  shape(c, x, y);
  c.stroke();
}

const polygon = (c, points) => {
  points.forEach(([x, y], at) => (at ? c.lineTo(x, y) : c.moveTo(x, y)));
  c.closePath();
};
const around = (x, y, r, n, turn) =>
  Array.from({ length: n }, (_, at) => [x + r * Math.cos((2 * Math.PI * at) / n + turn), y + r * Math.sin((2 * Math.PI * at) / n + turn)]);

const SIGNS = {
  box: (c, x, y) => c.rect(x - 6, y - 5.5, 12, 11),
  round: (c, x, y) => {
    c.roundRect(x - 6, y - 6, 12, 12, 4);
    c.roundRect(x - 2, y - 2, 4, 4, 1);
  },
  cylinder: (c, x, y) => {
    c.ellipse(x, y - 4.5, 6, 2.4, 0, 0, 2 * Math.PI);
    c.moveTo(x - 6, y - 4.5);
    c.lineTo(x - 6, y + 4.5);
    c.ellipse(x, y + 4.5, 6, 2.4, 0, Math.PI, 0, true);
    c.lineTo(x + 6, y - 4.5);
  },
  hexagon: (c, x, y) => polygon(c, around(x, y, 7, 6, 0)),
  octagon: (c, x, y) => polygon(c, around(x, y, 7, 8, Math.PI / 8)),
  note: (c, x, y) => polygon(c, [[x - 5, y - 6.5], [x + 1.5, y - 6.5], [x + 5.5, y - 2.5], [x + 5.5, y + 6.5], [x - 5, y + 6.5]]),
  tab: (c, x, y) => c.ellipse(x, y, 6.5, 6.5, 0, 0, 2 * Math.PI),
  folder: (c, x, y) => polygon(c, [[x - 6.5, y - 5.5], [x - 1.5, y - 5.5], [x, y - 3], [x + 6.5, y - 3], [x + 6.5, y + 5.5], [x - 6.5, y + 5.5]]),
};
