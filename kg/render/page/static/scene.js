// What is drawn, in batches: lines of one look, marks of one shape and colour, labels. The same
// scene goes to the screen, to PNG and to SVG, so that a downloaded picture is what was seen.

const OTHER = 8; // the colour of what has none of the eight
const COLOURED_COMMUNITIES = 8;
const MOST_LABELS = 260;
const LEADING = 12;
const CROWD = 400; // lines that can be told apart
const FAINT = 0.16; // the opacity of what is not meant

function colourOf(node) {
  if (state.colourBy === "class") return payload.classes[nodes.class[node]].colour;
  const community = nodes.community[node] - 1;
  return community < COLOURED_COMMUNITIES ? community : OTHER;
}

// What stands out: the chosen node with its neighbours, an edge with its ends, or a chain.
function emphasis() {
  const focus = { nodes: new Set(), edges: new Set(), rings: new Set() };
  if (state.path.length) {
    for (const edge of state.path) {
      focus.edges.add(edge);
      focus.nodes.add(edges.source[edge]).add(edges.target[edge]);
    }
    focus.rings.add(state.start).add(state.node);
  } else if (state.node >= 0) {
    focus.nodes.add(state.node);
    focus.rings.add(state.node);
    for (const edge of edgesOf(state.node)) {
      if (!edgeOn[edge]) continue;
      focus.edges.add(edge);
      focus.nodes.add(otherEnd(edge, state.node));
    }
  } else if (state.edge >= 0) {
    focus.edges.add(state.edge);
    focus.nodes.add(edges.source[state.edge]).add(edges.target[state.edge]);
  }
  return focus.nodes.size || focus.edges.size ? focus : null;
}

function buildScene(measureText, fontSize) {
  const focus = emphasis();
  return {
    lines: lineBatches(focus),
    marks: markBatches(focus),
    labels: placeLabels(focus, measureText, fontSize),
  };
}

// Thousands of lines would be one grey mass: the more there are, the paler, and those that lead
// from one community to another palest.
function density(across) {
  const crowd = state.edgesShown / CROWD;
  return crowd <= 1 ? 1 : Math.max(0.12, (across ? 0.6 : 1) / Math.sqrt(crowd));
}

function lineBatches(focus) {
  const batches = new Map();
  const margin = 20;
  for (let e = 0; e < edges.count; e++) {
    if (!edgeOn[e]) continue;
    const [ax, ay] = toScreen(nodes.x[edges.source[e]], nodes.y[edges.source[e]]);
    const [bx, by] = toScreen(nodes.x[edges.target[e]], nodes.y[edges.target[e]]);
    if (Math.max(ax, bx) < -margin || Math.min(ax, bx) > size.width + margin
      || Math.max(ay, by) < -margin || Math.min(ay, by) > size.height + margin) continue;
    const strong = Boolean(focus && focus.edges.has(e));
    const width = Math.round(2 * edges.width[e]) / 2;
    const across = nodes.community[edges.source[e]] !== nodes.community[edges.target[e]];
    const key = `${strong} ${edgeDashed[e]} ${width} ${across}`;
    let batch = batches.get(key);
    if (!batch) {
      const faint = Boolean(focus) && !strong;
      batch = { strong, opacity: strong ? 1 : faint ? FAINT : density(across), dashed: Boolean(edgeDashed[e]), width, ends: [] };
      batches.set(key, batch);
    }
    batch.ends.push(ax, ay, bx, by);
  }
  // What stands out lies on top.
  return [...batches.values()].sort((a, b) => a.strong - b.strong || a.opacity - b.opacity);
}

