// A form saves what is typed as a draft: two seconds after the last key, every four while typing.
// What does not arrive (no network, signed out) stays on this computer and is delivered later.
import { drop, own, put, renew, send } from "./copies.js";

const SOON = 2000, OFTEN = 4000, RETRY = 10000;
const shelf = document.querySelector("[data-drafts]");
const form = document.querySelector("form[data-draft]");
const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

const address = (page, given) => {
  const url = new URL(page, location.origin);
  for (const name of ["draft", "back", "typing", "chosen"]) url.searchParams.delete(name);
  for (const [name, value] of Object.entries(given)) url.searchParams.set(name, value);
  return url.pathname + url.search;
};

// --- What this computer still holds is delivered as soon as its writer is here again.
async function deliver() {
  const asked = new URLSearchParams(location.search);
  const wanted = asked.get("back") ?? asked.get("draft") ?? asked.get("typing");
  const found = [];
  for (const copy of own(shelf.dataset.account)) {
    const { state } = await send(copy, token());
    if (state === "saved" || state === "done") drop(copy.account, copy.key);
    if (state === "saved" && (!copy.leaving || copy.key === wanted)) found.push(copy);
    if (state === "away" || state === "out") break;
  }
  const here = found.find((copy) => copy.key === wanted);
  if (here && (asked.has("back") || !typed)) {
    if (!shows(here)) location.replace(address(here.page, asked.has("typing") ? { typing: here.key } : { draft: here.key }));
  } else if (found.length) {
    const note = shelf.querySelector("[data-found-note]");
    note.textContent = shelf.dataset.found;
    for (const copy of found) {
      const link = document.createElement("a");
      link.href = address(copy.page, { draft: copy.key });
      link.textContent = copy.title;
      note.append(" ", link);
    }
    note.hidden = false;
  }
}

// --- The form
let typed = false, unsaved = false, passing = false, soon = 0, often = 0, retry = 0;
let queue = Promise.resolve();
const said = document.querySelector("[data-draft-said]");
const discard = document.querySelector("[data-discard]");
const note = form?.querySelector("[data-draft-note]");

const current = () => {
  const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  return {
    account: form.dataset.account, key: form.elements.draft.value, url: form.dataset.draft, fields,
    page: address(location.href, {}), title: document.querySelector("h1").textContent.trim(), at: Date.now(),
  };
};

// The page came with all that a copy holds: nothing is to be shown again.
const shows = (copy) => {
  if (form?.elements.draft.value !== copy.key) return false;
  const entries = (fields) => JSON.stringify(fields.filter(([name]) => form.elements[name]?.type !== "hidden"));
  return entries(current().fields) === entries(copy.fields);
};

// Whoever loads the page again finds in the fields what was typed, under the same draft.
const calledSo = () => {
  if (form.hasAttribute("data-typing")) history.replaceState(history.state, "", address(location.href, { typing: form.elements.draft.value }));
};

const say = (text, link) => {
  note.textContent = text;
  if (link) {
    const way = document.createElement("a");
    way.href = link;
    way.textContent = form.dataset.saidEnter;
    note.append(" ", way);
  }
  note.hidden = !text;
};

// A number with its unit (1.2万) is told in digits beside its field.
const tellRead = (read) => {
  for (const old of form.querySelectorAll("[data-read]")) old.remove();
  for (const [name, digits] of Object.entries(read)) {
    const hint = Object.assign(document.createElement("span"), { className: "hint", textContent: `${form.dataset.saidRead}${digits}` });
    hint.dataset.read = "";
    form.elements[name]?.closest(".box")?.append(hint);
  }
};

const anew = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  form.elements.draft.value = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  calledSo();
  for (const way of document.querySelectorAll("[data-discard], [data-afresh]")) way.value = form.elements.draft.value;
};

async function attempt() {
  const copy = current();
  let told = await send(copy, token());
  if (told.state === "stale") {
    const fresh = await renew(copy.account);
    if (fresh.token) {
      for (const held of document.querySelectorAll("[name=csrfmiddlewaretoken]")) held.value = fresh.token;
      told = await send(copy, fresh.token);
    } else told = fresh;
  }
  if (told.state === "done") {  // saved from this very page before: this is another record
    anew();
    return attempt();
  }
  return { copy, told };
}

async function keep() {
  clearTimeout(soon);
  clearTimeout(often);
  clearTimeout(retry);
  often = 0;
  unsaved = false;
  const { copy, told } = await attempt();
  const words = form.dataset;
  if (told.state === "saved") {
    drop(copy.account, copy.key);
    said.textContent = `${words.saidSaved} ${told.at}`;
    say("");
    tellRead(told.read);
    discard.hidden = false;
    if (!unsaved) form.removeAttribute("data-warn");
  } else {
    const held = put(copy);
    said.textContent = held ? (told.state === "away" ? words.saidAway : "") : words.saidFull;
    if (told.state === "out") say(words.saidOut, `${words.signIn}?next=${encodeURIComponent(address(copy.page, { back: copy.key }))}`);
    else if (told.state === "other") say(words.saidOther);
    else if (told.state !== "away") say(words.saidRefused);
    if (told.state === "away") retry = setTimeout(again, RETRY);
    if (held) form.removeAttribute("data-warn");
  }
  return told.state;
}

const again = () => (queue = queue.then(keep));

if (form) {
  const changed = () => {
    if (!typed) calledSo();
    typed = unsaved = true;
    form.setAttribute("data-warn", "");
    clearTimeout(soon);
    soon = setTimeout(again, SOON);
    often ||= setTimeout(again, OFTEN);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", (event) => { if (event.target.closest(".finder")) changed(); });

  // A record that the form lacks is added on its own page; this one waits as a draft.
  form.addEventListener("errand", async ({ detail }) => {
    changed();
    const state = await again();
    if (state === "saved") {
      passing = true;
      form.removeAttribute("data-warn");
      const url = new URL(detail.url, location.href);
      url.searchParams.set("errand", `${form.elements.draft.value}:${detail.field}`);
      location.assign(url);
    } else note.focus();
  });

  // The draft arrives first: then nothing typed can be lost on the way, whatever answers.
  form.addEventListener("submit", async (event) => {
    if (passing || !typed) return;  // nothing typed, nothing to lose
    event.preventDefault();
    if (form.hasAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    const state = await again();
    form.removeAttribute("aria-busy");
    if (state === "saved" || state === "refused" || state === "stale") {
      passing = true;
      form.requestSubmit(event.submitter);
      return;
    }
    if (state === "away") say(form.dataset.saidUnsent);
    note.focus();
  });

  for (const way of document.querySelectorAll("[data-discard], [data-afresh]")) way.form.addEventListener("submit", () => {
    drop(form.dataset.account, form.elements.draft.value);
    passing = true;
    for (const timer of [soon, often, retry]) clearTimeout(timer);
    form.removeAttribute("data-warn");
  });

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit(form.querySelector(".btn-main"));
    }
  });

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !unsaved || passing) return;
    // The page may be loaded again before this arrives: until then it lies here, too.
    const copy = current();
    put({ ...copy, leaving: true });
    send(copy, token(), { leaving: true }).then(({ state }) => state === "saved" && drop(copy.account, copy.key));
  });
  window.addEventListener("online", () => retry && again());
  window.addEventListener("pageshow", (event) => { if (event.persisted) passing = false; });
}

if (shelf) deliver();
