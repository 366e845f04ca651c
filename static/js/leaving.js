"use strict";
// Drafts on this device go with who signs out, once the server has them; what it has not is asked about first.
(() => {
  const { dataset } = document.currentScript;
  const form = document.getElementById("sign-out");
  const asked = document.getElementById("unsent");
  if (!form || !window.indexedDB || !window.fetch) return;

  const legs = () =>
    new Promise((done, fail) => {
      if (window.legs) return done(window.legs);
      const script = document.createElement("script");
      [script.src, script.onload, script.onerror] = [dataset.legs, () => done(window.legs), fail];
      return document.head.append(script);
    });
  const ask = (rows) => {
    const list = asked.querySelector("ul");
    list.replaceChildren();
    for (const row of rows) {
      const link = document.createElement("a");
      [link.href, link.textContent] = [row.action, row.title];
      const line = document.createElement("li");
      line.append(link);
      list.append(line);
    }
    asked.hidden = false;
    asked.querySelector("[data-stay]").focus();
  };
  const leave = async (store) => {
    await store.forget(form.dataset.person);
    form.submit();
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let store;
    let left = [];
    try {
      store = await legs();
      await store.flush(form.dataset.person, { open: true });
      left = (await store.rows(form.dataset.person)).filter((row) => row.dirty);
    } catch {
      return form.submit(); // nothing is kept here
    }
    return left.length ? ask(left) : leave(store);
  });
  asked.querySelector("[data-stay]").addEventListener("click", () => {
    asked.hidden = true;
  });
  asked.querySelector("[data-leave]").addEventListener("click", async () => leave(await legs()));
})();
