// Keys of a list: j and k move, Enter opens the row's first link, x ticks it, / goes to the filter.
const typing = (target) => target.closest("input:not([type=checkbox]), select, textarea, [contenteditable], dialog");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/") {
    const filter = document.querySelector("[data-filter]");
    if (!filter) return;
    filter.closest("details")?.setAttribute("open", "");
    filter.focus();
    event.preventDefault();
    return;
  }
  const rows = [...document.querySelectorAll("table[data-rows] > tbody > tr")];
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.classList.contains("is-here"));
  const go = (index) => {
    rows[at]?.classList.remove("is-here");
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    row.classList.add("is-here");
    row.querySelector("a")?.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };
  if (event.key === "j") go(at + 1);
  else if (event.key === "k") go(at < 0 ? 0 : at - 1);
  else if (event.key === "Enter" && at >= 0 && !event.target.closest("a, button, summary")) rows[at].querySelector("a")?.click();
  else if (event.key === "x" && at >= 0) rows[at].querySelector("input[type=checkbox]")?.click();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("table[data-rows] tbody input[type=checkbox]"))
    event.target.closest("tr").classList.toggle("is-chosen", event.target.checked);
});
