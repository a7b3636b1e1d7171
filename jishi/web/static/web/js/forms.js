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

document.querySelector(".errors[tabindex]")?.focus();

// A chosen file goes at once: <input type=file data-submit>; the button stays for those without scripts.
document.addEventListener("change", (event) => {
  if (event.target.matches("input[type=file][data-submit]")) event.target.form.requestSubmit();
});
