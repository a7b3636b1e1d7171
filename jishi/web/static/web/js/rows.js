// Keys and ticks of a list: j and k move, Enter opens the row's first link, x ticks it, Shift ticks
// a range, f opens the conditions, n begins a new record, e changes the row in place where it may be.
const typing = (target) => target.closest("input:not([type=checkbox]), select, textarea, [contenteditable], dialog");
const lines = () => [...document.querySelectorAll("table[data-rows] > tbody > tr")];
const tick = (line) => line?.querySelector("input[type=checkbox]");
const here = () => lines().findIndex((line) => line.classList.contains("is-here"));

const go = (index) => {
  const all = lines();
  document.querySelector("table[data-rows] .is-here")?.classList.remove("is-here");
  const line = all[Math.max(0, Math.min(all.length - 1, index))];
  line.classList.add("is-here");
  line.querySelector("a")?.focus({ preventScroll: true });
  line.scrollIntoView({ block: "nearest" });
};

const open = (selector) => {
  const found = document.querySelector(selector);
  if (!found) return false;
  found.closest("details")?.setAttribute("open", "");
  found.focus();
  found.select?.();
  return true;
};

const acts = {
  f: () => open("[data-filter]"),
  j: () => go(here() + 1),
  k: () => go(Math.max(0, here() - 1)),
  x: () => tick(lines()[here()])?.click(),
  X: () => ticked(here(), true),
  n: () => document.querySelector("[data-new]")?.click(),
  e: () => lines()[here()]?.dispatchEvent(new CustomEvent("edit-row", { bubbles: true })),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const on = here() >= 0 || ["f", "j", "k", "n"].includes(event.key);
  if (acts[event.key] && on && (lines().length || ["f", "n"].includes(event.key))) {
    acts[event.key]();
    event.preventDefault();
  } else if (event.key === "Enter" && here() >= 0 && !event.target.closest("a, button, summary, input"))
    lines()[here()].querySelector("a")?.click();
});

// Ticks: a row, the range from the last one with Shift, the page, all that the question finds.
let last = -1;
const chosen = document.querySelector(".chosen");
const say = () => {
  const ticks = lines().map(tick).filter(Boolean);
  const count = ticks.filter((one) => one.checked).length;
  for (const line of lines()) line.classList.toggle("is-chosen", Boolean(tick(line)?.checked));
  const all = document.querySelector("[data-tick-all]");
  if (all) {
    all.checked = count > 0 && count === ticks.length;
    all.indeterminate = count > 0 && count < ticks.length;
  }
  const words = chosen?.querySelector("[data-chosen-words]");
  const every = chosen?.querySelector("[data-all]");
  if (!count && every) every.checked = false;
  if (words) words.textContent = words.dataset.chosenWords.replace("%(n)s", every?.checked ? every.dataset.all : count);
};
const ticked = (index, range) => {
  const all = lines();
  if (range && last >= 0) {
    for (let at = Math.min(last, index); at <= Math.max(last, index); at += 1) tick(all[at]).checked = true;
  }
  last = index;
  say();
};
for (const hidden of document.querySelectorAll("[data-tick-all], [data-up], [data-down]")) hidden.hidden = false;
document.addEventListener("click", (event) => {
  const box = event.target.closest("table[data-rows] tbody input[type=checkbox]");
  if (box) ticked(lines().indexOf(box.closest("tr")), event.shiftKey && box.checked);
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-tick-all]"))
    for (const line of lines()) tick(line).checked = event.target.checked;
  if (event.target.matches("[data-tick-all], [data-all]")) say();
});
document.addEventListener("reset", () => setTimeout(say));
window.addEventListener("pageshow", say);  // coming back, the browser has kept the ticks

// Shift on a heading sorts by it as well; the columns of the panel move up and down.
document.addEventListener("click", (event) => {
  const heading = event.target.closest("a[data-turn]");
  if (heading && event.shiftKey) {
    event.preventDefault();
    const url = new URL(location.href), turn = heading.dataset.turn;
    const plain = (name) => name.replace(/^-/, "");
    const sort = (url.searchParams.get("sort") ?? "").split(",").filter((name) => name && plain(name) !== plain(turn));
    url.searchParams.set("sort", [...sort, turn].join(","));
    url.searchParams.delete("page");
    location.assign(url);
  }
  const button = event.target.closest("[data-up], [data-down]");
  if (button) {
    const item = button.closest("li"), up = "up" in button.dataset;
    const other = up ? item.previousElementSibling : item.nextElementSibling;
    if (other && !other.querySelector("[required]")) other[up ? "before" : "after"](item);
    button.focus();
  }
});
// Only the chosen columns, parted by commas, and no empty conditions: an address one can read.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "get" || !form.closest(".filters")) return;
  event.preventDefault();
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (!value) continue;
    if (name === "cols" && asked.has("cols")) asked.set("cols", `${asked.get("cols")},${value}`);
    else asked.append(name, value);
  }
  location.assign(`${location.pathname}?${asked.toString().replaceAll("%2C", ",")}`);
});
