"use strict";
// What is being made shows by itself how far it is: the part with `data-watch` is asked for again and put in its own place.
// Without this script the page has a button that does the same.
(() => {
  const HEARD = { headers: { "X-Part": "true" }, cache: "no-store" };
  if (!window.fetch) return;

  const ask = async (part) => {
    if (document.hidden) return watch(part);
    let answer;
    try {
      answer = await fetch(part.dataset.watch, HEARD);
    } catch {
      return watch(part); // no network: what stands there stays true, and is asked for again
    }
    const onward = answer.headers.get("X-Leads-To");
    if (onward) return location.assign(onward);
    // Signed out meanwhile, or gone: no answer about this part.
    if (!answer.ok || answer.redirected) return undefined;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.body.firstElementChild;
    if (!next || !part.isConnected) return undefined;
    part.replaceWith(next);
    return watch(next);
  };
  const watch = (part) => {
    const all = part.matches("[data-watch]") ? [part] : part.querySelectorAll("[data-watch]");
    all.forEach((one) => setTimeout(ask, 1000 * (Number(one.dataset.every) || 2), one));
  };

  watch(document.body);
})();
