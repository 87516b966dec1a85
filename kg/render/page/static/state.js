// What is to be seen: a scope (which nodes have been asked for) and filters (which ties count).
// A node is drawn if it is in scope, its class is on, and an edge that is drawn leads to it.

const filters = {
  classes: new Set(payload.classes.keys()),
  kinds: new Set(payload.kinds.keys()),
  statuses: new Set(payload.statuses.keys()),
  place: -1,
  from: 0,
  to: Infinity,
  undated: true,
  sources: 1,
};

const scope = new Uint8Array(nodes.count);
const nodeOn = new Uint8Array(nodes.count);
const edgeOn = new Uint8Array(edges.count);
const edgeDashed = new Uint8Array(edges.count);

// chosen: what was clicked last. path: the edges of a chain between two nodes, in order.
const state = { node: -1, edge: -1, start: -1, path: [], colourBy: "class" };
const listeners = [];

function onChange(listener) {
  listeners.push(listener);
}

function changed(what) {
  for (const listener of listeners) listener(what);
}

function tieOn(tie) {
  if (!filters.kinds.has(tie.kind) || !filters.statuses.has(tie.status)) return false;
  const months = monthsOf(tie.when);
  return months ? months[0] <= filters.to && months[1] >= filters.from : filters.undated;
}

function inPlace(edge) {
  if (filters.place < 0) return true;
  const here = (places) => places.includes(filters.place);
  return here(nodes.places[edges.source[edge]]) || here(nodes.places[edges.target[edge]])
    || edges.ties[edge].some((tie) => here(ties[tie].places));
}

// First and last month of a date that may be a year or a month only, counted from year 0.
function monthsOf(date) {
  if (!date) return null;
  const year = 12 * Number(date.slice(0, 4));
  if (date.length < 7) return [year, year + 11];
  const month = year + Number(date.slice(5, 7)) - 1;
  return [month, month];
}

function articlesOf(edge, shown) {
  return new Set(shown.flatMap((tie) => ties[tie].quotes.map((quote) => quote[0]))).size;
}

function refilter() {
  nodeOn.fill(0);
  edgeOn.fill(0);
  const tieIsOn = ties.map(tieOn);
  for (let e = 0; e < edges.count; e++) {
    const a = edges.source[e], b = edges.target[e];
    if (!scope[a] || !scope[b]) continue;
    if (!filters.classes.has(nodes.class[a]) || !filters.classes.has(nodes.class[b])) continue;
    const shown = edges.ties[e].filter((tie) => tieIsOn[tie]);
    if (!shown.length || !inPlace(e)) continue;
    if (filters.sources > 1 && articlesOf(e, shown) < filters.sources) continue;
    edgeOn[e] = nodeOn[a] = nodeOn[b] = 1;
    edgeDashed[e] = shown.every((tie) => payload.statuses[ties[tie].status].name !== "actual") ? 1 : 0;
  }
  if (state.node >= 0 && scope[state.node]) nodeOn[state.node] = 1;
  // What the filters take away is no longer chosen either.
  if (state.edge >= 0 && !edgeOn[state.edge]) state.edge = -1;
  if (!state.path.every((edge) => edgeOn[edge])) state.path = [];
  changed("shown");
}

function shownTies(edge) {
  return edges.ties[edge].filter((tie) => tieOn(ties[tie]));
}

function showFirst() {
  scope.fill(0);
  useFirst();
  for (const node of payload.first) scope[node] = 1;
  refilter();
}

function showAll() {
  scope.fill(1);
  useHome();
  refilter();
}

function addNeighbours(node) {
  const newcomers = [node, ...[...edgesOf(node)].map((edge) => otherEnd(edge, node))]
    .filter((one) => !scope[one]);
  if (places.local) {
    // Found by search: it begins a place of its own beside what is there.
    if (!scope[node]) settleAround(anchorOf(node), [node]);
    settleAround(node, newcomers.filter((one) => one !== node));
  }
  for (const one of newcomers) scope[one] = 1;
  refilter();
}

// A partner that is shown already, else the best connected node that is.
function anchorOf(node) {
  const partners = [...edgesOf(node)].map((edge) => otherEnd(edge, node));
  return partners.find((one) => scope[one]) ?? ranked.find((one) => scope[one]) ?? node;
}

function showOnlyAround(node) {
  scope.fill(0);
  if (payload.firstPlaces) {
    beginLocal();
    settleAt(node, 0, 0);
  }
  scope[node] = 1;
  addNeighbours(node);
}

function isWhole() {
  return scope.every(Boolean);
}

function hiddenNeighbours(node) {
  return edgesOf(node).reduce((count, edge) => count + (scope[otherEnd(edge, node)] ? 0 : 1), 0);
}

function choose({ node = -1, edge = -1, path = [] }) {
  Object.assign(state, { node, edge, path });
  if (node >= 0 && !nodeOn[node]) addNeighbours(node);
  changed("chosen");
}

// The shortest chain over the edges that are drawn; of several the one through the best connected.
function shortestPath(from, to) {
  const by = new Int32Array(nodes.count).fill(-1);
  let frontier = [from];
  const reached = new Uint8Array(nodes.count);
  reached[from] = 1;
  while (frontier.length && !reached[to]) {
    const next = [];
    for (const node of frontier) {
      for (const edge of edgesOf(node)) {
        const other = otherEnd(edge, node);
        if (!edgeOn[edge] || reached[other]) continue;
        reached[other] = 1;
        by[other] = edge;
        next.push(other);
      }
    }
    frontier = next.sort((a, b) => rankOf[a] - rankOf[b]);
  }
  if (!reached[to]) return null;
  const path = [];
  for (let node = to; node !== from; node = otherEnd(by[node], node)) path.unshift(by[node]);
  return path;
}
