// Where on the screen each wanted thing stands, after the first of them was brought into sight; null for what is not there.
(wanted) => {
  const may = "main button, main a, main summary, main h1, main h2, main h3, main legend, main label, main dt, header a, nav a";
  const textOf = (e) => e.textContent.replace(/\s+/g, " ").trim();
  const find = ({ selector, words }) => {
    const all = [...document.querySelectorAll(selector || may)];
    if (selector) return all.find((e) => e.getClientRects().length) || null;
    return all.find((e) => textOf(e) === words) || all.find((e) => textOf(e).startsWith(words)) || null;
  };
  const found = wanted.map(find);
  for (const e of found) {
    for (let up = e; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
  }
  const first = found.find((e) => e);
  if (first) window.scrollBy(0, first.getBoundingClientRect().top - 190);
  return found.map((e) => {
    if (!e) return null;
    const box = e.getBoundingClientRect();
    const seen = box.width && box.top >= 0 && box.bottom <= window.innerHeight;
    return seen ? { x: box.x, y: box.y, width: box.width, height: box.height } : null;
  });
}
