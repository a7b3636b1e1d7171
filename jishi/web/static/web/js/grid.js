// The grid to fill in. One field lies over the cell at work and always has the focus, so that an
// input method for Chinese can begin in it; it shows only while something is typed.
import { parse, write } from "./tsv.js";

const FEW = 8, EXAMPLES = 3, START = 20, WAIT = 400, STEPS = 40, KEEP = 7 * 24 * 3600 * 1000;
const table = document.getElementById("cells");
const words = table.dataset;
const data = JSON.parse(document.getElementById("grid-data").textContent);
const names = [...table.tHead.querySelectorAll("th")].map((head) => head.dataset.name);
const labels = [...table.tHead.querySelectorAll("th")].map((head) => head.firstChild.textContent);
const body = table.tBodies[0];
const form = document.getElementById("grid-form");
const errors = document.getElementById("grid-errors");
errors.append(document.createElement("h2"), document.createElement("ul"));
const saveAll = form.querySelector("[data-all]"), saveGood = form.querySelector("[data-good]");
const note = document.getElementById("grid-note");
const fill = (sentence, values) => sentence.replace(/%\((\w+)\)s/g, (_all, name) => values[name]);

const blank = () => Object.fromEntries(names.map((name) => [name, ""]));
let rows = [];
let here = { row: 0, column: 0 }, anchor = here;
let typing = false, told = { states: [], faults: [], numbers: {} }, timer, asking, saved = false;
const steps = [];

const editor = document.createElement("input");
editor.className = "editor";
editor.autocomplete = "off";
editor.spellcheck = false;
const lists = {};
for (const [name, choices] of Object.entries(data.choices)) {
  if (!choices.length) continue;
  const list = document.createElement("datalist");
  list.id = `choices-${name}`;
  list.append(...choices.map((text) => Object.assign(document.createElement("option"), { value: text })));
  document.body.append(list);
  lists[name] = list.id;
}

const cellAt = (row, column) => body.rows[row]?.cells[column + 1];
const box = () => ({
  top: Math.min(here.row, anchor.row), bottom: Math.max(here.row, anchor.row),
  left: Math.min(here.column, anchor.column), right: Math.max(here.column, anchor.column),
});

const drawRow = (index) => {
  let line = body.rows[index];
  if (!line) {
    line = body.insertRow();
    line.append(document.createElement("th"));
    line.firstChild.scope = "row";
    names.forEach(() => line.insertCell().setAttribute("role", "gridcell"));
  }
  const state = told.states[index];
  line.cells[0].textContent = index + 1;
  if (words[`said${state?.[0]?.toUpperCase()}${state?.slice(1)}`]) {
    const mark = document.createElement("b");
    mark.textContent = words[`said${state[0].toUpperCase()}${state.slice(1)}`];
    line.cells[0].prepend(mark);
  }
  names.forEach((name, column) => {
    const cell = line.cells[column + 1];
    const given = name === "number" && !rows[index].number && told.numbers[index];
    const text = given || rows[index][name] || "";
    const first = cell.firstChild;
    if (first?.nodeType === Node.TEXT_NODE) first.data = text; else cell.prepend(document.createTextNode(text));
    cell.classList.toggle("auto", Boolean(given));
  });
};

const draw = () => {
  while (body.rows.length > rows.length) body.lastChild.remove();
  rows.forEach((_row, index) => drawRow(index));
  place();
};

