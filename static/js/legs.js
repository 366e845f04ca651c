"use strict";
// What is typed on a writing page stands on this device too: one row for each opening of a page, under a mark of the person, the
// request and the screen. A row is written before it is said to be there, and is `dirty` until the server has said that it has it.
window.legs = (() => {
  const DAYS = 14; // a copy of what the server has is of no use for longer
  const CARRIED = ["csrfmiddlewaretoken", "typed_by", "line", "turn", "version", "seen", "back", "press"];
  const REFUSED = [403, 409, 422]; // these bring a page that says why
  const LONGEST = 15000; // ms for an answer
  const within = (ms) => AbortSignal.timeout?.(ms); // older telephones wait as long as it takes
  let opening;

  const store = () => {
    opening ||= new Promise((done, fail) => {
      const asked = indexedDB.open("thunklang", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("drafts", { keyPath: "key" });
        asked.result.createObjectStore("shapes", { keyPath: "key" }); // the page's boxes, without a word in them
        asked.result.createObjectStore("who", { keyPath: "key" });
      };
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
      asked.onblocked = () => fail(new Error("blocked"));
    });
    return opening;
  };
  // Answers once all of it is on the disk. The transaction begins at once: it ends well even when the page is closed meanwhile.
  const deal = async (stores, mode, work) => {
    const held = (await store()).transaction(stores, mode, { durability: "strict" });
    const asked = work(...stores.map((name) => held.objectStore(name)));
    return new Promise((done, fail) => {
      held.oncomplete = () => done(asked && asked.result);
      held.onabort = held.onerror = () => fail(held.error);
    });
  };

  const put = (row) => deal(["drafts"], "readwrite", (drafts) => drafts.put(row));
  const shape = (key) => deal(["shapes"], "readonly", (shapes) => shapes.get(key));
  const keepShape = (key, html) => deal(["shapes"], "readwrite", (shapes) => shapes.put({ key, html }));
  const drop = (key) =>
    deal(["drafts", "shapes"], "readwrite", (drafts, shapes) => {
      drafts.delete(key);
      shapes.delete(key);
    });
  const all = () => deal(["drafts"], "readonly", (drafts) => drafts.getAll());
  const rows = async (person) => (await all()).filter((row) => row.person === person).sort((a, b) => a.at - b.at);
  const who = async () => (await deal(["who"], "readonly", (found) => found.get("who")))?.person;
  const bind = (person) => deal(["who"], "readwrite", (found) => found.put({ key: "who", person }));
  // A person's own rows alone; what is another's on a shared telephone stays theirs.
  const forget = async (person) => {
    for (const row of await rows(person)) await drop(row.key);
    if ((await who()) === person) await deal(["who"], "readwrite", (found) => found.delete("who"));
  };
  const tidy = async (person) => {
    const old = Date.now() - DAYS * 86400000;
    for (const row of await rows(person)) if (!row.dirty && row.at < old) await drop(row.key);
  };

  // Whoever writes holds a lock by the name of the row: one that nobody holds is of a page that was closed.
  const hold = (key) =>
    new Promise((done) => {
      if (!navigator.locks) return done(true);
      navigator.locks.request(key, { ifAvailable: true }, (lock) => {
        done(Boolean(lock));
        return lock && new Promise(() => {}); // until the page goes
      });
    });
  const isAlone = async (key) => {
    if (!navigator.locks) return true;
    return !(await navigator.locks.query()).held.some((lock) => lock.name === key);
  };

  const passes = (from) =>
    ["csrfmiddlewaretoken", "typed_by"].map((name) => [name, from.querySelector(`[name=${name}]`)?.value || ""]);
  const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
  // The shell that opens without a network has no passes: the page itself has, once it can be reached.
  const admitted = async (row) => {
    const here = passes(document);
    if (here[0][1]) return here;
    const answer = await fetch(row.action, { cache: "no-store", signal: within(LONGEST) });
    return answer.redirected || !answer.ok ? null : passes(await read(answer));
  };
  const body = async (row) => {
    const own = { line: row.line, turn: row.turn, version: row.version, seen: row.seen, press: "keep" };
    const found = await admitted(row);
    return found && new URLSearchParams([...row.fields, ...Object.entries(own), ...found]).toString();
  };
  // `how`: kept · refused (the page says why) · conflict · signin · away. `page` is the part that was answered.
  const send = async (row, more) => {
    try {
      const sent = await body(row);
      if (sent === null) return { how: "signin" };
      const headers = { "Content-Type": "application/x-www-form-urlencoded", "X-Part": "true" };
      const told = { method: "POST", body: sent, headers, signal: within(LONGEST), ...more };
      const answer = await fetch(row.action, told);
      if (answer.status >= 500) return { how: "away" };
      const page = await read(answer);
      const both = page.getElementById("both");
      // Two texts of which each says the same are one.
      if (page.getElementById("id_seen") && (answer.ok || (answer.status === 409 && !both.children.length))) return { how: "kept", page };
      const how = answer.status === 409 && both ? "conflict" : answer.status === 403 ? "signin" : "refused";
      return { how, page: REFUSED.includes(answer.status) ? page : null };
    } catch {
      return { how: "away" };
    }
  };
  const kept = (row, page) => ({
    ...row,
    dirty: false,
    version: page.getElementById("id_version").value,
    seen: page.getElementById("id_seen").value,
  });
  // The rows of pages that were closed before the server had them; what it refuses waits for its writer.
  const flush = async (person, { but = "", open = false }) => {
    const left = [];
    for (const row of await rows(person)) {
      if (!row.dirty || row.key === but || !(open || (await isAlone(row.key)))) continue;
      const next = { ...row, turn: row.turn + 100 };
      const { how, page } = await send(next);
      if (how === "kept") await put(kept(next, page));
      else left.push(row);
      if (how === "away") break;
    }
    return left;
  };
  // The page of a request says which save of it came last: what a button sent needs no sending again.
  const settle = async (person, request, line, turn) => {
    for (const row of await rows(person))
      if (row.dirty && row.request === request && row.line === line && row.turn <= turn) await put({ ...row, dirty: false });
  };

  return { CARRIED, put, drop, rows, shape, keepShape, who, bind, forget, tidy, hold, isAlone, send, kept, flush, settle };
})();
