"use strict";
// A page that is left saves what was typed since its last save, without waiting for an answer that nobody may hear.
// The server knows the page by `line` and its saves by `turn`: what it has not heard of is not in its own way.
(() => {
  const MOST = 60000; // bytes: a browser carries about 64 kB behind a page that is left
  const form = document.getElementById("section-form");
  if (!form || !window.fetch) return;
  let unsaved = false;
  const count = () => {
    const turn = form.querySelector("[data-turn]");
    turn.value = Number(turn.value) + 1;
  };
  const body = () => {
    count();
    const sent = new URLSearchParams(new FormData(form));
    sent.set("press", "keep");
    return sent.toString();
  };
  const heard = async (answer) => {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const version = page.getElementById("id_version");
    if (answer.ok && version) form.querySelector("#id_version").value = version.value;
    else unsaved = true;
  };
  const leave = () => {
    if (!unsaved) return;
    const sent = body();
    if (sent.length > MOST) return;
    unsaved = false;
    const headers = { "Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true" };
    fetch(form.getAttribute("hx-post"), { method: "POST", body: sent, headers, keepalive: true }).then(heard, () => {
      unsaved = true;
    });
  };

  form.addEventListener("input", () => {
    unsaved = true;
  });
  form.addEventListener("submit", () => {
    count();
    unsaved = false;
  });
  document.body.addEventListener("htmx:configRequest", (event) => {
    if (event.target !== form) return;
    count();
    event.detail.parameters.turn = form.querySelector("[data-turn]").value;
    unsaved = false;
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.target === form && !event.detail.successful) unsaved = true;
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
