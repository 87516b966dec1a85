// Mouse, touch and keyboard on the map.

const tip = document.getElementById("tip");
const pressed = new Map();
let dragged = false;

function at(event) {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  pressed.set(event.pointerId, at(event));
  dragged = false;
});

canvas.addEventListener("pointermove", (event) => {
  const [x, y] = at(event);
  const before = pressed.get(event.pointerId);
  if (!before) {
    showTip(x, y);
    return;
  }
  const [dx, dy] = [x - before[0], y - before[1]];
  // A hand is never quite still: what moves less than this is a click.
  if (!dragged && Math.hypot(dx, dy) < 4) return;
  dragged = true;
  tip.hidden = true;
  canvas.classList.add("dragging");
  if (pressed.size === 2) pinch(event.pointerId, x, y);
  else moveBy(dx, dy);
  pressed.set(event.pointerId, [x, y]);
});

function pinch(id, x, y) {
  const [other] = [...pressed].filter(([key]) => key !== id).map(([, place]) => place);
  const [oldX, oldY] = pressed.get(id);
  const before = Math.hypot(oldX - other[0], oldY - other[1]), now = Math.hypot(x - other[0], y - other[1]);
  if (before > 0) zoomBy(now / before, other[0], other[1]);
}

function release(event) {
  pressed.delete(event.pointerId);
  canvas.classList.remove("dragging");
}

canvas.addEventListener("pointerup", (event) => {
  const clicked = pressed.has(event.pointerId) && !dragged;
  release(event);
  if (!clicked) return;
  const [x, y] = at(event);
  const node = nodeAt(x, y);
  if (node >= 0) clickNode(node, event.shiftKey);
  else {
    const edge = edgeAt(x, y);
    choose(edge >= 0 ? { edge } : {});
  }
});
canvas.addEventListener("pointercancel", release);
canvas.addEventListener("pointerleave", () => { tip.hidden = true; });
canvas.addEventListener("dblclick", (event) => {
  const node = nodeAt(...at(event));
  if (node >= 0) addNeighbours(node);
});
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoomBy(Math.exp(-event.deltaY * 0.0015), ...at(event));
}, { passive: false });

// With Shift, or after “path from here”, the second node that is clicked ends a path.
function clickNode(node, withShift) {
  if (withShift && state.start < 0 && state.node >= 0) state.start = state.node;
  if (state.start >= 0 && state.start !== node) findPath(state.start, node);
  else choose({ node });
}

function showTip(x, y) {
  const node = nodeAt(x, y);
  const edge = node < 0 ? edgeAt(x, y) : -1;
  canvas.classList.toggle("pointing", node >= 0 || edge >= 0);
  tip.hidden = node < 0 && edge < 0;
  if (tip.hidden) return;
  if (node >= 0) tip.replaceChildren(make("b", "", nodes.label[node]), make("div", "", countsOf(node)));
  else {
    const first = ties[shownTies(edge)[0]];
    tip.replaceChildren(
      make("b", "", `${nodes.label[edges.source[edge]]} — ${nodes.label[edges.target[edge]]}`),
      make("div", "", [tieDate(first), payload.statuses[first.status].label, first.about].filter(Boolean).join(" · ")));
  }
  tip.style.left = `${Math.min(x + 14, Math.max(size.width - 270, 0))}px`;
  tip.style.top = `${Math.min(y + 14, size.height - 60)}px`;
}

// The next node that is drawn, in the order of importance, so that the map can be walked by keys.
function step(by) {
  const shown = [...ranked].filter((node) => nodeOn[node]);
  if (!shown.length) return;
  const here = shown.indexOf(state.node);
  visit(shown[here < 0 ? 0 : (here + by + shown.length) % shown.length]);
}

const STEP = 60;
const KEYS = {
  ArrowLeft: () => moveBy(STEP, 0),
  ArrowRight: () => moveBy(-STEP, 0),
  ArrowUp: () => moveBy(0, STEP),
  ArrowDown: () => moveBy(0, -STEP),
  "+": () => zoomBy(1.25),
  "=": () => zoomBy(1.25),
  "-": () => zoomBy(0.8),
  0: () => fitTo(nodeOn),
  n: () => step(1),
  p: () => step(-1),
  Enter: () => { if (state.node >= 0) addNeighbours(state.node); },
  Escape: () => { state.start = -1; choose({}); },
};

canvas.addEventListener("keydown", (event) => {
  const action = KEYS[event.key];
  if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  action();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || /INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName)) return;
  event.preventDefault();
  query.focus();
});
