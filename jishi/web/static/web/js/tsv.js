// Cells as the clipboard holds them: tabs between cells, lines between rows; a cell with a tab, a
// line break or a quote is quoted, a quote within doubled.
export const parse = (text) => {
  const rows = [];
  let row = [], cell = "", quoted = false, fresh = true;
  const source = text.replace(/\r\n?/g, "\n");
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (source[at + 1] === '"') { cell += '"'; at += 1; }
      else quoted = false;
    } else if (char === '"' && fresh && closes(source, at)) { quoted = true; fresh = false; }
    else if (char === "\t") { row.push(cell); cell = ""; fresh = true; }
    else if (char === "\n") { row.push(cell); rows.push(row); row = []; cell = ""; fresh = true; }
    else { cell += char; fresh = false; }
  }
  if (cell || row.length) rows.push([...row, cell]);
  return rows;
};

// A quote that nobody closes before a cell's end is a quote, not the start of a quoted cell.
const closes = (text, from) => {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue;
    if (text[at + 1] === '"') { at += 1; continue; }
    return at + 1 === text.length || text[at + 1] === "\t" || text[at + 1] === "\n";
  }
  return false;
};

export const write = (rows) => rows.map((row) => row.map(
  (cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell),
).join("\t")).join("\n");
