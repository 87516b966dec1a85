// The same data as a table, for keyboard and screen reader: what the filters leave, in pages.

const ROWS = 50;
const body = document.querySelector("#table tbody");
let tableRows = [], page = 0;

function collectRows() {
  tableRows = [];
  for (let e = 0; e < edges.count; e++) if (edgeOn[e]) for (const tie of shownTies(e)) tableRows.push([e, tie]);
  // The best connected first, as in the picture.
  const rank = ([e]) => Math.min(rankOf[edges.source[e]], rankOf[edges.target[e]]);
  tableRows.sort((a, b) => rank(a) - rank(b) || a[0] - b[0] || a[1] - b[1]);
  page = 0;
  showRows();
}

function showRows() {
  const details = document.getElementById("data-table");
  if (!details.open) return; // a closed table costs nothing
  const pages = Math.max(1, Math.ceil(tableRows.length / ROWS));
  page = Math.min(Math.max(page, 0), pages - 1);
  body.replaceChildren(...tableRows.slice(page * ROWS, (page + 1) * ROWS).map(([edge, number]) => {
    const tie = ties[number];
    const ends = [edges.source[edge], edges.target[edge]].sort((a, b) => rankOf[a] - rankOf[b]);
    const quotes = tie.quotes.map(([article, sentence, , begin, end]) =>
      make("div", "", sentence, " ", make("span", "from", `${payload.articles[article]} [${begin}, ${end})`)));
    return make("tr", "",
      ...ends.map((node) => make("td", "", nodeButton(node))),
      make("td", "", makeButton("date", tieDate(tie), () => visitEdge(edge))),
      make("td", "", payload.statuses[tie.status].label),
      make("td", "", tie.about),
      make("td", "", ...quotes));
  }));
  document.getElementById("page").textContent = `${page + 1} / ${pages}`;
  document.getElementById("previous").disabled = page === 0;
  document.getElementById("next").disabled = page === pages - 1;
}

function turnPage(by) {
  page += by;
  showRows();
}

document.getElementById("previous").addEventListener("click", () => turnPage(-1));
document.getElementById("next").addEventListener("click", () => turnPage(1));
document.getElementById("data-table").addEventListener("toggle", showRows);
onChange((what) => { if (what === "shown") collectRows(); });
