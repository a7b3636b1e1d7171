// Keys of every page: / searches, n records, g then a letter goes, ? lists them all.
// A dialog just closed keeps the focus until the next frame, so only an open one counts as typing.
// Keys of a list (j, k, x, Enter) are rows.js's; whatever a module has answered is left alone.
const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable], dialog[open]");
const PLACES = { t: "today", l: "ledger_home", c: "cockpit", r: "report", s: "settings" };
const WAIT = 1500; // between g and its letter
let waiting = 0;

const go = (name) => document.querySelector(`[data-go="${name}"]`)?.click();

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (event.timeStamp < waiting) {
    waiting = 0;
    if (PLACES[event.key]) {
      event.preventDefault();
      go(PLACES[event.key]);
      return;
    }
  }
  if (event.key === "g") waiting = event.timeStamp + WAIT;
  else if (event.key === "n") go("record");
  else if (event.key === "?") document.getElementById("keys")?.showModal();
  else if (event.key === "/") {
    const box = document.querySelector("[data-search]") ?? document.querySelector("[data-filter]");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  }
});

// A search box offers what it finds once somebody is in it; until then no page asks for that script.
const suggest = () => import("./choice.js");
for (const box of document.querySelectorAll("[data-suggest]")) {
  if (box === document.activeElement) suggest();
  else box.addEventListener("focus", suggest, { once: true });
}
