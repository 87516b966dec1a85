// Where nodes stand. Python has laid out the whole network, and of a large one also the part that
// is shown first, as partners that are near to each other may stand far apart on the whole map.
// What is then opened around a node finds room on a spiral about it.

const home = { x: nodes.x.slice(), y: nodes.y.slice() };
const ROOM = { x: 104, y: 46 }; // for a mark and its name
const places = { local: false, taken: new Map() };

function useHome() {
  places.local = false;
  nodes.x.set(home.x);
  nodes.y.set(home.y);
}

function useFirst() {
  if (!payload.firstPlaces) {
    useHome();
    return;
  }
  beginLocal();
  payload.first.forEach((node, i) => settleAt(node, ...payload.firstPlaces[i]));
}

function beginLocal() {
  places.local = true;
  places.taken.clear();
}

function roomAt(x, y) {
  return `${Math.round(x / ROOM.x)},${Math.round(y / ROOM.y)}`;
}

function settleAt(node, x, y) {
  nodes.x[node] = x;
  nodes.y[node] = y;
  places.taken.set(roomAt(x, y), node);
}

// Partners of one community come one after the other, so that they stand side by side.
function settleAround(centre, newcomers) {
  const order = [...newcomers].sort(
    (a, b) => nodes.community[a] - nodes.community[b] || rankOf[a] - rankOf[b]
  );
  const golden = Math.PI * (3 - Math.sqrt(5));
  let turn = 2;
  for (const node of order) {
    let x, y;
    do {
      turn++;
      const radius = 34 * Math.sqrt(turn + 4);
      x = nodes.x[centre] + 1.5 * radius * Math.cos(turn * golden);
      y = nodes.y[centre] + radius * Math.sin(turn * golden);
    } while (places.taken.has(roomAt(x, y)));
    settleAt(node, x, y);
  }
}
