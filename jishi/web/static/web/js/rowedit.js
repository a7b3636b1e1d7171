// Edit in the row: a double click, or e, turns a line into fields; Enter stores, Escape leaves it.
// What was typed stays in the fields until the ledger has it, and is kept as a draft meanwhile: two
// seconds after the last key, every four while typing; it goes on in the record's own form.
import { drop, put, renew, send } from "./copies.js";
import { count } from "./undo.js";

const SOON = 2000, OFTEN = 4000;

const table = document.querySelector("table[data-rows][data-editable]");
const token = () => document.querySelector("#chosen [name=csrfmiddlewaretoken]");
let open = null;  // {line, fields: [tr, tr], url, key, typed, kept}
let soon = 0, often = 0;

class SignedOut extends Error {}
const lines = (html) => {
  const held = document.createElement("template");
  held.innerHTML = `<table><tbody>${html}</tbody></table>`;
  return [...held.content.querySelectorAll("tr")];
};
const asked = async (url, options) => {
  const answer = await fetch(url, options);
  if (answer.redirected) throw new SignedOut();
  return [answer.status, answer.ok || [409, 422].includes(answer.status) ? lines(await answer.text()) : []];
};
let stop = () => {};  // the count of the last line's way back
const say = (text, bad = false, { undoUrl, actUrl } = {}) => {
  const note = document.getElementById("row-note");
  const form = note.querySelector("form");
  const later = note.querySelector("[data-later]");
  stop();
  note.querySelector("[data-row-said]").textContent = text;
  note.hidden = !text;
  note.classList.toggle("note-bad", bad);
  form.hidden = later.hidden = true;
  if (!undoUrl) return;
  form.action = undoUrl;
  later.href = actUrl;
  stop = count(note, 10);
};
const shut = (line) => {
  open.fields[0].before(line);
  open.fields.forEach((one) => one.remove());
  open = null;
  line.classList.add("is-here");
  line.querySelector("a")?.focus({ preventScroll: true });
};
const typed = () => [...open.fields[0].querySelectorAll("[name]")].map((field) => [field.name, field.value]);
const uuid = () => {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};
const copy = () => {
  const url = new URL(open.url, location.origin), page = new URL(open.fields[0].dataset.edit, location.origin);
  url.searchParams.set("keep", "draft");
  return {
    account: table.dataset.account, key: open.key, url: url.pathname + url.search, at: Date.now(),
    page: page.pathname + page.search, title: open.line.querySelector("a").textContent.trim(),
    fields: [["draft", open.key], ["version", open.fields[0].dataset.version], ...typed()],
  };
};
const calm = () => {
  clearTimeout(soon);
  clearTimeout(often);
  soon = often = 0;
};
const out = (held) => {
  open.kept = put(held);
  say(open.kept ? table.dataset.saidOut : table.dataset.saidLost, true);
  const way = document.createElement("a"), page = new URL(held.page, location.origin);
  page.searchParams.set("back", held.key);
  way.href = `${table.dataset.signIn}?next=${encodeURIComponent(page.pathname + page.search)}`;
  way.textContent = table.dataset.saidEnter;
  document.querySelector("#row-note [data-row-said]").append(" ", way);
};
const keep = async () => {
  calm();
  if (!open?.typed) return;
  const held = copy(), mine = open;
  mine.kept = true;
  let told = await send(held, token().value);
  if (told.state === "stale") {
    told = await renew(held.account);
    if (told.token) {
      token().value = told.token;
      told = await send(held, told.token);
    }
  }
  if (told.state === "saved" || told.state === "done") drop(held.account, held.key);
  else if (open === mine && told.state === "out") out(held);
  else mine.kept = put(held);
};
const forget = () => {  // stored, or not wanted: no copy stays
  calm();
  drop(table.dataset.account, open.key);
};
const begin = (fields) => {
  open.fields[0].before(...fields);
  open.fields.forEach((one) => one.remove());
  open.fields = fields;
  const wrong = fields[0].querySelector("[aria-invalid]") ?? fields[0].querySelector("input, select");
  wrong?.focus();
};

const edit = async (line) => {
  if (open) return open.fields[0].querySelector("input, select")?.focus();
  const url = `${line.querySelector("a").pathname}row/${location.search}`;
  try {
    const [status, fields] = await asked(url);
    if (status !== 200) return say(table.dataset.saidNot, true);
    open = { line, fields: [line], url, key: uuid(), typed: false, kept: true };
    begin(fields);
    say("");
  } catch { say(table.dataset.saidLost, true); }
};

const save = async () => {
  calm();
  const held = copy(), sent = new URLSearchParams(held.fields);
  try {
    const [status, got] = await asked(open.url, {
      method: "POST", body: sent,
      headers: { "X-CSRFToken": token().value },
    });
    if (status === 200) {
      forget();
      say(got[0].dataset.said, false, got[0].dataset);
      shut(got[0]);
    }
    else if (got.length) begin(got);
    else say(table.dataset.saidNot, true);
  } catch (fault) {
    if (fault instanceof SignedOut) return out(held);
    open.kept = put(held);
    say(table.dataset.saidLost, true);
  }
};
const cancel = () => {
  const { key, typed: begun } = open, held = copy();
  forget();
  if (begun) send({ ...held, fields: [["discard", key]] }, token().value);
  shut(open.line);
};

if (table) {
  table.addEventListener("edit-row", (event) => edit(event.target));
  table.addEventListener("dblclick", (event) => {
    const line = event.target.closest("tbody tr");
    if (line && !event.target.closest("a, input, select, button")) edit(line);
  });
  table.addEventListener("click", (event) => {
    if (event.target.closest("[data-row-save]")) save();
    else if (event.target.closest("[data-row-cancel]")) cancel();
  });
  table.addEventListener("keydown", (event) => {
    if (!open || event.isComposing || !event.target.closest(".edit-row")) return;
    if (event.key === "Enter") { event.preventDefault(); save(); }
    else if (event.key === "Escape") cancel();
  });
  table.addEventListener("input", (event) => {
    if (!open || !event.target.closest(".edit-row")) return;
    open.typed = true;
    open.kept = false;
    clearTimeout(soon);
    soon = setTimeout(keep, SOON);
    often ||= setTimeout(keep, OFTEN);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && open && !open.kept) send(copy(), token().value, { leaving: true });
  });
  window.addEventListener("beforeunload", (event) => { if (open && !open.kept) event.preventDefault(); });
}
