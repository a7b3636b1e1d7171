// Edit in the row: a double click, or e, turns a line into fields; Enter stores, Escape leaves it.
// What was typed stays in the fields until the ledger has it.
import { count } from "./undo.js";

const table = document.querySelector("table[data-rows][data-editable]");
let open = null;  // {line, fields: [tr, tr], url}

const lines = (html) => {
  const held = document.createElement("template");
  held.innerHTML = `<table><tbody>${html}</tbody></table>`;
  return [...held.content.querySelectorAll("tr")];
};
const asked = async (url, options) => {
  const answer = await fetch(url, options);
  if (answer.redirected) throw new TypeError("signed out");
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
    open = { line, fields: [line], url };
    begin(fields);
    say("");
  } catch { say(table.dataset.saidLost, true); }
};

const save = async () => {
  const sent = new URLSearchParams({ version: open.fields[0].dataset.version });
  for (const field of open.fields[0].querySelectorAll("[name]")) sent.append(field.name, field.value);
  try {
    const [status, got] = await asked(open.url, {
      method: "POST", body: sent,
      headers: { "X-CSRFToken": document.querySelector("#chosen [name=csrfmiddlewaretoken]").value },
    });
    if (status === 200) { say(got[0].dataset.said, false, got[0].dataset); shut(got[0]); }
    else if (got.length) begin(got);
    else say(table.dataset.saidNot, true);
  } catch { say(table.dataset.saidLost, true); }
};

if (table) {
  table.addEventListener("edit-row", (event) => edit(event.target));
  table.addEventListener("dblclick", (event) => {
    const line = event.target.closest("tbody tr");
    if (line && !event.target.closest("a, input, select, button")) edit(line);
  });
  table.addEventListener("click", (event) => {
    if (event.target.closest("[data-row-save]")) save();
    else if (event.target.closest("[data-row-cancel]")) shut(open.line);
  });
  table.addEventListener("keydown", (event) => {
    if (!open || event.isComposing || !event.target.closest(".edit-row")) return;
    if (event.key === "Enter") { event.preventDefault(); save(); }
    else if (event.key === "Escape") shut(open.line);
  });
  window.addEventListener("beforeunload", (event) => { if (open) event.preventDefault(); });
}
