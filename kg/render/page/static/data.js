// The network as flat arrays: objects for 20,000 nodes take ten times the memory, and drawing reads
// every coordinate in every frame.

const payload = JSON.parse(document.getElementById("data").textContent);
const texts = payload.texts;

const nodes = payload.nodes;
nodes.count = nodes.label.length;
nodes.x = Float32Array.from(nodes.x);
nodes.y = Float32Array.from(nodes.y);
nodes.r = Float32Array.from(nodes.r);

const edges = payload.edges;
edges.count = edges.source.length;
edges.source = Uint32Array.from(edges.source);
edges.target = Uint32Array.from(edges.target);
edges.width = Float32Array.from(edges.ties, (ties) => 1.2 + 0.8 * Math.log2(ties.length));

const ties = payload.ties;

// Which edges meet at each node: those of node n stand at offsets[n] to offsets[n + 1].
const incidence = (() => {
  const offsets = new Uint32Array(nodes.count + 1);
  for (const ends of [edges.source, edges.target]) for (const end of ends) offsets[end + 1]++;
  for (let n = 0; n < nodes.count; n++) offsets[n + 1] += offsets[n];
  const at = offsets.slice();
  const list = new Uint32Array(2 * edges.count);
  for (let e = 0; e < edges.count; e++) {
    list[at[edges.source[e]]++] = e;
    list[at[edges.target[e]]++] = e;
  }
  return { offsets, list };
})();

function edgesOf(node) {
  return incidence.list.subarray(incidence.offsets[node], incidence.offsets[node + 1]);
}

function otherEnd(edge, node) {
  return edges.source[edge] === node ? edges.target[edge] : edges.source[edge];
}

function degreeOf(node) {
  return incidence.offsets[node + 1] - incidence.offsets[node];
}

// The best connected first; Python has already settled which of two equals that is.
const ranked = Uint32Array.from(nodes.label.keys()).sort(
  (a, b) => degreeOf(b) - degreeOf(a) || a - b
);
const rankOf = new Uint32Array(nodes.count);
ranked.forEach((node, rank) => { rankOf[node] = rank; });

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

function make(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  // Names and sentences come from the web: they only ever become text.
  element.append(...content.filter((part) => part !== ""));
  return element;
}

function makeButton(className, label, action) {
  const button = make("button", className, label);
  button.type = "button";
  button.addEventListener("click", action);
  return button;
}

function countsOf(node) {
  return fill(texts.node_counts, {
    partners: degreeOf(node),
    deals: nodes.deals[node],
    betweenness: nodes.betweenness[node].toFixed(3),
    core: nodes.core[node],
    community: nodes.community[node],
  });
}
