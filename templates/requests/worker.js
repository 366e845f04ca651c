{% load static %}"use strict";
// Keeps an empty shell of the writing pages, and what it is made of; nothing that anybody typed, and no page that names
// anybody.
const NAME = "shell-1";
const SHELL = "{% url 'requests:shell' %}";
const PARTS = [
  "{% static 'css/style.css' %}",
  "{% static 'js/legs.js' %}",
  "{% static 'js/saving.js' %}",
  "{% static 'js/shell.js' %}",
];
const WRITING = /^\/requests\/\d+\/write\//;
const LONGEST = 10000; // ms: a network that answers later than this is none

const keep = async () => {
  const cache = await caches.open(NAME);
  await cache.addAll([SHELL, ...PARTS].map((place) => new Request(place, { cache: "no-cache" })));
};
self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});
const take = async () => {
  for (const name of await caches.keys()) if (name !== NAME) await caches.delete(name);
  await self.clients.claim();
};
self.addEventListener("activate", (event) => event.waitUntil(take()));

const shell = async () => (await caches.match(SHELL)) || Response.error();
const page = async (request) => {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout?.(LONGEST) });
    // Something that stands before us says that we are away.
    return answer.status < 502 || answer.status > 504 ? answer : await shell();
  } catch {
    return shell();
  }
};
const part = (request) => fetch(request).catch(async () => (await caches.match(request)) || Response.error());

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const place = new URL(request.url);
  if (request.method !== "GET" || place.origin !== location.origin) return;
  if (request.mode === "navigate" && WRITING.test(place.pathname)) event.respondWith(page(request));
  else if (PARTS.includes(place.pathname)) event.respondWith(part(request));
});
