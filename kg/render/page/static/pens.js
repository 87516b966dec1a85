// Two pens that draw a scene: one on a canvas, one into SVG.

const SHAPES = payload.shapes;
const CORNERS = {
  square: [4, Math.PI / 4],
  diamond: [4, 0],
  triangle: [3, -Math.PI / 2],
  hexagon: [6, 0],
  pentagon: [5, -Math.PI / 2],
};

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const value = (name) => style.getPropertyValue(name).trim();
  return {
    paper: value("--paper"),
    ink: value("--ink"),
    line: value("--line"),
    strong: value("--strong"),
    colours: [...Array(OTHER + 1).keys()].map((number) => value(`--c${number}`)),
    font: getComputedStyle(document.body).fontFamily,
    fontSize: parseFloat(style.fontSize) * 0.87,
  };
}

function corners(shape, x, y, r) {
  const [count, turn] = CORNERS[SHAPES[shape]];
  const points = [];
  for (let i = 0; i < count; i++) {
    const angle = turn + (2 * Math.PI * i) / count;
    points.push([x + 1.15 * r * Math.cos(angle), y + 1.15 * r * Math.sin(angle)]);
  }
  return points;
}

function drawOnCanvas(context, scene, theme) {
  for (const batch of scene.lines) {
    context.globalAlpha = batch.opacity;
    context.strokeStyle = batch.strong ? theme.strong : theme.line;
    context.lineWidth = batch.width * Math.min(1, Math.max(0.7, camera.zoom));
    context.setLineDash(batch.dashed ? [6, 4] : []);
    context.beginPath();
    for (let i = 0; i < batch.ends.length; i += 4) {
      context.moveTo(batch.ends[i], batch.ends[i + 1]);
      context.lineTo(batch.ends[i + 2], batch.ends[i + 3]);
    }
    context.stroke();
  }
  context.setLineDash([]);
  for (const batch of scene.marks) {
    context.globalAlpha = batch.faint ? FAINT : 1;
    context.fillStyle = theme.colours[batch.colour];
    context.beginPath();
    for (let i = 0; i < batch.at.length; i += 3) traceMark(context, batch.shape, ...batch.at.slice(i, i + 3));
    context.fill();
    // An outline would cover most of a small mark.
    if (!batch.ring && camera.zoom < 0.4) continue;
    context.lineWidth = batch.ring ? 4 : 1;
    context.strokeStyle = batch.ring ? theme.strong : theme.paper;
    context.stroke();
  }
  context.font = `${theme.fontSize}px ${theme.font}`;
  context.textAlign = "center";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = theme.paper;
  context.fillStyle = theme.ink;
  for (const label of scene.labels) {
    context.globalAlpha = label.faint ? FAINT : 1;
    label.lines.forEach((line, i) => {
      const y = label.y + 1.25 * theme.fontSize * i;
      if (!label.faint) context.strokeText(line, label.x, y);
      context.fillText(line, label.x, y);
    });
  }
  context.globalAlpha = 1;
}

function traceMark(context, shape, x, y, r) {
  if (SHAPES[shape] === "circle") {
    context.moveTo(x + r, y);
    context.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  corners(shape, x, y, r).forEach(([px, py], i) => (i ? context.lineTo(px, py) : context.moveTo(px, py)));
  context.closePath();
}

function escapeXml(text) {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

function drawAsSvg(scene, theme, width, height) {
  const n = (value) => String(Math.round(10 * value) / 10);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n(width)} ${n(height)}" width="${n(width)}" height="${n(height)}">`,
    `<rect width="100%" height="100%" fill="${theme.paper}"/>`,
  ];
  for (const batch of scene.lines) {
    const d = [];
    for (let i = 0; i < batch.ends.length; i += 4) d.push(`M${batch.ends.slice(i, i + 2).map(n).join(" ")}L${batch.ends.slice(i + 2, i + 4).map(n).join(" ")}`);
    parts.push(`<path d="${d.join("")}" fill="none" stroke="${batch.strong ? theme.strong : theme.line}" stroke-width="${n(batch.width)}"${batch.dashed ? ' stroke-dasharray="6 4"' : ""} opacity="${batch.opacity.toFixed(2)}"/>`);
  }
  for (const batch of scene.marks) {
    const look = `fill="${theme.colours[batch.colour]}" stroke="${batch.ring ? theme.strong : theme.paper}" stroke-width="${batch.ring ? 4 : 1}" opacity="${batch.faint ? FAINT : 1}"`;
    for (let i = 0; i < batch.at.length; i += 3) {
      const [x, y, r] = batch.at.slice(i, i + 3);
      parts.push(SHAPES[batch.shape] === "circle"
        ? `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" ${look}/>`
        : `<polygon points="${corners(batch.shape, x, y, r).map((point) => point.map(n).join(",")).join(" ")}" ${look}/>`);
    }
  }
  const font = `font-family="${escapeXml(theme.font)}" font-size="${n(theme.fontSize)}" text-anchor="middle"`;
  for (const label of scene.labels) {
    label.lines.forEach((line, i) => {
      const at = `x="${n(label.x)}" y="${n(label.y + 1.25 * theme.fontSize * i)}" ${font} opacity="${label.faint ? FAINT : 1}"`;
      parts.push(`<text ${at} fill="${theme.ink}" stroke="${theme.paper}" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${escapeXml(line)}</text>`);
    });
  }
  return `${parts.join("\n")}\n</svg>\n`;
}
