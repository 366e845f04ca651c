"use strict";
// Compares a PDF with its paper by SHA-256, in the browser: the file itself is never sent anywhere.
// All words stand in the page; this shows one of them (`data-says`).
for (const area of document.querySelectorAll("[data-check]")) {
  const all = (name) => area.querySelectorAll(`[${name}]`);
  const say = (word, more) => {
    for (const one of all("data-says")) one.hidden = one.dataset.says !== word && one.dataset.says !== more;
  };
  const when = (state, shown) => {
    for (const one of area.querySelectorAll(`[data-when="${state}"]`)) one.hidden = !shown;
  };
  const digest = async (file) => {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const verdict = (found) => ["same", "newer", "older"].find((edition) => area.dataset[edition] === found) || "other";
  const compare = async (file) => {
    say("working");
    let found;
    try {
      found = await digest(file);
    } catch {
      say("unreadable");
      return;
    }
    for (const one of all("data-found")) one.textContent = found;
    if (area.dataset.lookup) location.assign(`${area.dataset.lookup}?sha256=${found}`);
    else say(verdict(found), "found");
  };

  if (window.crypto && crypto.subtle) {
    when("able", true);
    when("unable", false);
    const input = area.querySelector("input[type=file]");
    input.addEventListener("change", () => input.files.length && compare(input.files[0]));
    area.addEventListener("dragover", (event) => {
      event.preventDefault();
      area.classList.add("is-over");
    });
    area.addEventListener("dragleave", () => area.classList.remove("is-over"));
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      area.classList.remove("is-over");
      if (event.dataTransfer.files.length) compare(event.dataTransfer.files[0]);
    });
  } else {
    when("insecure", true);
  }
}
