
const DIGEST = /\.[\da-f]{8}(?=[./])/; // in the names of files that never change
const PATIENCE = 6000; // ms that a kept page waits for the network

export const work = (worker, { base, version, shell, pages }) => {
  const name = (what) => `broadsheet ${base} ${what}`;
  const SHELL = name(`shell ${version}`);
  const PAGES = name("pages");
  const PAPERS = name("papers");

  const keep = async (cache, path, answer) => {
    const headers = { "content-type": answer.headers.get("content-type") ?? "", "x-kept": new Date().toISOString() };
    await (await caches.open(cache)).put(path, new Response(await answer.blob(), { headers }));
  };

  const install = async () => {
    const cache = await caches.open(SHELL);
    const missing = await Promise.all(shell.map(async (path) => ((await cache.match(path)) ? [] : [path])));
    await cache.addAll(missing.flat());
    const fill = async (path) => {
      const answer = await fetch(path, { cache: "no-cache" });
      if (answer.ok) await keep(PAGES, path, answer);
    };
    await Promise.allSettled(pages.map(fill)); // the rest comes when it is read
    await worker.skipWaiting();
  };

  const activate = async () => {
    for (const each of await caches.keys())
      if (each.startsWith(name("shell ")) && each !== SHELL) await caches.delete(each);
    const cache = await caches.open(PAGES);
    for (const { url } of await cache.keys()) if (!pages.includes(new URL(url).pathname)) await cache.delete(url);
    await worker.clients.claim();
  };

  const keptIn = async (path) => {
    for (const cache of [PAPERS, PAGES]) if (await (await caches.open(cache)).match(path)) return cache;
  };

  const copy = async (path) => {
    const answer = (await caches.match(path, { cacheName: PAPERS })) ?? (await caches.match(path, { cacheName: PAGES }));
    if (!answer) return undefined;
    const html = (await answer.text()).replace("<html", `<html data-kept="${answer.headers.get("x-kept")}"`);
    return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
  };

  const page = async (event, path) => {
    const cache = (await keptIn(path)) ?? (pages.includes(path) ? PAGES : undefined);
    const waits = cache && (await keptIn(path)) ? { signal: AbortSignal.timeout(PATIENCE) } : {};
    try {
      const answer = await fetch(event.request, waits);
      if (cache && answer.ok) event.waitUntil(keep(cache, path, answer.clone()));
      return answer;
    } catch {
      return (await copy(path)) ?? (await copy(`${base}offline/`)) ?? Response.error();
    }
  };

  const file = async (request) => {
    const { pathname, search } = new URL(request.url);
    const lasting = DIGEST.test(pathname) || search;
    const plain = (path) => path.replace(/\?.*/, "").replace(DIGEST, "");
    const cache = await caches.open(SHELL);
    const exact = lasting && (await cache.match(request));
    if (exact) return exact;
    try {
      const answer = await fetch(request);
      if (answer.ok || !lasting) return answer;
    } catch {
    }
    const like = shell.find((path) => plain(path) === plain(pathname));
    return (like && (await cache.match(like))) || Response.error();
  };

  worker.addEventListener("install", (event) => event.waitUntil(install()));
  worker.addEventListener("activate", (event) => event.waitUntil(activate()));
  worker.addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method !== "GET" || origin !== worker.location.origin || !pathname.startsWith(base)) return;
    if (request.mode === "navigate") event.respondWith(page(event, pathname));
    else if (pathname.startsWith(`${base}static/`) || shell.some((path) => path.startsWith(pathname))) event.respondWith(file(request));
  });
};
