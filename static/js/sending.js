"use strict";
// A form with words in it leaves only when somebody is there to take it: a page that could not be sent is replaced by the
// browser's own error page, and Back finds the form empty. A second click sends nothing: neither while the question is out
// nor just after, when the page is on its way and a second sending would break off the first.
(() => {
  const LONGEST = 15000; // ms: a weak network is slow, and nobody should wait without a word for ever
  const AGAIN = 4000; // ms: whoever presses later than this means it, for the page has not come
  const WRITTEN = "textarea, input[type=text], input[type=file], input[type=email], input[type=tel], input:not([type])";
  const { src, dataset } = document.currentScript;
  if (!window.fetch || !HTMLFormElement.prototype.requestSubmit) return;
  let asking = false;
  let answered = false;
  const leftAt = new WeakMap();

  const isThere = async () => {
    const enough = new AbortController();
    const timer = setTimeout(() => enough.abort(), LONGEST);
    try {
      // An address of its own, or a cache in between answers for a server that is away.
      const answer = await fetch(`${src}?${Date.now()}`, { method: "HEAD", cache: "no-store", signal: enough.signal });
      return answer.status < 500;
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  };
  const say = (form) => {
    const said = form.querySelector("[data-unreached]") || document.createElement("p");
    said.dataset.unreached = "";
    said.className = "message message--error";
    said.setAttribute("role", "alert");
    said.textContent = dataset.unreached;
    form.append(said);
    said.scrollIntoView({ block: "nearest" });
  };
  const holdsWords = (form) =>
    form.method === "post" &&
    !form.querySelector("[type=password]") &&
    [...form.querySelectorAll(WRITTEN)].some((box) => box.value.trim());

  // Before all others, who would take the form for sent.
  document.addEventListener(
    "submit",
    async (event) => {
      const { target: form, submitter } = event;
      if (answered || !holdsWords(form)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (asking || Date.now() - (leftAt.get(form) || 0) < AGAIN) return;
      asking = true;
      answered = await isThere();
      asking = false;
      if (answered) form.requestSubmit(submitter);
      else say(form);
      answered = false;
    },
    true
  );
  // After all others: what a script sends stays on its page, and may be sent again at once.
  window.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) leftAt.set(event.target, Date.now());
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) [...document.forms].forEach((form) => leftAt.delete(form));
  });
})();
