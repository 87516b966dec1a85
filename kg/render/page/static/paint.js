// When to draw: once a frame at most. While a large network moves, the last picture is shifted and
// scaled, which takes a few milliseconds at any size, and is drawn anew when the movement ends.

const context = canvas.getContext("2d", { alpha: false });
const MANY_EDGES = 3000;
const REST = 140;
let theme = readTheme();
let frame = 0, restTimer = 0, lastMove = -Infinity;
let snapshot = null;
const textWidths = new Map();

function measureText(text) {
  let width = textWidths.get(text);
  if (width === undefined) {
    context.font = `${theme.fontSize}px ${theme.font}`;
    width = context.measureText(text).width;
    textWidths.set(text, width);
  }
  return width;
}

function requestPaint() {
  if (!frame) frame = requestAnimationFrame(paint);
}

function paint() {
  frame = 0;
  const ratio = window.devicePixelRatio || 1;
  const moving = performance.now() - lastMove < REST;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = theme.paper;
  if (moving && snapshot && state.edgesShown > MANY_EDGES) {
    const scale = camera.zoom / snapshot.zoom;
    const x = (size.width / 2) * (1 - scale) + (snapshot.x - camera.x) * camera.zoom;
    const y = (size.height / 2) * (1 - scale) + (snapshot.y - camera.y) * camera.zoom;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(snapshot.picture, x * ratio, y * ratio, canvas.width * scale, canvas.height * scale);
    return;
  }
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawOnCanvas(context, buildScene(measureText, theme.fontSize), theme);
  if (state.edgesShown > MANY_EDGES) keepSnapshot();
}

function keepSnapshot() {
  const picture = (snapshot && snapshot.picture) || document.createElement("canvas");
  picture.width = canvas.width;
  picture.height = canvas.height;
  picture.getContext("2d", { alpha: false }).drawImage(canvas, 0, 0);
  snapshot = { picture, ...camera };
}

function resize() {
  const box = canvas.getBoundingClientRect();
  const ratio = window.devicePixelRatio || 1;
  size.width = Math.max(box.width, 1);
  size.height = Math.max(box.height, 1);
  canvas.width = Math.round(size.width * ratio);
  canvas.height = Math.round(size.height * ratio);
  snapshot = null;
  requestPaint();
}

function rereadTheme() {
  theme = readTheme();
  textWidths.clear();
  snapshot = null;
  requestPaint();
}

onChange((what) => {
  if (what === "moved") {
    lastMove = performance.now();
    clearTimeout(restTimer);
    restTimer = setTimeout(requestPaint, REST + 10);
  } else {
    state.edgesShown = edgeOn.reduce((sum, on) => sum + on, 0);
    lastMove = -Infinity;
  }
  requestPaint();
});