// Where the field lies, and what is chosen.
const place = () => {
  here.row = Math.min(here.row, rows.length - 1);
  anchor.row = Math.min(anchor.row, rows.length - 1);
  body.querySelector(".at-work")?.classList.remove("at-work");
  const cell = cellAt(here.row, here.column);
  cell.classList.add("at-work");
  if (editor.parentNode !== cell) cell.append(editor);
  const fault = told.faults.find((one) => one.row === here.row && one.column === names[here.column]);
  editor.setAttribute("aria-label", fill(words.saidCell, { row: here.row + 1, column: labels[here.column] })
    + (typing ? "" : ` ${rows[here.row][names[here.column]]}`) + (fault ? ` ${fault.text}` : ""));
  editor.setAttribute("aria-invalid", String(Boolean(fault)));
  for (const old of body.querySelectorAll(".in-range")) old.classList.remove("in-range");
  const range = box();
  if (range.top !== range.bottom || range.left !== range.right) {
    for (let row = range.top; row <= range.bottom; row += 1)
      for (let column = range.left; column <= range.right; column += 1) cellAt(row, column).classList.add("in-range");
  }
};

const move = (row, column, extend = false) => {
  here = { row: Math.max(0, Math.min(rows.length - 1, row)), column: Math.max(0, Math.min(names.length - 1, column)) };
  if (!extend) anchor = { ...here };
  place();
  editor.focus({ preventScroll: true });
  cellAt(here.row, here.column).scrollIntoView({ block: "nearest", inline: "nearest" });
};

const type = (text) => {
  typing = true;
  editor.classList.add("typing");
  if (lists[names[here.column]]) editor.setAttribute("list", lists[names[here.column]]);
  if (text !== undefined) editor.value = text;
};

const rest = (keep) => {
  if (!typing) return;
  const text = editor.value;
  typing = false;
  editor.classList.remove("typing");
  editor.removeAttribute("list");
  editor.value = "";
  const held = rows[here.row], name = names[here.column];
  if (!keep || text === held[name]) return;
  remember();
  held[name] = text;
  if (here.row === rows.length - 1 && rows.length < data.most) rows.push(blank());
  changed();
};

const remember = () => {
  steps.push(JSON.stringify(rows));
  if (steps.length > STEPS) steps.shift();
};

const changed = () => {
  draw();
  try {
    localStorage.setItem(data.key, JSON.stringify({ at: Date.now(), rows: filled() }));
  } catch { /* a full or forbidden store: the page still holds what was typed */ }
  clearTimeout(timer);
  timer = setTimeout(check, WAIT);
};

const isBlank = (row) => names.every((name) => !row[name]?.trim());
// Blank rows at the end are not sent; those between keep the numbering of what is shown.
const filled = () => rows.slice(0, rows.findLastIndex((row) => !isBlank(row)) + 1);

const post = async (url, sent, signal) => {
  const answer = await fetch(url, {
    method: "POST", signal, body: JSON.stringify(sent),
    headers: { "Content-Type": "application/json", "X-CSRFToken": form.csrfmiddlewaretoken.value },
  });
  if (answer.redirected || ![200, 422].includes(answer.status)) throw new TypeError(answer.status);
  return [answer.ok, await answer.json()];
};

const show = (answer) => {
  told = answer;
  for (const cell of body.querySelectorAll(".wrong")) { cell.classList.remove("wrong"); cell.removeAttribute("title"); }
  for (const [index, cells] of Object.entries(told.completed ?? {})) Object.assign(rows[index] ?? {}, cells);
  for (const fault of told.faults) {
    const cell = cellAt(fault.row, columnOf(fault));
    cell?.classList.add("wrong");
    if (cell) cell.title = fault.text;
  }
  errors.querySelector("ul").replaceChildren(...(told.faults.length > FEW ? byColumn() : told.faults.map(faultItem)));
  errors.hidden = !told.faults.length;
  errors.querySelector("h2").textContent = fill(words.saidFaults, { n: told.faults.length });
  document.getElementById("grid-summary").textContent = told.summary;
  saveAll.disabled = Boolean(told.faults.length) || !filled().length;
  saveGood.hidden = !(told.faults.length && told.sound);
  saveGood.textContent = fill(words.saidGood, { n: told.sound ?? 0 });
  draw();
};

