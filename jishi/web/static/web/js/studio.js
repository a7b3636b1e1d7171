// A draft saves itself two seconds after the last key, tells what comes out below each paragraph,
// and the figure under the cursor beside the text. Without this script every button saves.
const SOON = 2000, PATIENT = 4000, OFTEN = 4500, RETRY = 10000, PATIENCE = 15000;
const form = document.querySelector("#draft");
const side = document.querySelector("[data-side]");
const said = document.querySelector("[data-said]");
const trouble = document.querySelector("[data-trouble]");
const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;

// --- Saving
let soon = 0, often = 0, retry = 0, unsaved = false, stopped = false, passing = false;
let queue = Promise.resolve();
let partner = "";  // with whom this page's words were put together last: the writer's own other window, or another
// The form as it was when the draft and this page were last the same: by it two people's changes to
// different paragraphs are put together.
const words = () => new URLSearchParams([...new FormData(form)].filter(([name]) => ["kind", "text", "count"].includes(name)));
let base = form ? `${words()}` : "";

// What is to be said stands at the upper edge of the window, wherever in the text one is; what one
// types in never lies beneath it.
let lastSaid = "";
const complain = (text, kind, link, label) => {
  if (lastSaid === `${text} ${link}`) return;  // said already: not read out again at every saving
  lastSaid = `${text} ${link}`;
  trouble.replaceChildren();
  if (text) {
    const note = document.createElement("p");
    note.className = `note ${kind}`;
    note.append(text);
    if (link) {
      const way = document.createElement("a");
      way.href = link;
      way.textContent = label;
      note.append(" ", way);
    }
    trouble.append(note);
  }
  makeRoom();
};

