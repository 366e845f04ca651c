// Lists that answer while somebody types. Without it the same form is sent by its button.
(() => {
  const form = document.querySelector("form[data-listing], form.search-box");
  const place = document.querySelector("[data-answer]");
  if (!form || !place || !window.fetch) return;
  let timer, running;
  const address = () => {
    const asked = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...asked]) if (!value.trim()) asked.delete(name);
    return `${form.action.split("?")[0]}?${asked}`;
  };
  const show = async (url, remember) => {
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(url, { signal: running.signal, credentials: "same-origin" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("[data-answer]");
      if (!found) return location.assign(url);
      place.replaceChildren(...found.childNodes);
      if (remember) history[remember](null, "", url);
    } catch (stopped) {
      if (stopped.name !== "AbortError") form.dataset.off = "1";
    }
  };
  const soon = (event) => {
    if (form.dataset.off) return;
    clearTimeout(timer);
    // Choosing is a step to come back from; letters of one word are one step.
    timer = setTimeout(() => show(address(), event.type === "change" ? "pushState" : "replaceState"), 250);
  };
  form.addEventListener("input", soon);
  addEventListener("popstate", () => location.reload());
})();
