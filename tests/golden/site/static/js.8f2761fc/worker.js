import { OURS, copies, keepCopy } from "./copies.js";
import { BASE } from "./paper.js";
const DIGEST = /\.[\da-f]{8}(?=[./])/;
const PATIENCE = 6000;
const plain = (path) => path.replace(/\?.*/, "").replace(DIGEST, "");
export const work = (worker, { version, shell, pages }) => {
const SHELL = `${OURS}shell ${version}`;
const install = async () => {
const cache = await caches.open(SHELL);
if ((await cache.keys()).length < shell.length) await cache.addAll(shell);
const keep = async (path) => {
const answer = await fetch(path, { cache: "no-cache" });
if (answer.ok) await keepCopy(path, answer);
};
await Promise.allSettled(pages.map(keep));
await worker.skipWaiting();
};
const activate = async () => {
for (const name of await caches.keys()) if (name.startsWith(`${OURS}shell`) && name !== SHELL) await caches.delete(name);
const cache = await copies();
for (const { url } of await cache.keys()) {
const path = new URL(url).pathname;
if (!pages.includes(path) && !path.startsWith(`${BASE}papers/`)) await cache.delete(url);
}
await worker.clients.claim();
};
const page = async (event, path) => {
const cache = await copies();
const copy = await cache.match(path);
try {
const late = new Promise((_, failed) => copy && setTimeout(failed, PATIENCE));
const answer = await Promise.race([fetch(event.request), late]);
if (answer.ok && (copy || pages.includes(path))) event.waitUntil(keepCopy(path, answer.clone()));
return answer;
} catch {
if (!copy) return (await cache.match(`${BASE}offline/`)) ?? Response.error();
const html = (await copy.text()).replace("<html", `<html data-kept="${copy.headers.get("x-kept")}"`);
return new Response(html, { headers: copy.headers });
}
};
const file = async (request, url) => {
const kept = (what) => caches.match(what, { cacheName: SHELL });
const exact = (url.search || DIGEST.test(url.pathname)) && (await kept(request));
if (exact) return exact;
const answer = await fetch(request).catch(() => {});
const like = !answer?.ok && shell.find((each) => plain(each) === plain(url.pathname));
return (like && (await kept(like))) || answer || Response.error();
};
worker.oninstall = (event) => event.waitUntil(install());
worker.onactivate = (event) => event.waitUntil(activate());
worker.onfetch = (event) => {
const { request } = event;
const url = new URL(request.url);
if (request.method !== "GET" || url.origin !== worker.location.origin || !url.pathname.startsWith(BASE)) return;
if (request.mode === "navigate") event.respondWith(page(event, url.pathname));
else if (shell.some((each) => plain(each) === plain(url.pathname))) event.respondWith(file(request, url));
};
};
