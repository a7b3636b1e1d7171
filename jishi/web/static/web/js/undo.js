// Ten seconds to take an act back. The count stands still while somebody points at the message or
// has the button in focus; afterwards the button gives way to the act's page, where it still is.
for (const note of document.querySelectorAll("[data-undo]")) {
  const form = note.querySelector("form");
  const left = note.querySelector("[data-left]");
  let seconds = Number(note.dataset.undo);
  left.textContent = seconds;
  const held = () => note.matches(":hover, :focus-within");
  const tick = setInterval(() => {
    if (held() || document.hidden) return;
    seconds -= 1;
    left.textContent = seconds;
    if (seconds > 0) return;
    clearInterval(tick);
    form.hidden = true;
    note.querySelector("[data-later]").hidden = false;
  }, 1000);
}
