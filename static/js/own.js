// The reader's own on every page: marks and notes of papers, what is new, what is hidden, the keys.
import { copies, keepCopy } from "./copies.js";
import { Refused } from "./kept.js";
import { listen } from "./keys.js";
import { wanted } from "./offline.js";
import { BASE, PLACES, address, pageOf, paperOf, read, titleOf, untold } from "./paper.js";
import { BY, applied, rules } from "./rules.js";
import * as store from "./store.js";
import { fresh, visited } from "./visits.js";
import { date, element, say, spoken, tally } from "./words.js";

const BUTTONS = ["star", "later", "seen", "note"];
/** @type {any} */
const line = document.getElementById("yours"); // where home and a day have room for what is new
const status = element("p", { className: "said small", role: "status" });
/** @type {Map<string, Entry>} what is kept of papers, as it was read last */
export const marks = new Map();
/** @type {Entry} */
let choices = {};

const places = () => [...document.querySelectorAll(PLACES)].filter(paperOf);
/** Return the papers that lists have, without the one that the page is about. */
const listed = () => places().filter((each) => !each.matches("main"));

/** Return what a reader gave a paper: true, or a note. @param {string} id @param {string} name */
export const has = (id, name) => marks.get(id)?.[name]?.[1];

/** Return what a reader chose; as shipped the keys are on. @param {string} name */
export const chosen = (name) => choices[name]?.[1] ?? name === "keys";

/** Say something for a while. @param {string} words */
export const tell = (words) => {
  status.textContent = words;
  setTimeout(() => status.textContent === words && tell(""), 8000);
};

/**
 * Do something with what is kept. What the browser refuses is said, and costs no more than that; what
 * nobody asked for says it `once` in a tab, which has a name even where nothing can be kept.
 * @template T @param {() => Promise<T>} work @param {boolean} [once] @returns {Promise<T | undefined>}
 */
export const attempt = async (work, once) => {
  try {
    await spoken;
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (!once || window.name !== error.message) tell(say((window.name = error.message)));
  }
};

const show = (place) => {
  for (const name of BUTTONS) {
    const on = !!has(paperOf(place), name);
    place.toggleAttribute(`data-${name}`, on);
    place.querySelector(`[data-does=${name}]`)?.setAttribute("aria-pressed", on);
  }
  if (place.matches(".mine li")) place.querySelector(".words").textContent = has(paperOf(place), "note") ?? "";
};

/** Show what is kept of papers, which is read anew unless it is `known`. @param {string[]} ids @param {boolean} [known] */
const refresh = async (ids, known) => {
  if (!known) for (const [id, entry] of await store.entries(ids)) marks.set(id, entry);
  for (const place of places()) if (ids.includes(paperOf(place))) show(place);
};

/** Learn of a paper what its own page tells, and keep a copy if it is starred. @param {string} id @param {boolean} [starred] */
export const learn = async (id, starred = has(id, "star")) => {
  const answer = await pageOf(id);
  if (answer && starred && wanted()) await keepCopy(address(id), answer.clone()).catch(() => {}); // no room for it
  return answer && read(answer);
};

const put = (place, name, what) =>
  attempt(async () => {
    const id = paperOf(place);
    const title = titleOf(place)?.textContent ?? id;
    await store.keep([id], { [name]: what });
    delete place.draft;
    await refresh([id]);
    tell(say(`js_${name}_${what ? "on" : "off"}`, { title }));
    if (!what && name === "star" && wanted()) await (await copies()).delete(address(id));
    if (what && name !== "seen")
      await store.keep([id], { facts: (await learn(id)) ?? untold(title) });
  });

/** Show a dialog that goes when it is closed. @param {string} words its heading @param {Node[]} inside */
const ask = (words, ...inside) => {
  const form = element("form", { method: "dialog" }, element("h2", {}, words), ...inside, element("p", { className: "actions" }, element("button", {}, say("js_done"))));
  const dialog = element("dialog", { onclose: () => dialog.remove() }, form);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
};

const note = (place) => {
  const was = has(paperOf(place), "note") ?? "";
  const text = element("textarea", { value: place.draft ?? was, rows: 6, maxLength: 50_000, ariaLabel: say("js_note") });
  ask(titleOf(place)?.textContent ?? "", text).addEventListener("close", () => {
    const what = text.value.trim();
    if (what !== was) put(place, "note", (place.draft = what) || null); // there may be no room for it
  });
};

const toggle = (place, name) =>
  attempt(async () => {
    const id = paperOf(place);
    await refresh([id]); // it may have come to the page after the others
    await (name === "note" ? note(place) : put(place, name, has(id, name) ? null : true));
  });

/** Give papers on the page their buttons and marks. @param {Element[]} those @param {boolean} [known] */
export const dress = async (those, known) => {
  for (const place of those)
    if (place.matches(".card, .story, .paper, .mine li")) {
      const buttons = BUTTONS.map((name) => {
        const button = element("button", {}, say(`js_${name}`));
        button.dataset.does = name;
        return button;
      });
      const group = element("p", { className: "own small", role: "group", ariaLabel: titleOf(place)?.textContent }, ...buttons);
      (place.querySelector(":scope > .head") ?? place).append(group);
    }
  await refresh(those.map(paperOf), known);
};

