// Options → the lines to copy, and the element itself as a preview.
"use strict";

const form = document.querySelector("#options");
const element = document.createElement("hukou-assistant");
const base = new URL("..", location.href);
const DEFAULTS = { theme: "auto" };

/** The chosen attributes, without those that say nothing. */
function chosen() {
  return [...new FormData(form)]
    .map(([name, value]) => [name, value.trim()])
    .filter(([name, value]) => value && value !== DEFAULTS[name]);
}

function escaped(value) {
  return value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

function show() {
  const attributes = chosen();
  const written = attributes.map(([name, value]) => ` ${name}="${escaped(value)}"`).join("");
  document.querySelector("#code").textContent =
    `<script src="${new URL("widget.js", base)}" defer></script>\n` +
    `<hukou-assistant${written}></hukou-assistant>`;
  const names = new Set(attributes.map(([name]) => name));
  for (const name of element.getAttributeNames()) {
    if (!names.has(name)) element.removeAttribute(name);
  }
  for (const [name, value] of attributes) element.setAttribute(name, value);
  document.querySelector("#where").hidden = element.getAttribute("mode") === "inline";
  document.querySelector("#copied").textContent = "";
}

document.querySelector("#copy").addEventListener("click", async () => {
  const said = document.querySelector("#copied");
  try {
    await navigator.clipboard.writeText(document.querySelector("#code").textContent);
    said.textContent = "Copied.";
  } catch {
    getSelection().selectAllChildren(document.querySelector("#code"));
    said.textContent = "Selected: press Ctrl+C or ⌘C.";
  }
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", show);
show();
document.querySelector("#preview").append(element);
