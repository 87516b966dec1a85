// Where the reader stands: the centre of the view in the network's pixels, and the zoom.

const canvas = document.getElementById("map");
const camera = { x: 0, y: 0, zoom: 1 };
const NEAREST = 6;
const size = { width: 1, height: 1 };

function toScreen(x, y) {
  return [(x - camera.x) * camera.zoom + size.width / 2, (y - camera.y) * camera.zoom + size.height / 2];
}

function toMap(x, y) {
  return [(x - size.width / 2) / camera.zoom + camera.x, (y - size.height / 2) / camera.zoom + camera.y];
}

function moveBy(dx, dy) {
  camera.x -= dx / camera.zoom;
  camera.y -= dy / camera.zoom;
  changed("moved");
}

function zoomBy(factor, x = size.width / 2, y = size.height / 2) {
  const [mapX, mapY] = toMap(x, y);
  camera.zoom = Math.min(NEAREST, Math.max(furthest() / 3, camera.zoom * factor));
  camera.x = mapX - (x - size.width / 2) / camera.zoom;
  camera.y = mapY - (y - size.height / 2) / camera.zoom;
  changed("moved");
}

function boundsOf(wanted) {
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (let n = 0; n < nodes.count; n++) {
    if (!wanted[n]) continue;
    bounds[0] = Math.min(bounds[0], nodes.x[n]);
    bounds[1] = Math.min(bounds[1], nodes.y[n]);
    bounds[2] = Math.max(bounds[2], nodes.x[n]);
    bounds[3] = Math.max(bounds[3], nodes.y[n]);
  }
  return bounds[0] > bounds[2] ? [0, 0, 1, 1] : bounds;
}


function fitting([left, top, right, bottom]) {
  // Room for the labels at the rim.
  const width = Math.max(size.width - 190, 60), height = Math.max(size.height - 70, 60);
  return Math.min(width / Math.max(right - left, 1), height / Math.max(bottom - top, 1));
}

function furthest() {
  return Math.min(fitting(boundsOf(scope)), 1);
}

function fitTo(wanted, most = 1.4) {
  const bounds = boundsOf(wanted);
  camera.x = (bounds[0] + bounds[2]) / 2;
  camera.y = (bounds[1] + bounds[3]) / 2;
  camera.zoom = Math.min(most, fitting(bounds));
  changed("moved");
}

// At first: everything, unless names would be too small to read; then what hangs together with the
// best connected, and of that what there is room for.
const READABLE = 0.42;
function openView() {
  fitTo(nodeOn);
  if (camera.zoom >= READABLE) return;
  const lead = state.node >= 0 ? state.node : ranked.find((node) => nodeOn[node]);
  if (lead === undefined) return;
  const part = new Uint8Array(nodes.count);
  part[lead] = 1;
  for (const open = [lead]; open.length;) {
    const node = open.pop();
    for (const edge of edgesOf(node)) {
      const other = otherEnd(edge, node);
      if (edgeOn[edge] && !part[other]) { part[other] = 1; open.push(other); }
    }
  }
  fitTo(part);
  if (camera.zoom >= READABLE) return;
  camera.zoom = READABLE;
  camera.x = nodes.x[lead];
  camera.y = nodes.y[lead];
}

function centreOn(x, y) {
  camera.x = x;
  camera.y = y;
  camera.zoom = Math.max(camera.zoom, 0.9);
  changed("moved");
}

function nodeRadius(node) {
  // From far away marks shrink less than distances, so that they can still be seen and hit.
  return Math.max(1.6, nodes.r[node] * Math.min(1.6, Math.pow(camera.zoom, 0.75)));
}

function nodeAt(x, y) {
  let found = -1, nearest = Infinity;
  for (let n = 0; n < nodes.count; n++) {
    if (!nodeOn[n]) continue;
    const [nodeX, nodeY] = toScreen(nodes.x[n], nodes.y[n]);
    const distance = Math.hypot(nodeX - x, nodeY - y) - nodeRadius(n);
    if (distance < 5 && distance < nearest) { found = n; nearest = distance; }
  }
  return found;
}

function edgeAt(x, y) {
  let found = -1, nearest = 7;
  for (let e = 0; e < edges.count; e++) {
    if (!edgeOn[e]) continue;
    const [ax, ay] = toScreen(nodes.x[edges.source[e]], nodes.y[edges.source[e]]);
    const [bx, by] = toScreen(nodes.x[edges.target[e]], nodes.y[edges.target[e]]);
    const dx = bx - ax, dy = by - ay;
    const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    const distance = Math.hypot(ax + t * dx - x, ay + t * dy - y);
    if (distance < nearest) { found = e; nearest = distance; }
  }
  return found;
}
