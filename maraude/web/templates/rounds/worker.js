// Without network, /rounds/ shows the form that was kept ({{ language }}): counts only, no name, no round.
const KEPT = "maraude-rounds-{{ language }}-1";
const AWAY = "/rounds/away";
const FILES = [{% for file in files %}"{{ file }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});
self.addEventListener("activate", (event) => event.waitUntil(clean()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept(AWAY)));
  else if (FILES.includes(path)) event.respondWith(fetch(request).catch(() => kept(path)));
});

async function keep() {
  const cache = await caches.open(KEPT);
  await Promise.all([AWAY, ...FILES].map(async (path) => {
    const answer = await fetch(path, { cache: "no-cache", redirect: "error" });
    if (answer.ok) await cache.put(path, answer);
  }));
}

async function kept(path) {
  return (await (await caches.open(KEPT)).match(path, { ignoreVary: true })) || Response.error();
}

async function clean() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("maraude-rounds-") && name !== KEPT).map((name) => caches.delete(name)));
  await self.clients.claim();
}
