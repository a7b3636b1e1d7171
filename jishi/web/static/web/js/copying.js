// Buttons that copy the text of a part of the page.

// The layout's own line breaks stay, the red header's drawing is told by its name.
const plain = (article) => [...article.querySelectorAll("h2, h3, h4, h5, h6, p, tr")].map((line) => (line.cells ? [...line.cells] : [line]).map((part) => part.textContent.replace(/\s+/g, " ").trim()).join("\t")).join("\n");

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  // Without https there is no clipboard; the old way still works.
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const label = button.textContent;
  button.addEventListener("click", async () => {
    await copy(plain(document.querySelector(button.dataset.copy)));
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
