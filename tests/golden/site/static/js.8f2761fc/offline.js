import { OURS } from "./copies.js";
import { BASE } from "./paper.js";
const OFF = "broadsheet offline";
const manifest = (document.querySelector("link[rel=manifest]"));
const workers = navigator.serviceWorker;
export const wanted = () => {
try {
return !!manifest && !!workers && localStorage[OFF] !== "no";
} catch {
return false;
}
};
const settle = async () => {
if (wanted()) return workers.register(`${BASE}sw.js`, { type: "module" });
for (const each of await workers.getRegistrations()) if (each.scope === location.origin + BASE) await each.unregister();
for (const name of await caches.keys()) if (name.startsWith(OURS)) await caches.delete(name);
};
export const choose = (on) => {
localStorage[OFF] = on ? "" : "no";
return settle();
};
if (workers) settle().catch(() => {});
const { kept } = document.documentElement.dataset;
if (kept)
import("./words.js").then(({ element, spoken }) =>
spoken.then(({ date, say }) => {
document.body.append(element("aside", { className: "stale", ariaLabel: say("js_copy") }, say("js_kept", { when: date(Date.parse(kept)) })));
}),
);
