// Sign-in: show the password on request, and say when capital lock is on.
const password = document.getElementById("id_password");
const show = document.querySelector("[data-show]");
const caps = document.querySelector("[data-caps]");

show?.addEventListener("click", () => {
  const hidden = password.type === "password";
  password.type = hidden ? "text" : "password";
  show.textContent = hidden ? show.dataset.hide : show.dataset.show;
  show.setAttribute("aria-pressed", String(hidden));
  password.focus();
});

password?.addEventListener("keyup", (event) => {
  if (typeof event.getModifierState === "function") caps.hidden = !event.getModifierState("CapsLock");
});
