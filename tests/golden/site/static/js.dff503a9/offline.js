import { BASE } from "./paper.js";

const OFF = "broadsheet offline"; // "no" is a reader's
const NAME = `broadsheet ${BASE} `; // of all that is kept
const manifest = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=manifest]"));
const workers = navigator.serviceWorker; // none where it is not allowed

export const wanted = () => {
  try {
    return localStorage[OFF] !== "no";
  } catch {
    return false;
  }
};

export const copies = async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith(NAME) && !name.startsWith(`${NAME}shell`));
  const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
  return kept.reduce((all, each) => all + each, 0);
};

export const keepCopy = async (answer) => {
  if (!manifest || !workers || !wanted()) return;
  const headers = { "content-type": "text/html", "x-kept": new Date().toISOString() };
  await (await caches.open(`${NAME}papers`)).put(answer.url, new Response(await answer.blob(), { headers }));
};

export const keepOffline = async (on) => {
  if (on) {
    await workers.register(new URL("sw.js", manifest?.href), { type: "module" });
    return;
  }
  for (const each of await workers.getRegistrations())
    if (new URL(each.scope).pathname === BASE) await each.unregister();
  for (const name of await caches.keys()) if (name.startsWith(NAME)) await caches.delete(name);
};

export const choose = async (on) => {
  localStorage[OFF] = on ? "" : "no";
  await keepOffline(on);
};

const { kept } = document.documentElement.dataset; // the service worker says when it was kept
if (workers) keepOffline(!!manifest && wanted()).catch(() => {}); // a browser may refuse: this alone is lost
if (kept) {
  const { date, element, say } = await import("./words.js");
  document.body.append(element("aside", { className: "stale", ariaLabel: say("js_copy") }, element("p", { textContent: say("js_kept", { when: date(Date.parse(kept)) }) })));
}
