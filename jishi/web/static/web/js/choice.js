// Choice field: a text field that offers records as one types (ARIA 1.2 combobox with a listbox).
// <div class="finder" data-find="url" data-…words><input …><ul role="listbox" hidden></ul><p role="status"></p></div>
// Without this script the field takes a number or a name as it is typed; what is chosen here is the
// same text. Nothing is chosen by itself: leaving the field keeps what stands in it.
// With data-opens it is a search box: what is chosen is opened, Enter alone asks for the whole page.
const WAIT = 120;

class Finder {
  constructor(root) {
    this.root = root;
    this.input = root.querySelector("input");
    this.list = root.querySelector("[role=listbox]");
    this.say = root.querySelector("[role=status]");
    this.words = root.dataset;
    this.active = -1;
    this.found = [];
    this.input.placeholder = this.words.hint;
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.list.id);
    this.close();
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("click", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.opens = "opens" in root.dataset;
    this.input.addEventListener("blur", () => { this.close(); if (this.opens) this.tell(""); });
    // A press on the list must not take the focus from the field, or the list would be gone.
    this.list.addEventListener("pointerdown", (event) => { if (event.pointerType !== "touch") event.preventDefault(); });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(Number(option.dataset.at));
    });
  }

  get open() { return this.input.getAttribute("aria-expanded") === "true"; }

  // What was chosen before reads “RY0001 汪志远”: only what was typed since is asked about.
  get asked() {
    const text = this.input.value.trim();
    // What was refused is asked about again as it stands.
    const filled = text === this.input.defaultValue.trim() && !this.input.matches("[aria-invalid]");
    return text === this.chosen || filled ? "" : text;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    this.asking?.abort();
    const asking = this.asking = new AbortController();
    const q = this.asked;
    if (this.opens && !q) {
      this.close();
      this.tell("");
      return;
    }
    const url = new URL(this.words.find, location.href);
    url.searchParams.set("q", q);
    this.input.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { signal: asking.signal, headers: { Accept: "application/json" } });
      // Signed out, the answer is the sign-in page: what is typed may still be saved later.
      if (!answer.ok || answer.redirected) throw new TypeError(answer.status);
      const told = await answer.json();
      if (this.asking === asking && document.activeElement === this.input) this.show(told, q);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.close();
      this.tell(this.words.unreached, true);
    } finally {
      if (this.asking === asking) this.input.removeAttribute("aria-busy");
    }
  }

  show(told, q) {
    this.found = told.found;
    this.adds = Boolean(q && this.words.add);
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren();
    if (told.recent) this.list.append(this.heading(this.words.recent));
    told.found.forEach((one, at) => {
      if (one.group && one.group !== told.found[at - 1]?.group) this.list.append(this.heading(one.group));
      if (at === told.recent && told.recent) this.list.append(this.heading(this.words.others));
      this.list.append(this.option(one, at));
    });
    if (this.adds) this.list.append(this.option({ title: `${this.words.adds}：${q}` }, told.found.length, "add"));
    this.expand(told.found.length > 0 || this.adds);
    if (this.open && !this.opens) this.list.scrollIntoView({ block: "nearest" });
    const none = q ? this.words.nothing : "";
    const some = (told.more ? this.words.more : this.words.some).replace("#", told.found.length);
    this.tell(told.found.length ? some : none, !told.found.length && q !== "");
  }

  heading(text) {
    const row = document.createElement("li");
    row.className = "heading";
    row.setAttribute("role", "presentation");
    row.textContent = text;
    return row;
  }

  option(one, at, way = "") {
    const row = document.createElement("li");
    row.className = way;
    row.id = `${this.list.id}-${at}`;
    row.dataset.at = at;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    for (const name of ["title", "number", "second"]) {
      if (!one[name]) continue;
      const part = document.createElement("span");
      part.className = name;
      part.textContent = one[name];
      row.append(part, " ");
    }
    return row;
  }

  key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!this.open) this.ask();
      else if (event.altKey) this.close();
      else this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && this.open && this.active >= 0) {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key === "Escape" && this.open) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  move(step) {
    const count = this.found.length + Number(this.adds ?? false);
    // One step beyond either end is the field itself, with nothing marked.
    this.mark((this.active + 1 + step + count + 1) % (count + 1) - 1);
  }

  mark(at) {
    this.active = at;
    for (const row of this.list.querySelectorAll("[role=option]")) {
      const here = Number(row.dataset.at) === at;
      row.setAttribute("aria-selected", String(here));
      if (here) row.scrollIntoView({ block: "nearest" });
    }
    if (at < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.list.id}-${at}`);
  }

  choose(at) {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.opens) {
      location.assign(this.found[at].url);
      return;
    }
    if (at === this.found.length) {  // it is added on another page: the form is kept first (draft.js)
      this.close();
      this.input.dispatchEvent(new CustomEvent("errand", { bubbles: true, detail: { url: this.words.add, field: this.input.name } }));
      return;
    }
    this.chosen = this.input.value = this.found[at].value;
    this.close();
    this.tell("");
    this.input.focus();
    // For whoever saves drafts; the list does not open again for it.
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  expand(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.input.removeAttribute("aria-busy");
    this.input.removeAttribute("aria-activedescendant");
    this.active = -1;
    this.expand(false);
  }

  tell(text, shown = false) {
    this.say.textContent = text;
    this.say.classList.toggle("is-shown", shown);
  }
}

export function enhance(root = document) {
  for (const one of root.querySelectorAll(".finder[data-find]:not([data-ready])")) {
    one.dataset.ready = "";
    new Finder(one);
  }
}

enhance();
