"use strict";
// A field above each part with many rows, which leaves those that hold what is typed. Nothing is loaded or sent.
for (const part of document.querySelectorAll("main section")) {
  const rows = [...part.querySelectorAll("[data-row]")].filter((row) => row.closest("section") === part);
  if (rows.length < 8) continue;
  const label = document.createElement("label");
  const field = document.createElement("input");
  const count = document.createElement("output");
  label.className = "filter";
  field.type = "search";
  field.autocomplete = "off";
  field.placeholder = "words";
  label.append("Show only rows with ", field, count);
  const heading = part.querySelector("h2, h3");
  heading.after(label);
  const name = heading.textContent;
  field.setAttribute("aria-label", `Show only rows of ${name} with these words`);
  let texts;
  const narrow = () => {
    texts = texts || rows.map((row) => row.textContent.toLowerCase());
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      const fits = words.every((word) => texts[at].includes(word));
      if (row.hidden === fits) row.hidden = !fits;
      shown += fits;
    });
    count.textContent = words.length ? ` ${shown} of ${rows.length}` : "";
  };
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(narrow, rows.length > 500 ? 200 : 0);
  });
}
// Whoever follows a link to a row that the field has hidden sees it.
addEventListener("hashchange", () => {
  const row = document.getElementById(location.hash.slice(1));
  if (row && row.hidden) row.hidden = false;
  if (row) row.scrollIntoView();
});
