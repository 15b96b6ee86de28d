// Reading without a network, where the site has a manifest; where it has none any more, what was
// kept goes. Tells beneath a kept copy how old it is.
import { OURS } from "./copies.js";
import { BASE } from "./paper.js";

const OFF = "broadsheet offline"; // no is what a reader chose
const manifest = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=manifest]"));
const workers = navigator.serviceWorker; // none where it is not allowed

/** Whether copies are kept: the site offers it, and the reader lets it. */
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

/** Begin to keep copies, or let go of all of them. @param {boolean} on */
export const choose = (on) => {
  localStorage[OFF] = on ? "" : "no";
  return settle();
};

if (workers) settle().catch(() => {}); // a browser may refuse: this alone is lost
const { kept } = document.documentElement.dataset; // the service worker says so
if (kept)
  import("./words.js").then(({ element, spoken }) =>
    spoken.then(({ date, say }) => {
      document.body.append(element("aside", { className: "stale", ariaLabel: say("js_copy") }, say("js_kept", { when: date(Date.parse(kept)) })));
    }),
  );
