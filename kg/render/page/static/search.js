// Search by name, other name, pinyin or its initials: an ARIA combobox with a list of hits.

const query = document.getElementById("query");
const hitList = document.getElementById("hits");
const MOST_HITS = 12;
let hits = [], current = -1;

// What a node is found by: its names in lower case, their pinyin run together, and its initials.
const keys = nodes.label.map((label, node) => {
  const names = [label, ...nodes.aliases[node]].map((name) => name.toLowerCase());
  const syllables = nodes.pinyin[node].map((name) => name.split(" "));
  return {
    names,
    full: syllables.map((one) => one.join("")),
    starts: syllables.map((one) => one.reduce((all, s) => [...all, all[all.length - 1] + s.length], [0])),
    initials: syllables.map((one) => one.map((s) => s[0] || "").join("")),
  };
});

// Smaller is better; Infinity for no match.
function quality(key, words) {
  if (key.names.includes(words)) return 0;
  if (key.names.some((name) => name.startsWith(words))) return 1;
  if (key.names.some((name) => name.includes(words))) return 2;
  const letters = words.replace(/[\s']/g, "");
  if (!/^[a-z0-9]+$/.test(letters)) return Infinity;
  if (key.initials.some((initials) => initials.startsWith(letters))) return 3;
  if (key.full.some((full, i) => startsAtSyllable(full, key.starts[i], letters))) return 4;
  if (letters.length > 1 && key.initials.some((initials) => initials.includes(letters))) return 5;
  return Infinity;
}

function startsAtSyllable(full, starts, letters) {
  for (let at = full.indexOf(letters); at >= 0; at = full.indexOf(letters, at + 1)) {
    if (starts.includes(at)) return true;
  }
  return false;
}

function find(words) {
  const found = [];
  keys.forEach((key, node) => {
    const how = quality(key, words);
    if (how < Infinity) found.push([how, rankOf[node], node]);
  });
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((hit) => hit[2]);
}

function look() {
  const words = query.value.trim().toLowerCase();
  const found = words ? find(words) : [];
  hits = found.slice(0, MOST_HITS);
  current = hits.length ? 0 : -1;
  hitList.replaceChildren(...hits.map((node, i) => {
    const item = make("li", "", make("span", "", nodes.label[node]), make("small", "", payload.classes[nodes.class[node]].label));
    item.id = `hit-${i}`;
    item.setAttribute("role", "option");
    // The click would come after the field has lost the focus and the list is gone.
    item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(i); });
    return item;
  }));
  document.getElementById("found").textContent = words ? fill(texts.found, { count: found.length }) : "";
  markCurrent();
}

function markCurrent() {
  hitList.hidden = !hits.length;
  query.setAttribute("aria-expanded", String(hits.length > 0));
  [...hitList.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === current)));
  if (current >= 0) {
    query.setAttribute("aria-activedescendant", `hit-${current}`);
    hitList.children[current].scrollIntoView({ block: "nearest" });
  } else query.removeAttribute("aria-activedescendant");
}

function take(index) {
  const node = hits[index];
  closeHits();
  query.value = nodes.label[node];
  if (state.start >= 0 && state.start !== node) {
    addNeighbours(node);
    findPath(state.start, node);
    centreOn(nodes.x[node], nodes.y[node]);
  } else visit(node);
}

function closeHits() {
  hits = [];
  current = -1;
  markCurrent();
}

query.addEventListener("input", look);
query.addEventListener("blur", closeHits);
query.addEventListener("keydown", (event) => {
  if (event.isComposing) return; // Enter and arrows belong to the input method
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (hits.length) current = (current + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
    markCurrent();
  } else if (event.key === "Enter") {
    if (!hits.length) look();
    if (hits.length) take(Math.max(current, 0));
  } else if (event.key === "Escape") {
    query.value = "";
    look();
  } else return;
  event.preventDefault();
});
