// The list of kinds shrinks while one types: by characters, pinyin or initials.
const field = document.querySelector("[data-choose]");
const none = document.querySelector("[data-none]");
const fits = (element, wanted) => element.dataset.typed.includes(wanted);

if (matchMedia("(pointer: fine)").matches) field?.focus({ preventScroll: true });
field?.addEventListener("input", () => {
  const wanted = field.value.trim().toLowerCase();
  let shown = 0;
  for (const section of document.querySelectorAll(".every > section")) {
    let here = 0;
    for (const kind of section.querySelectorAll("li")) {
      kind.hidden = !fits(kind, wanted);
      if (!kind.hidden) here += 1;
    }
    section.hidden = !here;
    shown += here;
  }
  none.hidden = shown > 0;
});

// Enter takes the first that is left.
field?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !field.value.trim()) return;
  event.preventDefault();
  [...document.querySelectorAll(".every a.chip")].find((link) => link.offsetParent)?.click();
});
