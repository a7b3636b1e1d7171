// A form with changes asks before it is left; after a refusal the summary of faults takes the focus.
const changed = new WeakSet();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-warn]");
  if (form) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  if ([...document.querySelectorAll("form[data-warn]")].some((form) => changed.has(form))) event.preventDefault();
});

const faults = document.querySelector(".errors[tabindex]");
faults?.focus();
// With a keyboard at hand the first field waits for it; on a phone it would raise the screen's own.
if (!faults && document.activeElement === document.body && matchMedia("(pointer: fine)").matches)
  [...document.querySelectorAll("form[data-first] .field :is(input, select, textarea)")]
    .find((field) => field.offsetParent && field.type !== "hidden")?.focus({ preventScroll: true });

// A chosen file goes at once: <input type=file data-submit>; the button stays for those without scripts.
document.addEventListener("change", (event) => {
  if (event.target.matches("input[type=file][data-submit]")) event.target.form.requestSubmit();
});

// What only some choices ask for shows with them: <div data-only="role" data-values="a b">.
for (const part of document.querySelectorAll("[data-only]")) {
  const chosen = part.closest("form").elements[part.dataset.only];
  const wanted = part.dataset.values.split(" ");
  const show = () => {
    part.hidden = Boolean(chosen.value) && !wanted.includes(chosen.value);
    for (const field of part.querySelectorAll("input")) field.disabled = part.hidden;
  };
  chosen.addEventListener("change", show);
  show();
}