const columnOf = (fault) => Math.max(0, names.indexOf(fault.column));
const item = (...parts) => {
  const line = document.createElement("li");
  line.append(...parts);
  return line;
};
const faultItem = (fault) => {
  const column = columnOf(fault);
  const button = Object.assign(document.createElement("button"), {
    type: "button", textContent: `${fill(words.saidCell, { row: fault.row + 1, column: labels[column] })}：${fault.text}`,
  });
  button.addEventListener("click", () => { rest(true); move(fault.row, column); });
  return item(button);
};
// One cause often spoils a whole column: the column is named, with its first cells.
const byColumn = () => names.map((_name, column) => {
  const faults = told.faults.filter((fault) => columnOf(fault) === column);
  if (!faults.length) return "";
  const list = document.createElement("ul");
  list.append(...faults.slice(0, EXAMPLES).map(faultItem));
  if (faults.length > EXAMPLES) list.append(item(fill(words.saidMore, { n: faults.length - EXAMPLES })));
  return item(fill(words.saidColumn, { column: labels[column], n: faults.length }), list);
});

const check = async () => {
  const sent = filled();
  if (!sent.length) return show({ states: [], faults: [], numbers: {}, summary: "" });
  asking?.abort();
  asking = new AbortController();
  try {
    show((await post(words.check, { rows: sent }, asking.signal))[1]);
  } catch (error) {
    if (error.name !== "AbortError") say(words.saidLost);
  }
};

const say = (...said) => {
  note.textContent = said.filter(Boolean).join(" ");
  note.hidden = !note.textContent;
};

const paste = async (text) => {
  let block = parse(text);
  if (!block.length) return;
  let columns = block[0].map((_cell, index) => (here.column + index < names.length ? names[here.column + index] : null));
  let unknown = [];
  let wide = columns.includes(null);
  if (block.length > 1 || block[0].length > 1) {
    try {
      const [, answer] = await post(words.check, { headings: block[0] });
      if (answer.columns) {
        columns = block[0].map((_cell, index) => answer.columns[index] ?? null);
        unknown = block[0].filter((cell, index) => cell.trim() && !columns[index]);
        wide = false;
        block = block.slice(1);
      }
    } catch { /* without an answer the block is taken as it stands */ }
  }
  remember();
  const from = box().top, last = Math.min(from + block.length, data.most);
  while (rows.length < last) rows.push(blank());
  block.slice(0, last - from).forEach((cells, offset) => {
    cells.forEach((cell, index) => { if (columns[index]) rows[from + offset][columns[index]] = cell.trim(); });
  });
  if (rows.length < data.most && !isBlank(rows.at(-1))) rows.push(blank());
  const beyond = from + block.length - last;
  say(beyond > 0 && fill(words.saidBeyond, { most: data.most, n: beyond }),
    unknown.length && fill(words.saidUnknown, { names: unknown.join("、") }), wide && words.saidWide);
  changed();
};

const clear = () => {
  remember();
  const range = box();
  for (let row = range.top; row <= range.bottom; row += 1)
    for (let column = range.left; column <= range.right; column += 1) rows[row][names[column]] = "";
  changed();
};

const copied = () => {
  const range = box();
  return write(rows.slice(range.top, range.bottom + 1).map((row) => names.slice(range.left, range.right + 1).map((name) => row[name] ?? "")));
};

