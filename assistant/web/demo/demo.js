// A page's own button may ask: open(), ask() and the events are in docs/widget.md.
"use strict";

document.querySelector("#ask").addEventListener("click", () => {
  document
    .querySelector("hukou-assistant")
    .ask("How soon must I register after moving into a friend's flat, and what if I don't?");
});
