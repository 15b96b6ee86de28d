// /library/: all that a reader keeps, in lists; taken along as files, brought in, shared by a link.
import { bibtex, csl, csv, download, markdown, ris } from "./citations.js";
import { copies } from "./copies.js";
import { isId, read, written } from "./kept.js";
import * as offline from "./offline.js";
import { attempt, choose, chose, chosen, dress, has, learn, marks, ready, tell } from "./own.js";
import { address, untold } from "./paper.js";
import { plain, rules } from "./rules.js";
import * as store from "./store.js";
import { byline, date, element, say, tally } from "./words.js";

// Rows that are made at a time, and papers in a link at most.
const CHUNK = 30;
const SHARED = 200;
const WRITE = { bib: bibtex, ris, "csl.json": csl, md: markdown, csv };

const at = (id) => /** @type {any} */ (document.getElementById(id));
const form = at("tools");
const list = at("mine");
const withdrawn = new Set(list.dataset.withdrawn?.split(" ")); // a kept copy of an older page does not tell

/** @typedef {{id: string, facts: Facts, when: number}} Row */
/** @type {Row[]} */
let every = [];
/** @type {Row[]} */
let shown = [];

/** @returns {Row} */
const row = ([id, entry]) => {
  marks.set(id, entry);
  const facts = entry.facts?.[1] ?? untold(id);
  return { id, facts, when: Math.max(...["star", "later", "note"].map((name) => entry[name]?.[1] ? entry[name][0] : 0)) };
};

const SORTS = {
  kept: (one, other) => other.when - one.when,
  date: (one, other) => collator.compare(other.facts.date, one.facts.date),
  title: (one, other) => collator.compare(one.facts.title, other.facts.title),
  author: (one, other) => collator.compare(one.facts.authors[0] ?? "", other.facts.authors[0] ?? ""),
};
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

/** @param {Row} each @param {string[]} words */
const says = (each, words) => {
  const text = plain([each.facts.title, ...each.facts.authors, ...each.facts.topics, has(each.id, "note")].join(" "));
  return words.every((word) => text.includes(word));
};

/** @param {Row} each */
const made = ({ id, facts }) =>
  element(
    "li",
    {},
    element("p", { className: "title", dir: "auto", ...form.dataset }, element("a", { href: address(id) }, withdrawn.has(id) ? element("s", {}, facts.title) : facts.title)),
    byline(facts.authors.slice(0, 3).join(say("comma")) + (facts.authors.length > 3 ? " …" : ""), facts.date, facts.date && date(facts.date)),
    element("p", { className: "words", dir: "auto" }), // a note
  );

const watcher = new IntersectionObserver((seen) => seen.at(-1)?.isIntersecting && more());

const more = () => {
  const from = list.children.length;
  const rows = shown.slice(from, from + CHUNK).map(made);
  list.append(...rows);
  // Watched anew: an end that is still in sight tells so again.
  watcher.disconnect();
  if (list.children.length < shown.length) watcher.observe(at("end"));
  return dress(rows, true);
};

const show = () => {
  /** @type {any} */
  const { list: which, topic, sort, q } = Object.fromEntries(new FormData(form));
  const words = plain(q).split(" ");
  shown = every.filter(
    (each) =>
      (which === "all" || has(each.id, which)) && (!topic || each.facts.topics.includes(topic)) && (!q || says(each, words)),
  );
  shown.sort(SORTS[sort]);
  list.replaceChildren();
  at("count").textContent = every.length ? tally(shown.length, "js_papers") : say("js_empty");
  return more();
};

// Show the list, and the topics that it has now.
const renew = () => {
  const topics = new Set(every.flatMap((each) => each.facts.topics));
  const was = form.topic.value;
  form.topic.replaceChildren(form.topic[0], ...[...topics].sort(collator.compare).map((each) => element("option", {}, each)));
  form.topic.value = was; // what is chosen stays so
  return show();
};

const load = async (kept = store.kept()) => {
  const ids = new URLSearchParams(location.hash.slice(1)).get("ids")?.split(",").filter(isId).slice(0, SHARED);
  at("shared").hidden = !ids;
  every = [...(await (ids ? store.entries(ids) : kept))].map(row);
  if (ids) form.list.value = "all";
  await renew();
  attempt(() => complete(!ids));
};