editor.addEventListener("input", () => { if (!typing) type(); });
editor.addEventListener("compositionstart", () => { if (!typing) type(); });
editor.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (typing && !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  rest(true);
  paste(text);
});
for (const kind of ["copy", "cut"]) editor.addEventListener(kind, (event) => {
  if (typing) return;
  event.preventDefault();
  event.clipboardData.setData("text/plain", copied());
  if (kind === "cut") clear();
});
editor.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const { key } = event;
  if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "z" && !typing) {
    event.preventDefault();
    if (steps.length) { rows = JSON.parse(steps.pop()); changed(); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  if (key === "Escape" && typing) { rest(false); place(); }
  else if (key === "F2" && !typing) type(rows[here.row][names[here.column]]);
  else if (key === "Enter") { rest(true); move(here.row + (event.shiftKey ? -1 : 1), here.column); }
  else if (key === "Tab") {
    const to = here.column + (event.shiftKey ? -1 : 1);
    const leaves = event.shiftKey ? to < 0 && !here.row : to >= names.length && here.row >= rows.length - 1;
    rest(true);
    if (leaves) return;  // the keyboard gets out at either end
    if (to < 0) move(here.row - 1, names.length - 1);
    else if (to >= names.length) move(here.row + 1, 0);
    else move(here.row, to);
  }
  else if (!typing && arrows[key]) move(here.row + arrows[key][0], here.column + arrows[key][1], event.shiftKey);
  else if (!typing && (key === "Delete" || key === "Backspace")) clear();
  else if (!typing && key === "Home") move(here.row, 0, event.shiftKey);
  else if (!typing && key === "End") move(here.row, names.length - 1, event.shiftKey);
  else return;
  event.preventDefault();
});

body.addEventListener("mousedown", (event) => {
  const cell = event.target.closest("td");
  if (!cell || event.target === editor && typing) return;
  event.preventDefault();
  rest(true);
  move(cell.parentNode.rowIndex - 1, cell.cellIndex - 1, event.shiftKey);
});
body.addEventListener("mouseover", (event) => {
  const cell = event.target.closest("td");
  if (event.buttons === 1 && cell && !typing) move(cell.parentNode.rowIndex - 1, cell.cellIndex - 1, true);
});
body.addEventListener("dblclick", () => { if (!typing) type(rows[here.row][names[here.column]]); });
editor.addEventListener("blur", () => rest(true));

form.querySelector("[data-more]").addEventListener("click", () => {
  for (let more = 0; more < START && rows.length < data.most; more += 1) rows.push(blank());
  draw();
});
form.querySelector("[data-drop]").addEventListener("click", () => {
  remember();
  const range = box();
  rows.splice(range.top, range.bottom - range.top + 1);
  while (rows.length < START) rows.push(blank());
  anchor = { ...here };
  changed();
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  rest(true);
  clearTimeout(timer);
  const good = event.submitter === saveGood;
  const button = good ? saveGood : saveAll;
  button.disabled = true;
  try {
    const [ok, answer] = await post(location.pathname + location.search, { key: data.sending, rows: filled(), good });
    if (!ok) {
      show(answer);
      errors.focus();
      return;
    }
    if (answer.rest.length) {
      rows = answer.rest.map((row) => ({ ...blank(), ...row }));
      while (rows.length < START) rows.push(blank());
      steps.length = 0;
      told = { states: [], faults: [], numbers: {} };
      say(fill(words.saidRest, { n: answer.rest.length }));
      button.disabled = false;
      changed();
      move(0, 0);
      return;
    }
    saved = true;
    localStorage.removeItem(data.key);
    location.assign(answer.url);
  } catch {
    say(words.saidLost);
    button.disabled = false;
  }
});
document.querySelector("[data-discard]").addEventListener("click", () => {
  localStorage.removeItem(data.key);
  rows = loaded();
  document.getElementById("grid-restored").hidden = true;
  show({ states: [], faults: [], numbers: {}, summary: "" });
  move(0, 0);
  check();
});
window.addEventListener("beforeunload", (event) => { if (!saved && filled().length && !localStorage.getItem(data.key)) event.preventDefault(); });

const kept = JSON.parse(localStorage.getItem(data.key) ?? "null");
const loaded = () => {
  const found = data.rows.map((row) => ({ ...blank(), ...row }));
  while (found.length < START) found.push(blank());
  return found;
};
if (kept?.rows?.length && Date.now() - kept.at < KEEP) {
  rows = kept.rows;
  while (rows.length < START) rows.push(blank());
  document.getElementById("grid-restored").hidden = false;
} else rows = loaded();
draw();
move(0, 0);
if (filled().length) check();
