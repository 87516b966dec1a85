// Filters, legend and the three scopes. The legend is the filter: each class has its mark and a box.

const svgNamespace = "http://www.w3.org/2000/svg";

function swatch(shape, colour) {
  const svg = document.createElementNS(svgNamespace, "svg");
  svg.setAttribute("viewBox", "-8 -8 16 16");
  svg.setAttribute("aria-hidden", "true");
  const round = SHAPES[shape] === "circle";
  const mark = document.createElementNS(svgNamespace, round ? "circle" : "polygon");
  if (round) mark.setAttribute("r", "6");
  else mark.setAttribute("points", corners(shape, 0, 0, 6).map((point) => point.join(",")).join(" "));
  mark.setAttribute("class", `c${colour}`);
  svg.append(mark);
  return svg;
}

function lineSwatch(dashed) {
  const svg = document.createElementNS(svgNamespace, "svg");
  svg.setAttribute("viewBox", "-8 -8 16 16");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(svgNamespace, "line");
  line.setAttribute("x1", "-8");
  line.setAttribute("x2", "8");
  line.setAttribute("class", dashed ? "line dashed" : "line");
  svg.append(line);
  return svg;
}

function checkboxes(legend, items, chosen, mark) {
  const group = make("fieldset", "", make("legend", "", legend));
  items.forEach((item, number) => {
    const box = make("input", "");
    box.type = "checkbox";
    box.checked = true;
    box.value = item.name;
    box.addEventListener("change", () => {
      if (box.checked) chosen.add(number);
      else chosen.delete(number);
      refilter();
    });
    group.append(make("label", "", box, ...(mark ? [mark(item)] : []), `${item.label} ${item.count}`));
  });
  return group;
}

function placeFilter() {
  const select = make("select", "");
  select.id = "place";
  select.append(new Option(texts.anywhere, "-1"));
  payload.placeOrder.forEach((place) => select.append(new Option(payload.places[place], String(place))));
  select.addEventListener("change", () => { filters.place = Number(select.value); refilter(); });
  return make("label", "", `${texts.place} `, select);
}

function sourcesFilter() {
  const input = make("input", "");
  input.type = "number";
  input.id = "sources";
  input.min = "1";
  input.value = "1";
  input.addEventListener("input", () => { filters.sources = Math.max(1, Number(input.value) || 1); refilter(); });
  return make("label", "", `${texts.least_sources} `, input);
}

function monthName(month) {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
}

// Two sliders over the months of the ties; undated ties have a box of their own.
function timeFilter() {
  const months = ties.map((tie) => monthsOf(tie.when)).filter(Boolean);
  if (!months.length) return null;
  const first = Math.min(...months.map((m) => m[0])), last = Math.max(...months.map((m) => m[1]));
  const output = make("output", "");
  const sliders = ["from", "to"].map((name) => {
    const slider = make("input", "");
    slider.type = "range";
    slider.id = name;
    slider.min = String(first);
    slider.max = String(last);
    slider.value = String(name === "from" ? first : last);
    slider.setAttribute("aria-label", texts[`time_${name}`]);
    slider.addEventListener("input", () => {
      filters.from = Math.min(...sliders.map((one) => Number(one.value)));
      filters.to = Math.max(...sliders.map((one) => Number(one.value)));
      label();
      refilter();
    });
    return slider;
  });
  const label = () => {
    const [from, to] = sliders.map((one) => Number(one.value)).sort((a, b) => a - b);
    output.textContent = `${monthName(from)} – ${monthName(to)}`;
    sliders.forEach((one) => one.setAttribute("aria-valuetext", monthName(Number(one.value))));
  };
  label();
  const undated = make("input", "");
  undated.type = "checkbox";
  undated.id = "undated";
  undated.checked = true;
  undated.addEventListener("change", () => { filters.undated = undated.checked; refilter(); });
  return make("fieldset", "time", make("legend", "", texts.time), ...sliders, output, make("label", "", undated, texts.undated));
}

function colourChoice() {
  const select = make("select", "");
  select.id = "colour";
  for (const name of ["class", "community"]) select.append(new Option(texts[`colour_${name}`], name));
  select.addEventListener("change", () => {
    state.colourBy = select.value;
    showCommunities();
    changed("colour");
  });
  return make("label", "", `${texts.colour} `, select);
}

// A community is called after its best connected member.
function showCommunities() {
  const legend = document.getElementById("communities");
  legend.hidden = state.colourBy !== "community";
  if (legend.childElementCount) return;
  const leaders = new Map();
  for (const node of ranked) if (!leaders.has(nodes.community[node])) leaders.set(nodes.community[node], node);
  for (let number = 1; number <= Math.min(leaders.size, COLOURED_COMMUNITIES); number++) {
    legend.append(make("li", "", swatch(0, number - 1), fill(texts.community_of, { name: nodes.label[leaders.get(number)] })));
  }
  if (leaders.size > COLOURED_COMMUNITIES) {
    legend.append(make("li", "", swatch(0, OTHER), fill(texts.other_communities, { count: leaders.size - COLOURED_COMMUNITIES })));
  }
}

function buildControls() {
  const form = document.getElementById("controls");
  form.append(checkboxes(texts.party_class, payload.classes, filters.classes, (item) => swatch(item.shape, item.colour)));
  form.append(checkboxes(texts.column_status, payload.statuses, filters.statuses, (item) => lineSwatch(item.name !== "actual")));
  if (payload.kinds.length > 1) form.append(checkboxes(texts.between, payload.kinds, filters.kinds));
  const time = timeFilter();
  if (time) form.append(time);
  form.append(make("fieldset", "", make("legend", "", texts.more_filters), placeFilter(), sourcesFilter(), colourChoice()));
}

function showCounts() {
  const shown = nodeOn.reduce((sum, on) => sum + on, 0);
  document.getElementById("summary").textContent = fill(texts.shown, {
    nodes: shown, all: nodes.count, edges: edgeOn.reduce((sum, on) => sum + on, 0), pairs: edges.count,
  });
  document.getElementById("all").setAttribute("aria-pressed", String(isWhole()));
  document.getElementById("nothing").hidden = shown > 0;
}

onChange((what) => { if (what === "shown") showCounts(); });
