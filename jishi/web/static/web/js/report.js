// Report: copy its text, and say which fonts of the Word file this computer lacks.

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

// A font is here when Latin letters set in it are as wide before two unlike fallbacks.
function here(name) {
  const pen = document.createElement("canvas").getContext("2d");
  const width = (family) => {
    pen.font = `40px ${family}`;
    return pen.measureText("mmmiiiWWWlll0123456789").width;
  };
  return width(`"${name}", monospace`) === width(`"${name}", serif`) && width("monospace") !== width("serif");
}

for (const list of document.querySelectorAll("[data-missing]")) {
  for (const line of list.querySelectorAll("[data-font]")) {
    if (here(line.dataset.font)) continue;
    const said = document.createElement("span");
    said.className = "tag tag-warn";
    said.textContent = list.dataset.missing;
    line.prepend(said, " ");
  }
}

// The fields of a 公文 alone are asked when it is one; without a script they are always there.
const official = document.querySelector(".papers [name=official]");
if (official) {
  const only = document.querySelector(".official-only");
  const show = () => { only.hidden = !official.checked; };
  official.addEventListener("change", show);
  show();
}
