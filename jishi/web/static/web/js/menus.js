// Folds and dialogs: without this file everything still opens and closes by its own control.
// A menu closes on Escape, on a click elsewhere, and when another opens.
const menus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.dialog)?.showModal();
  }
  if (event.target.closest("[data-close]")) {
    event.preventDefault();
    event.target.closest("dialog")?.close();
  }
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Buttons that need a script are hidden until there is one.
for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;

// What is folded to save room on a phone stands open where there is room.
if (!window.matchMedia("(max-width: 47.99em)").matches) {
  for (const fold of document.querySelectorAll("details[data-open-wide]")) fold.open = true;
}

// One chapter at a time on a phone; the links are plain anchors otherwise.
const tabs = document.querySelector(".chapter-tabs");
if (tabs) {
  const narrow = window.matchMedia("(max-width: 47.99em)");
  const links = [...tabs.querySelectorAll("a")];
  const show = () => {
    const wanted = links.find((link) => link.hash === location.hash) ?? links[0];
    document.body.classList.toggle("js-tabs", narrow.matches);
    for (const link of links) {
      const here = link === wanted;
      link.toggleAttribute("aria-current", here);
      if (here) link.setAttribute("aria-current", "true");
      document.querySelector(link.hash).hidden = narrow.matches && !here;
    }
  };
  tabs.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || !narrow.matches) return;
    event.preventDefault();
    history.replaceState(null, "", link.hash);
    show();
  });
  narrow.addEventListener("change", show);
  show();
}
