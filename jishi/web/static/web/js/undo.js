// Ten seconds to take an act back. The count stands still while somebody points at the message or
// has the button in focus; afterwards the button gives way to the act's page, where it still is.
// What has no page of its own keeps its button.
export const count = (note, seconds) => {
  const form = note.querySelector("form");
  const left = note.querySelector("[data-left]");
  const later = note.querySelector("[data-later]");
  left.textContent = seconds;
  form.hidden = false;
  if (later) later.hidden = true;
  const held = () => note.matches(":hover, :focus-within");
  const tick = setInterval(() => {
    if (held() || document.hidden) return;
    seconds -= 1;
    left.textContent = seconds;
    if (seconds > 0) return;
    clearInterval(tick);
    left.textContent = "";
    form.hidden = Boolean(later);
    if (later) later.hidden = false;
  }, 1000);
  return () => clearInterval(tick);
};

for (const note of document.querySelectorAll("[data-undo]")) count(note, Number(note.dataset.undo));