// Papers of which no more than a title is known are asked for while the list is there already.
const complete = async (keeps) => {
  const those = every;
  const bare = those.filter((each) => !each.facts.date);
  for (const each of bare) {
    const facts = await learn(each.id);
    if (every !== those) return;
    each.facts = facts ?? each.facts;
    if (facts && keeps) await store.keep([each.id], { facts });
  }
  if (bare[0]) await renew();
};

// What was starred in another browser has no copy here yet: the last ones get it.
const fill = async () => {
  const there = new Set((await (await copies()).keys()).map((each) => new URL(each.url).pathname));
  const stars = every.filter(({ id }) => has(id, "star") && !there.has(address(id)));
  for (const { id } of stars.sort(SORTS.kept).slice(0, SHARED)) await learn(id, true);
};

const cited = (papers) => papers.map(({ id, facts }) => ({ ...facts, id, note: has(id, "note") ?? "", address: location.origin + address(id) }));

const save = async (kind) => {
  // Lists have what was withdrawn; nobody is led to cite it.
  const papers = /md|csv/.test(kind) ? shown : shown.filter(({ id }) => !withdrawn.has(id));
  const text = kind === "json" ? written(await store.all()) : WRITE[kind](cited(papers));
  download(text, `library.${kind}`);
};

const bring = async (file) => {
  const document = read(await file.text());
  await store.take(document);
  await chose();
  await ruled();
  tell(say("js_brought", { papers: tally(Object.keys(document.papers).length, "js_papers") }));
  await load();
};

const share = async () => {
  const ids = shown.slice(0, SHARED).map((each) => each.id);
  at("link").value = `${location.origin + location.pathname}#ids=${ids}`;
  at("link").select();
  // Where that is refused the link is selected.
  await navigator.clipboard?.writeText(at("link").value).catch(() => {});
  tell(say("js_shared", { papers: tally(ids.length, "js_papers") }));
};

const ruled = async () => {
  for (const name of ["hide", "scroll", "keys"]) at(name).checked = chosen(name);
  const choices = await store.choices();
  at("rules").replaceChildren(
    ...rules(choices).map(({ by, what, does }) => {
      const drop = element("button", { onclick: () => choose(`${by} ${what}`, null).then(ruled).then(() => at("rule").what.focus()) }, say("js_drop"));
      return element("li", {}, `${say(`js_${does}`)} ${say(`js_${by}`)} `, element("bdi", {}, what), " ", drop);
    }),
  );
};

const counted = async () => {
  at("copies").textContent = tally((await (await copies()).keys()).length, "js_copies");
};

form.oninput = show;
form.onsubmit = () => false;
at("save").onclick = at("backup").onclick = ({ target }) => target.value && attempt(() => save(target.value));
at("bring").onchange = ({ target }) => attempt(() => bring(target.files[0])).finally(() => (target.value = ""));
at("share").onclick = share;
at("star").onclick = () =>
  attempt(async () => {
    await store.keep(every.map((each) => each.id), { star: true });
    for (const each of every) if (each.facts.title !== each.id) await store.keep([each.id], { facts: each.facts });
    location.hash = "";
  });
at("rule").onsubmit = (event) => {
  event.preventDefault();
  /** @type {any} */
  const { does, by, what } = Object.fromEntries(new FormData(event.target));
  if (plain(what)) choose(`${by} ${plain(what)}`, does).then(ruled);
  at("rule").what.value = "";
};
for (const name of ["hide", "scroll", "keys"]) at(name).onchange = ({ target }) => choose(name, target.checked).then(ruled);
at("offline")?.addEventListener("change", ({ target }) => offline.choose(target.checked).then(counted));
addEventListener("hashchange", () => attempt(() => load()));

const kept = store.kept(); // while the rest of the page is made ready
kept.catch(() => {}); // what is refused is told below
// Not at the top level: WebKit, which waits there, may find no end when the reader leaves, in modules of the next page.
ready.then(async () => {
  if (at("offline")) at("offline").checked = offline.wanted();
  await attempt(() => load(kept));
  // What another tab keeps is listed here too.
  await attempt(() => store.heard((ids) => ids.every((id) => every.some((each) => each.id === id)) || load()), true);
  at("main").classList.add("ready");
  await attempt(ruled);
  if (offline.wanted() && !location.hash) await fill().catch(() => {});
  await counted().catch(() => {}); // nor where the site offers none
});
