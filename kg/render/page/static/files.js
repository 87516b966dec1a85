// What is seen, as a file.

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads the file after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function savePng() {
  const scale = 2 * Math.max(1, window.devicePixelRatio || 1);
  const picture = document.createElement("canvas");
  picture.width = Math.round(size.width * scale);
  picture.height = Math.round(size.height * scale);
  const pen = picture.getContext("2d", { alpha: false });
  pen.fillStyle = theme.paper;
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.scale(scale, scale);
  drawOnCanvas(pen, buildScene(measureText, theme.fontSize), theme);
  picture.toBlob((blob) => download(blob, `${texts.file_name}.png`), "image/png");
}

function saveSvg() {
  const text = drawAsSvg(buildScene(measureText, theme.fontSize), theme, size.width, size.height);
  download(new Blob([text], { type: "image/svg+xml" }), `${texts.file_name}.svg`);
}
