// Draft check: a figure, or what was decided about one, changes the page in place; p and n step.
// Without this script every figure is a link and every button sends its form.
const side = () => document.getElementById("check-side");
const parse = (text) => new DOMParser().parseFromString(text, "text/html");

function here(start) {
  for (const one of document.querySelectorAll("#check-text .is-here")) {
    one.classList.remove("is-here");
    one.removeAttribute("aria-current");
  }
  for (const one of document.querySelectorAll(`#check-text [data-figure="${start}"]`)) {
    one.classList.add("is-here");
    one.setAttribute("aria-current", "true");
  }
}

// What there is to say stands above the figure, where one is: the head of the page may be far.
function tell(notes) {
  const old = side().querySelectorAll(".errors, .note-ok, .check-away-said");
  for (const one of old) one.remove();
  (side().querySelector(".check-figure") ?? side()).prepend(...notes);
}

// True where the line is down; it is said, and nothing is lost by going on later.
function away() {
  if (navigator.onLine) return false;
  const said = document.createElement("p");
  said.className = "note note-bad check-away-said";
  said.setAttribute("role", "alert");
  said.textContent = side().dataset.saidAway;
  tell([said]);
  return true;
}

// The figure in sight: above the sheet on a phone, in the middle elsewhere.
function show(start) {
  const one = document.getElementById(`at-${start}`);
  if (!one) return;
  const box = one.getBoundingClientRect(), phone = matchMedia("(max-width: 47.99em)").matches;
  if (box.top < 60 || box.bottom > innerHeight * (phone ? 0.35 : 0.95)) one.scrollIntoView({ block: phone ? "start" : "center" });
}

let asked = 0;
async function beside(url, { focus = false } = {}) {
  const mine = (asked += 1);
  const address = new URL(url, location.href);
  const start = address.searchParams.get("figure");
  address.searchParams.set("part", "side");
  side().classList.add("is-waiting");
  try {
    const answer = await fetch(address, { redirect: "error" });
    if (!answer.ok) throw new Error(answer.status);
    const text = await answer.text();
    if (mine !== asked) return;
    side().innerHTML = text;
    side().scrollTop = 0;
    side().classList.toggle("has-figure", Boolean(start));
    here(side().querySelector("[data-start]")?.dataset.start);
    history.replaceState(null, "", url);
    if (start) show(start);
    if (focus) side().querySelector("#figure-title")?.focus({ preventScroll: true });
  } catch {
    if (!away()) location.assign(url); // not answered as hoped: the page itself then says why
  } finally {
    side().classList.remove("is-waiting");
  }
}

// What was decided: the answer is the whole page, of which text, counts and side are taken.
async function decide(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const answer = await fetch(button?.hasAttribute("formaction") ? button.formAction : form.action, { method: "POST", body });
  const page = parse(await answer.text());
  if (!page.getElementById("check-side")) {
    location.assign(answer.url);
    return;
  }
  for (const id of ["check-bar", "check-text", "check-side"]) document.getElementById(id).replaceWith(page.getElementById(id));
  for (const old of document.querySelectorAll("main > .errors, main > .note-ok")) old.remove();
  tell(page.querySelectorAll("main > .errors, main > .note-ok"));
  document.querySelector("[data-saved]").replaceWith(page.querySelector("[data-saved]"));
  if (answer.redirected) history.replaceState(null, "", answer.url.split("#")[0]);
  const start = side().querySelector("[data-start]")?.dataset.start;
  side().classList.toggle("has-figure", Boolean(start));
  if (start) show(start);
  (side().querySelector(".errors") || side().querySelector(".check-done [data-step=n]") || side().querySelector("#figure-title"))?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest("#check-text a[data-figure], #check-side a[data-figure], #check-side a[data-step], #check-side a[data-fold]");
  if (!link || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  beside(link.href, { focus: !("fold" in link.dataset) && (event.detail === 0 || !link.closest("#check-text")) });
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-swap]");
  if (!form) return;
  event.preventDefault();
  decide(form, event.submitter).catch(() => {
    if (away()) return;
    const again = event.submitter;
    form.removeAttribute("data-swap");
    form.requestSubmit(again); // the line is down: the browser says so
  });
});

// Before keys.js, where n records: here n is the next figure.
document.addEventListener("keydown", (event) => {
  if (!side() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !["p", "n"].includes(event.key)) return;
  if (event.target.closest("input, select, textarea, [contenteditable], dialog[open]")) return;
  const link = side().querySelector(`a[data-step="${event.key}"]`);
  event.preventDefault();
  event.stopPropagation();
  if (link) beside(link.href, { focus: true });
}, true);

// A paper dropped anywhere on the form is the one chosen.
const form = document.querySelector("form[data-drop]");
if (form) {
  const box = form.querySelector(".drop"), file = form.elements.file;
  const over = (on) => (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    box.classList.toggle("is-over", on);
  };
  form.addEventListener("dragover", over(true));
  form.addEventListener("dragleave", over(false));
  form.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer?.files.length) return;
    file.files = event.dataTransfer.files;
    form.requestSubmit();
  });
  file.addEventListener("change", () => { if (file.files.length) form.requestSubmit(); });
}