function markBatches(focus) {
  const batches = new Map();
  for (const node of [...ranked].reverse()) {
    if (!nodeOn[node]) continue;
    const [x, y] = toScreen(nodes.x[node], nodes.y[node]);
    const r = nodeRadius(node);
    if (x < -r || x > size.width + r || y < -r || y > size.height + r) continue;
    const faint = Boolean(focus) && !focus.nodes.has(node);
    const ring = Boolean(focus && focus.rings.has(node));
    const shape = payload.classes[nodes.class[node]].shape;
    const colour = colourOf(node);
    const key = `${faint} ${ring} ${shape} ${colour}`;
    let batch = batches.get(key);
    if (!batch) {
      batch = { faint, ring, shape, colour, at: [] };
      batches.set(key, batch);
    }
    batch.at.push(x, y, r);
  }
  return [...batches.values()].sort((a, b) => b.faint - a.faint || a.ring - b.ring);
}

// The boxes that are taken already, in a grid, so that each is compared with few others.
function makeRoom() {
  const grid = new Map(), cell = 64;
  const cellsOf = function* (box) {
    for (let cx = Math.floor(box[0] / cell); cx <= Math.floor(box[2] / cell); cx++) {
      for (let cy = Math.floor(box[1] / cell); cy <= Math.floor(box[3] / cell); cy++) yield `${cx},${cy}`;
    }
  };
  return {
    isFree(box) {
      for (const key of cellsOf(box)) {
        for (const other of grid.get(key) || []) {
          if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
        }
      }
      return true;
    },
    take(box) {
      for (const key of cellsOf(box)) {
        if (!grid.has(key)) grid.set(key, []);
        grid.get(key).push(box);
      }
    },
  };
}

// Labels in the order of importance, each where neither a mark nor another label stands: below its
// mark, else above, else beside it.
function placeLabels(focus, measureText, fontSize) {
  const order = labelOrder(focus);
  const marks = makeRoom(), room = makeRoom();
  for (const node of order) {
    const [x, y] = toScreen(nodes.x[node], nodes.y[node]);
    const r = nodeRadius(node) * 0.9;
    marks.take([x - r, y - r, x + r, y + r]);
  }
  const labels = [];
  for (const node of order) {
    if (labels.length >= MOST_LABELS) break;
    const [x, y] = toScreen(nodes.x[node], nodes.y[node]);
    const r = nodeRadius(node);
    // A name next to a mark of two pixels says nothing; the best connected are named anyhow.
    if (r < 3 && rankOf[node] > 40 && !(focus && focus.nodes.has(node))) continue;
    const lines = nodes.lines[node];
    const half = Math.max(...lines.map(measureText)) / 2, height = lines.length * fontSize * 1.25;
    const spots = [[x, y + r + 2], [x, y - r - 2 - height], [x + r + half + 5, y - height / 2], [x - r - half - 5, y - height / 2]];
    const boxes = spots.map(([cx, top]) => [cx - half - 1, top, cx + half + 1, top + height]);
    const inside = (box) => box[0] >= 0 && box[2] <= size.width;
    let at = boxes.findIndex((box) => inside(box) && room.isFree(box) && marks.isFree(box));
    // A hub among its partners has no free place, but is the one to be named.
    if (at < 0 && labels.length < LEADING) at = boxes.findIndex(room.isFree);
    if (at < 0) continue;
    room.take(boxes[at]);
    labels.push({ x: spots[at][0], y: spots[at][1] + fontSize, lines, faint: Boolean(focus) && !focus.nodes.has(node) });
  }
  return labels;
}

// The nodes in view: what was chosen first, then its neighbours, then the best connected.
function labelOrder(focus) {
  const inView = (node) => {
    if (!nodeOn[node]) return false;
    const [x, y] = toScreen(nodes.x[node], nodes.y[node]);
    return x > -50 && x < size.width + 50 && y > -20 && y < size.height + 20;
  };
  const first = focus ? [...focus.rings].filter((node) => node >= 0) : [];
  const near = focus ? [...focus.nodes].sort((a, b) => rankOf[a] - rankOf[b]) : [];
  return [...new Set([...first, ...near, ...ranked])].filter(inView);
}
