// Puts it together, once everything above is there.

function onClick(id, action) {
  document.getElementById(id).addEventListener("click", action);
}

onClick("first", () => { showFirst(); openView(); });
onClick("all", () => { showAll(); fitTo(nodeOn); });
onClick("fit", () => fitTo(nodeOn));
onClick("zoom-in", () => zoomBy(1.25));
onClick("zoom-out", () => zoomBy(0.8));
onClick("save-png", savePng);
onClick("save-svg", saveSvg);
onClick("theme", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  rereadTheme();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", rereadTheme);

buildControls();
document.getElementById("filters").open = window.innerWidth > 900;
resize();
showFirst();
if (payload.centres.length) choose({ node: payload.centres[0] });
showPanel();
openView();
lastMove = -Infinity;
// The map changes its size with the window, the filters and the panel.
let fitted = true;
new ResizeObserver(() => {
  resize();
  if (fitted) { openView(); lastMove = -Infinity; }
}).observe(canvas);
canvas.addEventListener("pointerdown", () => { fitted = false; });
canvas.addEventListener("wheel", () => { fitted = false; }, { passive: true });
onChange((what) => { if (what === "chosen") fitted = false; });
