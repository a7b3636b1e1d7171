// A calm bar while the network is gone. The browser says so, or a module whose fetch failed:
// it dispatches "jishi:unreachable" on window, and "jishi:reached" once an answer came.
const bar = document.querySelector("[data-offline]");
const show = (gone) => { if (bar) bar.hidden = !gone; };

window.addEventListener("offline", () => show(true));
window.addEventListener("online", () => show(false));
window.addEventListener("jishi:unreachable", () => show(true));
window.addEventListener("jishi:reached", () => show(!navigator.onLine));
show(!navigator.onLine);

// A page that answered what was sent is asked for anew when one comes back to it or loads it again;
// the browser would show its own page and ask whether to send it once more.
if ("posted" in document.documentElement.dataset) history.replaceState(history.state, "", location.href);

// A link that would only show the browser's own error page stays here instead.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!navigator.onLine && link && link.origin === location.origin && !link.hash && !event.defaultPrevented) {
    event.preventDefault();
    show(true);
    bar?.scrollIntoView({ block: "nearest" });
  }
});
