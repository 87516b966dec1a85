// The panel: everything about what is chosen, with the sentences it was read from.

const panel = document.getElementById("details");

function nodeButton(node) {
  return makeButton("name", nodes.label[node], () => visit(node));
}

// Goes to a node wherever it is, as search and the panel do; a click on the map does not move it.
function visit(node) {
  choose({ node });
  centreOn(nodes.x[node], nodes.y[node]);
}

function visitEdge(edge) {
  const a = edges.source[edge], b = edges.target[edge];
  if (!scope[a]) addNeighbours(a);
  if (!scope[b]) addNeighbours(b);
  choose({ edge });
  const wanted = new Uint8Array(nodes.count);
  wanted[a] = wanted[b] = 1;
  fitTo(wanted);
}

function tieDate(tie) {
  if (tie.date) return tie.date;
  return tie.when ? fill(texts.reported, { date: tie.when }) : texts.undated;
}

function describeTie(tie) {
  const box = make("div", "tie");
  const kind = payload.kinds.length > 1 ? payload.kinds[tie.kind].label : "";
  const facts = [kind, tieDate(tie), payload.statuses[tie.status].label, tie.about];
  box.append(make("p", "facts", facts.filter(Boolean).join(" · ")));
  if (tie.parties.length > 2) {
    const row = make("p", "parties", `${texts.parties}: `);
    tie.parties.forEach((party, i) => row.append(i ? "、" : "", nodeButton(party)));
    box.append(row);
  }
  if (tie.declared !== null) box.append(make("p", "note", fill(texts.declared, { declared: tie.declared })));
  for (const [article, sentence, exact, begin, end] of tie.quotes) {
    box.append(make("blockquote", "", ...marked(sentence, exact)));
    box.append(make("p", "from", `${payload.articles[article]} [${begin}, ${end})`));
  }
  return box;
}

// The words that say it, marked within their sentence.
function marked(sentence, exact) {
  const at = exact ? sentence.indexOf(exact) : -1;
  if (at < 0 || exact.length === sentence.length) return [sentence];
  return [sentence.slice(0, at), make("mark", "", exact), sentence.slice(at + exact.length)];
}

function describeEdge(edge, title) {
  const section = make("section", "");
  section.append(title);
  for (const tie of shownTies(edge)) section.append(describeTie(ties[tie]));
  return section;
}

function showNode(node) {
  const actions = make("p", "actions");
  const hidden = hiddenNeighbours(node);
  if (hidden) {
    actions.append(makeButton("", fill(texts.expand, { count: hidden }), () => { addNeighbours(node); choose({ node }); }));
  }
  actions.append(makeButton("", texts.only, () => { showOnlyAround(node); choose({ node }); fitTo(nodeOn); }));
  actions.append(makeButton("", texts.path_from, () => { state.start = node; changed("start"); choose({ node }); }));
  panel.append(
    make("h2", "", nodes.label[node]),
    make("p", "", [payload.classes[nodes.class[node]].label, ...nodes.places[node].map((p) => payload.places[p])].join(" · ")),
  );
  if (nodes.aliases[node].length) panel.append(make("p", "note", nodes.aliases[node].join("、")));
  panel.append(make("p", "", countsOf(node)), actions);
  const shown = [...edgesOf(node)].filter((edge) => edgeOn[edge]);
  shown.sort((a, b) => rankOf[otherEnd(a, node)] - rankOf[otherEnd(b, node)]);
  for (const edge of shown.slice(0, MOST_SECTIONS)) {
    panel.append(describeEdge(edge, make("h3", "", nodeButton(otherEnd(edge, node)))));
  }
  if (shown.length > MOST_SECTIONS) panel.append(make("p", "note", fill(texts.more, { count: shown.length - MOST_SECTIONS })));
}

const MOST_SECTIONS = 60;

function showEdge(edge) {
  const ends = make("h2", "", nodeButton(edges.source[edge]), " — ", nodeButton(edges.target[edge]));
  panel.append(describeEdge(edge, ends));
}

function showPath() {
  panel.append(make("h2", "", fill(texts.path_title, { steps: state.path.length })));
  let node = state.start;
  for (const edge of state.path) {
    const next = otherEnd(edge, node);
    panel.append(describeEdge(edge, make("h3", "", nodeButton(node), " — ", nodeButton(next))));
    node = next;
  }
}

function findPath(from, to) {
  const path = shortestPath(from, to);
  if (path && path.length) {
    choose({ node: to, path });
    return;
  }
  choose({ node: to });
  if (!path) panel.prepend(make("p", "warning", fill(texts.no_path, { a: nodes.label[from], b: nodes.label[to] })));
}

function showPanel() {
  panel.replaceChildren();
  if (state.start >= 0) {
    const bar = make("p", "start", fill(texts.path_start, { name: nodes.label[state.start] }));
    bar.append(makeButton("", texts.cancel, () => { state.start = -1; changed("start"); choose({ node: state.node }); }));
    panel.append(bar);
  }
  if (state.path.length) showPath();
  else if (state.node >= 0) showNode(state.node);
  else if (state.edge >= 0) showEdge(state.edge);
  else panel.append(make("p", "note", texts.hint));
  panel.scrollTop = 0;
}

onChange((what) => {
  if (what === "chosen" || what === "shown" || what === "start") showPanel();
});
