// While a workbook is sent and checked: how far it has come. Without this the browser just waits.
const every = 400;

function follow(url, bar, said) {
  // The page that is coming does the work; until it comes, this one keeps asking how far it is.
  const ask = async () => {
    try {
      const answer = await fetch(`${url.split("?")[0]}progress/`, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const { sheet, done, of } = await answer.json();
        if (of) {
          bar.max = of;
          bar.value = done;
          said.textContent = `${said.dataset.checking} ${sheet}　${done}/${of}`;
        }
      }
    } catch {
      return; // the new page has come, or the line is down: then the browser says so
    }
    setTimeout(ask, every);
  };
  setTimeout(ask, every);
}

// What was refused came with the page that says why: that page is shown, and nothing sent again.
function answered(form, sending) {
  if (new URL(sending.responseURL).pathname !== new URL(form.action).pathname) {
    location.assign(sending.responseURL); // signed out meanwhile
    return;
  }
  const page = new DOMParser().parseFromString(sending.responseText, "text/html");
  const main = page.querySelector("main");
  if (!main) return unsent(form);
  document.title = page.title;
  document.querySelector("main").replaceWith(main);
  main.querySelector(".errors[tabindex]")?.focus();
  scrollTo(0, 0);
}

function unsent(form) {
  form.querySelector("[data-waiting]").hidden = true;
  form.querySelector("[type=submit]").disabled = false;
  const note = form.querySelector("[data-unsent]");
  note.hidden = false;
  note.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-progress]")) return;
  const box = form.querySelector("[data-waiting]");
  const [bar, said] = [box.querySelector("progress"), box.querySelector("[data-said]")];
  event.preventDefault();
  form.querySelector("[data-unsent]").hidden = true;
  box.hidden = false;
  form.querySelector("[type=submit]").disabled = true;
  const sending = new XMLHttpRequest();
  sending.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.value = total ? (100 * loaded) / total : 0;
    said.textContent = loaded < total ? `${said.dataset.sending} ${Math.round(bar.value)}%` : said.dataset.reading;
  });
  sending.addEventListener("load", () => {
    const told = sending.getResponseHeader("X-Goes-To");
    if (sending.status !== 200 || !told) return answered(form, sending);
    said.textContent = said.dataset.checking;
    if (!told.includes("/map/")) follow(told, bar, said); // mapping is a question, not a wait
    location.assign(told);
  });
  sending.addEventListener("error", () => unsent(form));
  sending.open("POST", form.action);
  sending.setRequestHeader("X-Asks", "progress");
  sending.send(new FormData(form));
});

document.addEventListener("submit", (event) => {
  const url = event.target.dataset.waits;
  if (!url || event.defaultPrevented) return;  // the draft of what was typed goes first
  const box = document.createElement("div");
  box.className = "import-wait waiting";
  box.setAttribute("role", "status");
  const [bar, said] = [document.createElement("progress"), document.createElement("p")];
  said.dataset.checking = "";
  box.append(bar, said);
  document.body.append(box);
  follow(url, bar, said);
});

// Another ledger or other heading rows: look again at once; the button is for those without scripts.
document.querySelectorAll("[data-plain]").forEach((button) => (button.hidden = true));
document.addEventListener("change", (event) => {
  const { form, name } = event.target;
  if (!form?.matches("[data-mapping]") || !(event.target.matches("[data-again]") || /-c\d+$/.test(name))) return;
  const again = Object.assign(document.createElement("input"), { type: "hidden", name: "again", value: "1" });
  form.append(again);
  form.submit();
});
