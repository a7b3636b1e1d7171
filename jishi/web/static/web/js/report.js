// Report: say which fonts of the Word file this computer lacks.
import "./copying.js";

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
