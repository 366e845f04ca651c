"use strict";
// What is typed is saved a moment after the last key, and once more when the page is left, without waiting for an answer that
// nobody may hear. The server knows the page by `line` and its saves by `turn`: what it has not heard of is not in its own way.
(() => {
  const PAUSE = 1500; // ms without a key before a save: a sentence, not a letter
  const MOST = 60000; // bytes: a browser carries about 64 kB behind a page that is left
  const SHOWN = ["saved", "id_version", "lacking", "sums"]; // what a save changes on the page, by id
  const REFUSED = [403, 409, 422]; // these say in `saved` why
  const form = document.getElementById("section-form");
  if (!form || !window.fetch) return;
  let unsaved = false;
  let timer;
  let under = new AbortController(); // the save that is on its way

  const body = () => {
    const turn = form.querySelector("[data-turn]");
    turn.value = Number(turn.value) + 1;
    const sent = new URLSearchParams(new FormData(form));
    sent.set("press", "keep");
    return sent.toString();
  };
  const send = (sent, more) => {
    const headers = { "Content-Type": "application/x-www-form-urlencoded", "X-Part": "true" };
    unsaved = false;
    return fetch(form.getAttribute("action"), { method: "POST", body: sent, headers, ...more });
  };
  const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
  const show = (page) => {
    for (const id of SHOWN) {
      const [old, next] = [document.getElementById(id), page.getElementById(id)];
      if (old && next) old.replaceWith(next);
    }
  };

  const save = async () => {
    under.abort();
    under = new AbortController();
    const { signal } = under;
    try {
      const answer = await send(body(), { signal });
      const page = await read(answer);
      if (signal.aborted) return;
      if (answer.ok || REFUSED.includes(answer.status)) show(page);
      unsaved ||= !answer.ok || !page.getElementById("saved");
    } catch {
      if (!signal.aborted) unsaved = true;
    }
  };
  const leave = () => {
    if (!unsaved) return;
    const sent = body();
    if (sent.length > MOST) return;
    send(sent, { keepalive: true }).then(
      async (answer) => {
        const version = (await read(answer)).getElementById("id_version");
        if (answer.ok && version) form.querySelector("#id_version").value = version.value;
        else unsaved = true;
      },
      () => {
        unsaved = true;
      }
    );
  };

  const typed = () => {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    clearTimeout(timer);
    under.abort();
    body(); // counts the turn
    unsaved = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
  window.addEventListener("pagehide", leave);
  // Too much for a save behind the page, or one that was refused: the browser asks.
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && new URLSearchParams(new FormData(form)).toString().length > MOST) event.preventDefault();
  });
})();