function makeRoom() {
  const high = trouble.offsetHeight;
  document.documentElement.style.scrollPaddingTop = high ? `${high + 16}px` : "";
  const field = document.activeElement;
  if (!high || !field?.matches("#draft textarea, #draft input")) return;
  const edge = trouble.getBoundingClientRect().bottom + 8, box = field.getBoundingClientRect();
  if (box.top < edge && box.bottom > 0 && box.height < innerHeight / 2) scrollBy({ top: box.top - edge, behavior: "instant" });
}
const general = (faults) => {
  const list = document.querySelector("[data-general]");
  list.replaceChildren(...faults.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  list.hidden = !faults.length;
};

function show(pieces) {
  const boxes = [...form.querySelectorAll("[data-piece]")];
  if (boxes.length !== pieces.length) return;
  boxes.forEach((box, place) => {
    const shown = box.querySelector("[data-shown]");
    if (shown.innerHTML !== pieces[place].html) shown.innerHTML = pieces[place].html;
    const wrong = Boolean(shown.querySelector(".fault"));
    box.classList.toggle("is-wrong", wrong);
    box.querySelector("textarea").toggleAttribute("aria-invalid", wrong);
    if (wrong) box.querySelector("textarea").setAttribute("aria-invalid", "true");
  });
}

const asSent = (text) => new URLSearchParams([
  ...text.map(([kind]) => ["kind", kind]), ...text.map(([, told]) => ["text", told]), ["count", text.length],
]);

// The text that came of two: into the boxes where they are the same ones, but never over what was
// typed since; the places left so are the answer. Null where a paragraph came or went.
function adopt(text, sent) {
  const boxes = [...form.querySelectorAll("[data-piece]")];
  const kinds = sent.getAll("kind"), typed = sent.getAll("text");
  if (boxes.length !== text.length || text.some(([kind], place) => kind !== kinds[place])) return null;
  const left = [];
  text.forEach(([, told], place) => {
    const field = boxes[place].querySelector("textarea");
    if (typed[place] === told) return;
    if (field.value !== typed[place]) return left.push(place);
    field.value = told;
    grow(field);
  });
  return left;
}

// What the page begins from now: the text as it came, but where it was not taken over what was sent.
const begunFrom = (text, left, sent) =>
  `${asSent(text.map(([kind, told], place) => [kind, left.includes(place) ? sent.getAll("text")[place] : told]))}`;

// Two wrote in one paragraph. All else is stored; the state stays what it was, so that the next
// sending is put together again, from a base that differs from both of them there alone.
function met(told, sent) {
  stopped = true;
  if (!told.text) return;
  said.textContent = `${form.dataset.saidSaved} ${told.saved}`;
  const left = adopt(told.text, sent);
  if (left) {
    base = begunFrom(told.base, left, sent);
    show(told.pieces);
    general(told.general);
  } else if (!unsaved) {
    form.removeAttribute("data-warn");
    location.reload();  // a paragraph came or went; the page says where what was met lies
  }
  if (!unsaved) form.removeAttribute("data-warn");
}

async function send(again = true) {
  const body = new URLSearchParams(new FormData(form));
  body.set("base", base);
  if (partner) body.set("with", partner);
  const answer = await fetch(form.dataset.keep, {
    method: "POST", body, redirect: "manual",
    headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.status !== 403 || !again) return answer;
  // The token may be older than the sign-in: take the one of the page as it is now.
  const page = await fetch(location.href, { redirect: "manual" });
  if (page.type === "opaqueredirect") return page;
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("#draft [name=csrfmiddlewaretoken]");
  if (!fresh) return answer;
  for (const held of document.querySelectorAll("[name=csrfmiddlewaretoken]")) held.value = fresh.value;
  return send(false);
}

async function keep() {
  for (const timer of [soon, often, retry]) clearTimeout(timer);
  often = 0;
  if (!unsaved) return;
  unsaved = false;
  try {
    const sent = words();
    const answer = await send();
    if (answer.type === "opaqueredirect") throw new Error("out");
    if (answer.status >= 500) throw new Error("away");
    const told = await answer.json();
    if ("own" in told) partner = told.own ? "self" : "other";
    if (answer.ok) {
      said.textContent = `${form.dataset.saidSaved} ${told.saved}`;
      stopped = false;
      complain(told.said ?? "", "");
      base = `${sent}`;
      const left = told.text ? adopt(told.text, sent) : [];
      if (left) {
        // Where something was left the state stays what it was: the next sending joins again.
        if (!left.length) form.elements.state.value = told.state;
        if (told.text) base = begunFrom(told.text, left, sent);
      } else if (!unsaved) {
        form.removeAttribute("data-warn");
        location.reload();  // else the state stays what it was, and the next sending joins again
      }
      show(told.pieces);
      general(told.general);
      if (!unsaved) form.removeAttribute("data-warn");
    } else {
      complain(told.said, told.merge ? "note-warn" : "note-bad", told.merge, form.dataset.saidMerge);
      if (told.merge) met(told, sent);
    }
  } catch (error) {
    unsaved = true;
    const out = error.message === "out";
    complain(out ? form.dataset.saidOut : form.dataset.saidAway, out ? "note-bad" : "note-warn");
    retry = setTimeout(later, RETRY);
  }
}
const later = () => (queue = queue.then(keep));

// --- The figure under the cursor
let asked = "";
async function beside(query) {
  if (query === asked) return;
  asked = query;
  const address = new URL(form.dataset.figure, location.origin);
  for (const [name, value] of new URLSearchParams(query)) address.searchParams.set(name, value);
  try {
    const answer = await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok || asked !== query) return;
    side.innerHTML = await answer.text();
    side.parentElement.classList.add("has-figure");
  } catch {
    asked = "";  // not reached: the next move of the cursor asks again
  }
}

function under(field) {
  const before = field.value.slice(0, field.selectionStart), after = field.value.slice(field.selectionStart);
  const start = before.lastIndexOf("{{"), end = after.indexOf("}}");
  if (start < 0 || end < 0 || before.slice(start).includes("}}") || after.slice(0, end).includes("{{")) return "";
  return (before.slice(start + 2) + after.slice(0, end)).trim();
}

let looking = 0, last = null;
const look = (field) => {
  last = field;
  clearTimeout(looking);
  looking = setTimeout(() => {
    const word = under(field);
    if (word) beside(`word=${encodeURIComponent(word)}`);
  }, 250);
};

const grow = (field) => {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
};

if (form) {
  for (const field of form.querySelectorAll("textarea")) grow(field);
  form.addEventListener("input", (event) => {
    unsaved = true;
    form.setAttribute("data-warn", "");
    if (event.target.matches("textarea")) grow(event.target);
    clearTimeout(soon);
    // Where two texts stand side by side each one sent is kept: not one at every pause.
    soon = setTimeout(later, stopped ? PATIENT : SOON);
    often ||= setTimeout(later, OFTEN);
  });
  for (const kind of ["keyup", "click", "focusin"]) {
    form.addEventListener(kind, (event) => { if (event.target.matches("textarea")) look(event.target); });
  }
  form.addEventListener("click", (event) => {
    const figure = event.target.closest(".shown-figure");
    if (!figure) return;
    event.preventDefault();
    for (const one of form.querySelectorAll(".shown-figure.is-here")) one.classList.remove("is-here");
    figure.classList.add("is-here");
    beside(`figure=${encodeURIComponent(figure.value)}`);
  });
  // The text arrives first: then nothing typed can be lost on the way, whatever answers.
  form.addEventListener("submit", async (event) => {
    if (passing) return;
    event.preventDefault();
    const button = event.submitter;
    await later();
    // While its submit event is still told a form takes no other: let that end first.
    await new Promise((done) => setTimeout(done));
    if (unsaved || stopped) return trouble.querySelector("a")?.focus();
    passing = true;
    form.requestSubmit(button);
  });
  for (const button of document.querySelectorAll("[data-insert]")) {
    button.addEventListener("click", () => {
      const field = last ?? form.querySelector("textarea");
      field.setRangeText(`{{ ${button.dataset.insert} }}`, field.selectionStart, field.selectionEnd, "end");
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  document.addEventListener("click", (event) => {
    for (const menu of form.querySelectorAll(".piece-menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && unsaved) later(); });
  window.addEventListener("online", () => unsaved && later());
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