// Hide what is muted or seen, point to what is new or sought; return what tells of the hidden ones, and how many
// are new. A page without room for the former has it before the first list that lacks some.
const sift = (those, isNew) => {
  const every = rules(choices);
  const hidden = new Set();
  const news = new Set(); // a paper may stand twice on a page
  for (const place of those) {
    const id = paperOf(place);
    const said = (by) => [...place.querySelectorAll(BY[by])].map((each) => each.textContent).join(" · ");
    const rule = applied(every, said);
    const found = rule?.does === "highlight" && say("js_found", { what: rule.what });
    const signs = [isNew(id) && say("js_new"), found].filter(Boolean);
    if (signs.length) place.querySelector(".own")?.append(element("b", {}, signs.join(" · ")));
    place.toggleAttribute("data-found", !!found);
    if (isNew(id)) news.add(id);
    if ((rule && !found) || (chosen("hide") && has(id, "seen"))) {
      hidden.add(id);
      place.classList.add("gone");
      document.querySelector(`.glance a[href="#${place.id}"]`)?.parentElement?.classList.add("gone");
    }
  }
  const first = those.find((each) => each.matches(".gone"));
  const onclick = () => {
    for (const each of document.querySelectorAll(".gone")) each.classList.remove("gone");
    told.parentElement.remove();
    titleOf(first)?.focus();
  };
  const told = element("span", {}, `${tally(hidden.size, "js_hidden")} `, element("button", { onclick }, say("js_show")));
  if (first && !line) first.parentElement.before(element("p", { className: "small", id: "yours" }, told));
  return { hidden: first && told, news: news.size };
};

const head = async (those) => {
  const { day } = line.dataset;
  const home = "home" in line.dataset;
  const answer = await fetch(`${BASE}recent.json`).catch(() => {});
  const recent = answer?.ok ? await answer.json() : { counts: {}, papers: {} };
  const visit = await store.remember("visit", (was) => (answer?.ok ? visited(was, recent, Date.now()) : was)).catch(() => {});
  const { count, from, isNew } = fresh(visit ?? {}, recent);
  const { hidden, news } = sift(those, (id) => isNew(id, day));
  const words = visit?.since && (news || home) && say("js_since", { papers: tally(home ? count : news, "js_new_papers"), when: date(visit.since) });
  const told = [words && home && from ? element("a", { href: `${BASE}days/${from}/` }, words) : words, hidden].filter(Boolean);
  line.append(...told.map((each, at) => element("span", {}, at || !home ? " · " : "", each)));
};

// Papers that were scrolled past are seen, if the reader chose so; not those that were jumped over.
const watch = (those) => {
  const met = new Set(); // that were in sight
  const watcher = new IntersectionObserver((entries) => {
    for (const each of entries) if (each.isIntersecting) met.add(each.target);
    const past = entries.filter((each) => !each.isIntersecting && each.boundingClientRect.bottom < 0 && met.has(each.target));
    const ids = past.map((each) => paperOf(each.target)).filter((id) => !has(id, "seen"));
    if (ids[0]) attempt(() => store.keep(ids, { seen: true }).then(() => refresh(ids)));
  });
  for (const each of those) watcher.observe(each);
};

const help = () => {
  const keys = ["j", "k", "o", "s", "l", "x", "/", "g h", "g l", "?"].map((key, at) =>
    element("div", {}, element("dt", {}, element("kbd", {}, key)), element("dd", {}, say(`js_key_${at}`))),
  );
  const onchange = ({ target }) => choose("keys", target.checked);
  const on = element("input", { type: "checkbox", checked: chosen("keys"), onchange });
  ask(say("js_keys"), element("dl", {}, ...keys), element("label", {}, on, ` ${say("js_keys_on")}`));
};

/** @param {string} name @param {unknown} what */
export const choose = (name, what) => attempt(() => store.choose(name, what).then(chose));

/** Go by what the reader chose. theme.js must know before anything is seen that papers will be hidden. */
export const chose = async () => {
  choices = await store.choices();
  const hides = chosen("hide") || rules(choices).some((each) => each.does === "mute");
  try {
    localStorage["broadsheet hides"] = hides ? 1 : 0;
  } catch {
    // Then what is hidden is seen for a moment.
  }
};

document.body.append(status);
addEventListener("click", (/** @type {any} */ { target }) => {
  const button = target.closest("[data-does]");
  if (button) toggle(button.closest(PLACES), button.dataset.does);
  if (target.closest(".keys")) help();
});
addEventListener("found", () => attempt(() => refresh(places().map(paperOf)), true)); // by the search
const others = listed();
/** Settled once the page shows what is kept, or that nothing can be. */
export const ready = attempt(async () => {
  await store.heard((ids) => refresh(ids).then(chose));
  await chose();
  await dress(places());
  await (line ? head(others) : sift(others, () => false));
  if (chosen("scroll")) watch(others);
}, true).finally(() => (document.documentElement.dataset.hides = ""));
listen({ places: listed, toggle, help, chosen });
