"use strict";
// The empty shell of a writing page, opened while nobody answers: what this device has of the page is put into it, and sent when
// there is a network. It shows what is the person's who is bound to this device, and nobody else's.
(async () => {
  const { legs, saving } = window;
  const [, , request, , screen] = location.pathname.split("/");
  const shown = (name) => document.querySelector(`[data-${name}]`);
  const person = await legs.who().catch(() => null);
  const own = person ? await legs.rows(person) : [];
  const last = (rows) => rows.filter((row) => row.dirty).pop() || rows.pop();

  const list = (rows) => {
    const places = new Map(rows.map((row) => [row.action, row.title]));
    places.delete(location.pathname);
    for (const [place, title] of places) {
      const link = document.createElement("a");
      [link.href, link.textContent] = [place, title];
      const line = document.createElement("li");
      line.append(link);
      shown("others").querySelector("ul").append(line);
    }
    shown("others").hidden = !places.size;
  };

  const row = last(own.filter((one) => one.key.startsWith(`${person}:${request}:${screen}:`)));
  list(own);
  if (!row || !(await legs.hold(row.key))) {
    shown("none").hidden = !screen;
    return;
  }
  const form = document.getElementById("offline-form");
  form.id = "section-form";
  form.setAttribute("action", row.action);
  form.dataset.device = row.key.split(":").slice(0, 3).join(":");
  form.dataset.title = row.title;
  await saving.reshape(form, row);
  if (!form.elements.version) {
    shown("none").hidden = false;
    return;
  }
  saving.fill(form, row.fields);
  saving.carry(form, row);
  shown("title").textContent = row.title;
  form.hidden = false;
  const page = saving.start(form, row);
  if (row.dirty) page.resume(row.key);
  else await page.rest();
  document.addEventListener("kept", () => {
    shown("anew").hidden = false;
    legs.flush(person, { but: row.key });
  });
})();
