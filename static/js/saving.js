"use strict";
// What is typed is on this device at once, and on the server a moment later; the page says where it is, and never more than is so.
// The server knows the page by `line` and its saves by `turn`: what it has not heard of is not in its own way.
window.saving = (() => {
  const PAUSE = 1500; // ms from a key to the save of it
  const AGAIN = 1500; // ms until it is tried again, while nobody answers
  const MOST = 60000; // bytes: a browser carries about 64 kB behind a page that is left
  const { legs } = window;

  const start = (form, row) => {
    const [person, request] = form.dataset.device.split(":");
    const box = (name) => form.querySelector(`[name=${name}]`);
    let typed = 0; // counts changes
    let [onServer, onDevice, underway] = [0, 0, 0]; // up to which change each has it, and which was sent last
    let [busy, stopped, timer] = [false, false, 0];
    let later; // version and mark of the other text, when there are two

    const say = (word) => {
      for (const one of document.querySelectorAll("[data-leg]")) one.hidden = one.dataset.leg !== word;
    };
    const tell = () => {
      const [server, device] = [onServer === typed, onDevice === typed];
      say(server ? (device ? "both" : "server") : device ? "device" : "nowhere");
    };
    const fields = () =>
      [...new FormData(form)].filter(([name, value]) => !legs.CARRIED.includes(name) && typeof value === "string");
    const draft = (dirty) => ({
      key: row.key,
      person,
      request,
      action: form.getAttribute("action"),
      title: form.dataset.title,
      line: box("line").value,
      // What no save has taken along yet is the next one's: the last one's arrival says nothing of it.
      turn: Number(box("turn").value) + (typed > underway ? 1 : 0),
      version: box("version").value,
      seen: box("seen").value,
      fields: fields(),
      at: Date.now(),
      dirty,
    });
    const keep = (dirty) => {
      const upTo = typed;
      return legs.put(draft(dirty)).then(
        () => {
          onDevice = Math.max(onDevice, upTo);
          return true;
        },
        () => false
      );
    };
    const next = () => {
      underway = typed;
      box("turn").value = Number(box("turn").value) + 1;
    };
    const show = (page) => {
      for (const fresh of page.querySelectorAll("[data-shown]")) document.getElementById(fresh.id)?.replaceWith(fresh);
    };

    const save = async () => {
      clearTimeout(timer);
      timer = 0;
      if (busy || stopped || onServer === typed) return;
      busy = true;
      const upTo = typed;
      next();
      const sent = draft(true);
      const { how, page } = await legs.send(sent);
      busy = false;
      if (how === "kept") {
        const { version, seen } = legs.kept(sent, page);
        [box("version").value, box("seen").value, onServer] = [version, seen, upTo];
        show(page);
        await keep(onServer !== typed);
        tell();
        document.dispatchEvent(new Event("kept"));
      } else if (how === "conflict") {
        stop(page);
      } else {
        // What is wrong is told by the button; what was reckoned before stays in sight.
        const why = page?.getElementById("saved");
        if (why) document.getElementById("saved")?.replaceWith(why);
        if (how === "signin") say("signin");
        else tell();
      }
      if (onServer !== typed && !stopped) timer ||= setTimeout(save, how === "kept" ? PAUSE : AGAIN);
    };
    // Two texts: nothing is sent any more until somebody has chosen.
    const stop = (page) => {
      stopped = true;
      later = [page.getElementById("id_version").value, page.getElementById("id_seen").value];
      document.getElementById("both")?.replaceWith(page.getElementById("both"));
      document.getElementById("both").scrollIntoView({ block: "nearest" });
      say("other");
    };
    form.addEventListener("click", async (event) => {
      const choice = event.target.closest("[data-keeps]");
      if (!choice || !later) return;
      event.preventDefault();
      if (choice.dataset.keeps === "theirs") {
        await legs.drop(row.key).catch(() => {});
        onServer = typed;
        location.assign(choice.href || location.href);
        return;
      }
      [box("version").value, box("seen").value] = later;
      [stopped, later] = [false, null];
      document.getElementById("both").replaceChildren();
      save();
    });

    const change = async () => {
      typed += 1;
      for (const one of document.querySelectorAll("[data-back]")) one.hidden = true;
      const upTo = typed;
      timer ||= setTimeout(save, PAUSE);
      if (!stopped) say("keeping");
      await keep(true);
      if (upTo === typed && !stopped) tell();
    };
    form.addEventListener("input", change);
    form.addEventListener("change", change);
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      clearTimeout(timer);
      next();
      keep(true);
      stopped = true;
      onServer = typed;
    });
    const leave = async () => {
      if (onServer === typed || stopped) return;
      next();
      keep(true);
      const sent = draft(true);
      if (new URLSearchParams(sent.fields).toString().length < MOST) {
        const upTo = typed;
        const { how, page } = await legs.send(sent, { keepalive: true });
        if (how !== "kept") return;
        const { version, seen } = legs.kept(sent, page);
        [box("version").value, box("seen").value, onServer] = [version, seen, upTo];
        await keep(onServer !== typed);
        tell();
      }
    };
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") leave();
      else save();
    });
    window.addEventListener("pagehide", leave);
    window.addEventListener("online", save);
    // On neither of both: the browser asks.
    window.addEventListener("beforeunload", (event) => {
      if (onServer !== typed && onDevice !== typed) event.preventDefault();
    });

    return {
      // Whether nobody has typed yet: what is put back goes over no letter.
      isFresh: () => typed === 0,
      // What was typed on a page that was closed goes on here, under its own name.
      resume: (key) => {
        if (row.key !== key) legs.drop(row.key).catch(() => {});
        row.key = key;
        [typed, onDevice] = [1, 1];
        for (const one of document.querySelectorAll("[data-back]")) one.hidden = false;
        tell();
        save();
      },
      change,
      rest: async () => {
        if (typed > 0 || !(await keep(false))) return;
        // What was filled in for its writer is nowhere yet: nothing is claimed of it.
        if (!("offered" in form.dataset)) tell();
      },
    };
  };

  // --- What this device has of the page that is opened ---------------------------------------------------------------
  const fill = (form, fields) => {
    const told = new Map();
    for (const [name, value] of fields) told.set(name, [...(told.get(name) || []), value]);
    for (const one of form.elements) {
      if (!one.name || legs.CARRIED.includes(one.name)) continue;
      const values = told.get(one.name) || [];
      if (["radio", "checkbox"].includes(one.type)) one.checked = values.includes(one.value);
      else if (values.length) one.value = values[0];
    }
  };
  const carry = (form, row) => {
    for (const name of ["line", "version", "seen"]) form.querySelector(`[name=${name}]`).value = row[name];
    // Beyond whatever it may have sent without hearing of it.
    form.querySelector("[name=turn]").value = row.turn + 100;
  };
  const bare = (form) => {
    const copy = form.cloneNode(true);
    for (const one of copy.querySelectorAll("input:not([type=radio]):not([type=checkbox])")) one.removeAttribute("value");
    for (const one of copy.querySelectorAll("textarea, [data-shown], #both")) one.replaceChildren();
    for (const one of copy.querySelectorAll("[checked], [selected]")) ["checked", "selected"].forEach((it) => one.removeAttribute(it));
    for (const one of copy.querySelectorAll(".error-summary, p.message[role], .field-error")) one.remove();
    return copy.innerHTML;
  };
  // The boxes as they were when it was typed, where the page has others by now.
  const reshape = async (form, row) => {
    if (row.fields.every(([name]) => form.elements[name])) return;
    const passes = ["csrfmiddlewaretoken", "typed_by"].map((name) => [name, form.querySelector(`[name=${name}]`)?.value]);
    const kept = await legs.shape(row.key);
    if (!kept) return;
    const page = new DOMParser().parseFromString(kept.html, "text/html");
    form.replaceChildren(...page.body.childNodes);
    for (const [name, value] of passes) if (form.querySelector(`[name=${name}]`)) form.querySelector(`[name=${name}]`).value = value || "";
  };

  const isHeld = async (rows) => {
    for (const row of rows) if (row.dirty && !(await legs.isAlone(row.key))) return true;
    return false;
  };
  // A page that has just been closed lets go of its row a moment later.
  const found = async (key, person, own) => {
    const all = async () =>
      (await legs.rows(person)).filter((row) => row.key.startsWith(`${key}:`) && row.key !== own);
    for (let n = 0; n < 10 && (await isHeld(await all())); n += 1) await new Promise((done) => setTimeout(done, 100));
    const closed = [];
    for (const row of await all()) if (await legs.isAlone(row.key)) closed.push(row);
    for (const row of closed) if (!row.dirty) await legs.drop(row.key);
    return closed.filter((row) => row.dirty);
  };
  const putBack = async (form, page, last) => {
    const words = (one) => JSON.stringify([...new FormData(one)].filter(([name]) => !legs.CARRIED.includes(name)));
    await legs.hold(last.key);
    const before = words(form);
    await reshape(form, last);
    fill(form, last.fields);
    if (words(form) === before) return legs.drop(last.key);
    carry(form, last);
    return page.resume(last.key);
  };
  const open = async (form, page, row) => {
    const [person] = form.dataset.device.split(":");
    await legs.hold(row.key);
    await legs.bind(person);
    await settle();
    await legs.keepShape(row.key, bare(form));
    const last = (await found(form.dataset.device, person, row.key)).pop();
    if (last && page.isFresh()) await putBack(form, page, last);
    if ("unsaved" in form.dataset) await page.change();
    await page.rest();
    await flush(row.key);
    await legs.tidy(person);
  };

  // The page of a request says which save of it came last, and shows what is on this device alone.
  const place = document.getElementById("on-device");
  const settle = async () => {
    const { person, request, writtenLine, writtenTurn } = place.dataset;
    await legs.settle(person, request, writtenLine, Number(writtenTurn));
  };
  const flush = async (but) => {
    const left = await legs.flush(place.dataset.person, { but });
    for (const row of left) {
      const link = document.createElement("a");
      [link.href, link.textContent] = [row.action, row.title];
      const line = document.createElement("li");
      line.append(link);
      place.querySelector("ul").append(line);
    }
    place.hidden = !left.length;
  };

  const form = document.getElementById("section-form");
  if (form && window.fetch) {
    const row = { key: `${form.dataset.device}:${form.querySelector("[name=line]").value}` };
    const page = start(form, row);
    // A device that keeps nothing: the server alone, as before.
    open(form, page, row).catch(() => {});
  } else if (place && window.fetch) {
    settle().then(() => flush("")).catch(() => {});
  }
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/requests/worker.js").catch(() => {});
  return { start, fill, carry, reshape };
})();
