"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const map = document.getElementById("map");
  const drawing = document.getElementById("drawing");
  const details = document.getElementById("details");
  const hint = details.innerHTML;
  const byIri = new Map(data.nodes.map((node) => [node.iri, node]));
  const nodes = new Map();
  for (const element of map.querySelectorAll(".node")) nodes.set(element.dataset.iri, element);
  const links = [...map.querySelectorAll(".link")].map((element, index) => ({ element, ...data.edges[index] }));

  // A thin line is hard to hit: every edge gets a wide invisible one.
  for (const link of links) {
    const hit = link.element.querySelector(".edge").cloneNode();
    hit.setAttribute("class", "hit");
    hit.removeAttribute("stroke-dasharray");
    hit.removeAttribute("stroke-width");
    link.element.append(hit);
  }

  // View: pan and zoom by the viewBox.
  const whole = map.getAttribute("viewBox").split(" ").map(Number);
  let view = [...whole];
  const show = () => map.setAttribute("viewBox", view.join(" "));
  const scale = () => {
    const box = map.getBoundingClientRect();
    return Math.max(view[2] / box.width, view[3] / box.height);
  };
  const toMap = (event) => {
    const box = map.getBoundingClientRect();
    const s = scale();
    return [
      view[0] + view[2] / 2 + (event.clientX - box.left - box.width / 2) * s,
      view[1] + view[3] / 2 + (event.clientY - box.top - box.height / 2) * s,
    ];
  };
  const zoom = (factor, x = view[0] + view[2] / 2, y = view[1] + view[3] / 2) => {
    const size = view[2] * factor;
    if (size < 60 || size > whole[2] * 6) return;
    view = [x + (view[0] - x) * factor, y + (view[1] - y) * factor, view[2] * factor, view[3] * factor];
    show();
  };
  map.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(event.deltaY * 0.0015), ...toMap(event));
  }, { passive: false });
  let drag = null;
  map.addEventListener("pointerdown", (event) => { drag = { x: event.clientX, y: event.clientY, moved: false }; });
  window.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const dx = event.clientX - drag.x, dy = event.clientY - drag.y;
    if (!drag.moved && Math.hypot(dx, dy) < 4) return;
    const s = scale();
    view[0] -= dx * s;
    view[1] -= dy * s;
    drag = { x: event.clientX, y: event.clientY, moved: true };
    map.classList.add("dragging");
    show();
  });
  let dragged = false;
  window.addEventListener("pointerup", () => {
    dragged = Boolean(drag && drag.moved);
    drag = null;
    map.classList.remove("dragging");
  });
  map.addEventListener("keydown", (event) => {
    const step = view[2] / 12;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (event.key in moves) {
      view[0] += moves[event.key][0];
      view[1] += moves[event.key][1];
      show();
    } else if (event.key === "+" || event.key === "=") zoom(0.8);
    else if (event.key === "-") zoom(1.25);
    else if (event.key === "0") { view = [...whole]; show(); }
    else if (event.key === "Escape") clear();
    else return;
    event.preventDefault();
  });
  document.getElementById("zoom-in").addEventListener("click", () => zoom(0.75));
  document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 0.75));
  document.getElementById("fit").addEventListener("click", () => { view = [...whole]; show(); });
  document.getElementById("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  // Focus: what the pointer rests on, or what was chosen.
  let chosen = null;
  const mark = (iris, shown) => {
    drawing.classList.toggle("focused", iris.size > 0);
    for (const [iri, element] of nodes) element.classList.toggle("on", iris.has(iri));
    for (const link of links) link.element.classList.toggle("on", shown.has(link));
  };
  const ofNode = (iri) => new Set(links.filter((link) => link.source === iri || link.target === iri));
  const markNode = (iri) => {
    const shown = ofNode(iri);
    const iris = new Set([iri]);
    for (const link of shown) { iris.add(link.source); iris.add(link.target); }
    mark(iris, shown);
  };
  const markLink = (link) => mark(new Set([link.source, link.target]), new Set([link]));
  const remark = () => {
    if (!chosen) mark(new Set(), new Set());
    else if (chosen.iri) markNode(chosen.iri);
    else markLink(chosen.link);
  };
  for (const [iri, element] of nodes) {
    element.addEventListener("pointerenter", () => markNode(iri));
    element.addEventListener("pointerleave", remark);
    element.addEventListener("click", () => { if (!dragged) chooseNode(iri); });
  }
  for (const link of links) {
    link.element.addEventListener("pointerenter", () => markLink(link));
    link.element.addEventListener("pointerleave", remark);
    link.element.addEventListener("click", () => { if (!dragged) chooseLink(link); });
  }
  map.addEventListener("click", (event) => {
    if (!dragged && !event.target.closest(".node, .link")) clear();
  });

  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const jump = (iri) => {
    const button = make("button", byIri.get(iri).label);
    button.type = "button";
    button.addEventListener("click", () => chooseNode(iri));
    return button;
  };
  const addDeals = (link) => {
    for (const deal of link.deals) {
      details.append(make("p", [deal.date || data.texts.undated, deal.status, deal.about].filter(Boolean).join(" · ")));
      if (deal.note) details.append(make("p", deal.note, "from"));
      for (const quote of deal.quotes) {
        details.append(make("blockquote", quote.sentence));
        details.append(make("p", quote.from, "from"));
      }
    }
  };
  const heading = (tag, ...parts) => {
    const element = make(tag);
    element.append(...parts);
    details.append(element);
  };
  function chooseNode(iri) {
    chosen = { iri };
    const node = byIri.get(iri);
    details.replaceChildren();
    heading("h2", node.label);
    details.append(make("p", node.type));
    if (node.aliases.length) details.append(make("p", node.aliases.join("、"), "alias"));
    details.append(make("p", node.counts));
    for (const link of ofNode(iri)) {
      heading("h3", jump(link.source === iri ? link.target : link.source));
      addDeals(link);
    }
    highlight(iri);
  }
  function chooseLink(link) {
    chosen = { link };
    details.replaceChildren();
    heading("h2", jump(link.source), " — ", jump(link.target));
    addDeals(link);
    highlight(null);
  }
  function clear() {
    chosen = null;
    details.innerHTML = hint;
    highlight(null);
  }
  function highlight(iri) {
    for (const [other, element] of nodes) element.classList.toggle("chosen", other === iri);
    details.scrollTop = 0;
    remark();
  }

  // Search: by name and other names; Enter goes from one hit to the next.
  const query = document.getElementById("query");
  const found = document.getElementById("found");
  const rows = [...document.querySelectorAll("#table tbody tr")];
  let hits = [], at = -1;
  const look = () => {
    const words = query.value.trim().toLowerCase();
    hits = words
      ? data.nodes.filter((node) => [node.label, ...node.aliases].some((name) => name.toLowerCase().includes(words)))
      : [];
    at = -1;
    found.textContent = words ? String(hits.length) : "";
    for (const row of rows) row.hidden = Boolean(words) && !row.textContent.toLowerCase().includes(words);
    if (words) mark(new Set(hits.map((node) => node.iri)), new Set());
    else remark();
  };
  query.addEventListener("input", look);
  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!hits.length) return;
    at = (at + 1) % hits.length;
    const node = hits[at];
    view[2] = Math.min(whole[2], 900);
    view[3] = Math.min(whole[3], 560);
    view[0] = node.x - view[2] / 2;
    view[1] = node.y - view[3] / 2;
    show();
    chooseNode(node.iri);
  });
})();
