// The page /search/: answers while somebody types, keeps the address, shows what papers say.

import { address, pageOf, told as learned } from "../paper.js";
import { byline, element, speech } from "../speech.js";
import { Engine } from "./engine.js";
import { parsed } from "./query.js";
import { PARTS, folded, forms, tokens } from "./terms.js";

const PAUSE = 160; // milliseconds of typing that are waited for
const SHOWN = 5; // papers at a time: about a screen
const READ = 40; // pages that are read at a time for a phrase, before it is left at that
const AROUND = 320; // characters of an abstract that are shown
/** @type {any[]} */
const [form, told, list, facets] = ["search", "told", "found", "facets"].map((id) => document.getElementById(id));
const here = form.action;
const { q: box, sort: order } = form.elements;

/** @type {Map<string, Promise<any>>} */
const pages = new Map();
let asked = 0; // searches; of those that are not the last one the answers are dropped
let say, tally, date; // once it is known how
let waiting = 0; // for more of what is being typed
let asks = false; // the address is what somebody asked for, to come back to, and not yet being typed

/** @type {Promise<Engine> | undefined} none at first, and none any more once it failed */
let ready;
const opened = async () => {
  const answer = await fetch(new URL("index.json", here), { cache: "no-cache" });
  const manifest = await answer.json();
  ({ say, tally, date } = speech(manifest));
  const fetched = async (path, from, size) => {
    const answer = await fetch(new URL(path, here), size && { headers: { range: `bytes=${from}-${from + size - 1}` } });
    if (!answer.ok) throw new Error(`${answer.status}: ${path}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return size && answer.status !== 206 ? bytes.subarray(from, from + size) : bytes; // not every server has ranges
  };
  const engine = new Engine(fetched, manifest);
  await engine.open();
  return engine;
};

/** Returns what the page of a paper says; undefined if it cannot be had. */
function read(id) {
  let found = pages.get(id);
  if (!found) {
    found = pageOf(id).then(async (/** @type {any} */ answer) => {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const text = (selector) => page.querySelector(selector)?.textContent?.trim().replace(/\s+/g, " ") ?? "";
      return { title: text("main h1"), by: text(".head .by") + (page.querySelector(".head > details") ? " …" : ""), abstract: text("main .abstract"), notice: text("main .withdrawn"), authors: learned(page).authors, org: text(".facts .org") };
    }).catch(() => void pages.delete(id));
    pages.set(id, found);
  }
  return found;
}

/** Returns the words of a text as phrases are compared. */
const spelled = (words) => ` ${words.flatMap((word) => word.replace(/'s$/, "").match(PARTS)).join(" ")} `;

const isPhrase = (atom) => atom.kind === "phrase";
const reads = ({ must, not }) => [must, not].flat(3).some(isPhrase); // pages, for their phrases

/** Tells whether a paper has the phrases of a query, and none of those that it should lack. */
function holds({ must, not }, paper) {
  const said = (texts) => texts.map((text) => spelled(tokens(folded(text)))).join("|"); // no phrase goes on in the next
  const texts = { title: [paper.title], author: paper.authors, org: [paper.org] };
  const lacks = (atom) => isPhrase(atom) && !said(texts[atom.field] ?? [paper.abstract, ...Object.values(texts).flat()]).includes(spelled(atom.words));
  return must.every((clause) => clause.some((atoms) => !atoms.some(lacks))) && not.flat().every((atom) => !isPhrase(atom) || lacks(atom));
}

/** Tells which forms of a text match. */
const matching = (text, known) => tokens(folded(text)).flatMap(forms).filter((form) => known.has(form));

/** Returns a text with what matches marked. */
const marked = (text, known) =>
  text
    .split(/([\p{L}\p{M}\p{N}]+(?:[-.@+_'’][\p{L}\p{M}\p{N}]+)*(?:\+\+|#)?)/u)
    .map((part) => (matching(part, known).length ? element("mark", {}, part) : part));

/** Returns the part of an abstract in which the most different words match. */
function excerpt(text, known) {
  if (text.length <= AROUND) return text;
  const sentences = text.match(/[^.!?]+(?:[.!?](?!\s)[^.!?]*)*[.!?]*\s*/g) ?? [text];
  const hits = sentences.map((each) => new Set(matching(each, known)).size);
  const best = hits.indexOf(Math.max(...hits));
  let part = "";
  for (let at = best; at < sentences.length && part.length < AROUND; at++) part += sentences[at];
  const cut = part.length > 2 * AROUND ? `${part.slice(0, 2 * AROUND).replace(/\S{0,40}$/, "")}…` : part;
  return `${best ? "… " : ""}${cut.trim()}`;
}

/** Makes the card of a paper; in which language papers are is told by the form, if it is another. */
function card(place, paper, known) {
  return element(
    "article",
    { className: "result" },
    element("h2", { className: "title", dir: "auto", ...form.dataset }, element("a", { href: address(place.address) }, ...(paper ? marked(paper.title, known) : [place.address]))),
    byline(paper?.by ?? "", place.day, date(place.day)),
    paper?.notice ? element("p", { className: "withdrawn", dir: "auto" }, paper.notice) : "",
    paper ? element("p", { className: "abstract", dir: "auto", ...form.dataset }, ...marked(excerpt(paper.abstract, known), known)) : "",
  );
}

/** Answers what was made of a query by a click: one comes back to it, even if it was only typed. */
function refined() {
  asks = true;
  run();
}

/** Writes a word into the query, or takes it out. */
function toggled(word) {
  const words = box.value.trim().split(/\s+/);
  const without = words.filter((each) => each !== word);
  // First, since the last one may be a phrase without its end.
  box.value = (without.length < words.length ? without : [word, ...words]).join(" ");
  refined();
}

function choices(title, counts) {
  const buttons = counts.filter((each) => each[2]).map(([words, word, count]) => {
    const ariaPressed = box.value.split(/\s+/).includes(word);
    const inside = [element("span", { dir: "auto" }, words), element("small", {}, tally(count, "figure"))];
    return element("li", {}, element("button", { type: "button", value: word, ariaPressed, onclick: () => toggled(word) }, ...inside));
  });
  return buttons.length ? [element("section", { className: "ways" }, element("h2", { className: "label" }, title), element("ul", {}, ...buttons))] : [];
}

const watching = new IntersectionObserver((seen) => seen.at(-1)?.isIntersecting && list.lastChild.click());

/** Shows more of what was found, behind what is there. */
async function more(engine, query, found, next, mine) {
  const phrases = reads(query);
  const cards = [];
  const last = Math.min(found.papers.length, next + READ);
  while (next < last && cards.length < SHOWN) {
    const batch = await Promise.all(
      found.papers.slice(next, next + SHOWN).map(async (each) => {
        const at = await engine.paper(each);
        return { at, paper: at && (await read(at.address)) };
      }),
    );
    if (mine !== asked) return;
    for (const { at, paper } of batch) {
      next += 1;
      if (at && (!phrases || (paper && holds(query, paper)))) {
        if (next > found.all) (found.all = Infinity), cards.push(element("p", { className: "label" }, say("lacking")));
        cards.push(card(at, paper, found.forms));
      } else if (!paper && !found.broken) (found.broken = true), told.append(" · ", say("broken"));
    }
  }
  list.append(...cards);
  dispatchEvent(new Event("found")); // for own.js, if the site has it
  if (next >= found.papers.length) {
    if (!list.childElementCount && !found.broken) (told.textContent = say("none")), facets.replaceChildren();
    return;
  }
  const button = element("button", { type: "button", className: "more-results" }, say("more"));
  button.onclick = async () => {
    const at = button.matches(":focus") ? list.querySelectorAll("a, button").length - 1 : -1;
    watching.disconnect();
    button.remove();
    await more(engine, query, found, next, mine);
    list.querySelectorAll("a, button")[at]?.focus();
  };
  list.append(button);
  if (cards.length && facets.offsetLeft !== list.offsetLeft) watching.observe(button); // not where facets are below
}

/** Answers what the box asks; `again` after the index was opened anew. */
async function run(typing = false, again = false) {
  const mine = ++asked;
  clearTimeout(waiting);
  const text = (box.defaultValue = box.value.trim()); // which WebKit puts there for who comes back
  const asking = new URL(here);
  if (text) asking.searchParams.set("q", text);
  if (order.value) asking.searchParams.set("sort", order.value);
  history[asks && asking.href !== location.href ? "pushState" : "replaceState"](null, "", asking);
  asks = !!text && !typing;
  list.setAttribute("aria-busy", true);
  try {
    const engine = await (ready ??= opened());
    const query = parsed(text);
    const last = typing && !/\s$/.test(box.value) ? query.must.at(-1)?.at(-1)?.at(-1) : null;
    const begun = last?.kind === "word" ? forms(last.token).at(-1) : "";
    const start = performance.now();
    const found = await engine.search(query, { sort: order.value, typing: begun });
    if (mine !== asked) return;
    watching.disconnect();
    list.replaceChildren();
    show(text, query, found, Math.round(performance.now() - start), engine.manifest.topics);
    if (found.papers.length) await more(engine, query, found, 0, mine);
    if (engine.broken && !again) throw engine;
  } catch {
    if (mine !== asked) return;
    ready = undefined; // the site may have been made anew since, and the network be back the next time
    if (!again) return run(typing, true);
    told.textContent = told.dataset.offline;
  }
  if (mine === asked) list.removeAttribute("aria-busy");
}

function show(text, query, found, time, topics) {
  const counted = { most: tally(found.total, "papers"), papers: tally(found.all || found.total, "papers"), time };
  const lines = [text && say(!found.papers.length ? "none" : reads(query) ? "any" : "found", counted)];
  if (found.meant.length) lines.push(say("meant", { words: [...new Set(found.meant)].join(", ") }));
  if (found.broken) lines.push(say("broken"));
  told.textContent = lines.filter(Boolean).join(" · ");
  order.parentNode.hidden = !found.papers.length;
  const named = topics.map(({ slug, title }) => [title, `topic:${slug}`, found.topics.get(slug) ?? 0]);
  const years = [...found.years].sort().reverse().map(([year, count]) => [year, `year:${year}`, count]);
  const value = facets.querySelector(":focus")?.value;
  facets.replaceChildren(
    ...choices(say("topics"), named.sort((one, other) => other[2] - one[2]).slice(0, 12)),
    ...choices(say("years"), years),
    ...choices(say("code"), [[say("has_code"), "has:code", found.code]]),
  );
  facets.querySelector(`[value="${value}"]`)?.focus();
}

function restored() {
  asks = false;
  const said = new URLSearchParams(location.search);
  box.value = said.get("q");
  order.value = said.get("sort") ?? "";
  run();
}

box.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => run(true), PAUSE);
});
form.onsubmit = (event) => {
  event.preventDefault();
  run();
};
order.onchange = refined;
addEventListener("popstate", restored);
addEventListener("keydown", (event) => {
  const results = [...list.querySelectorAll("h2 a")];
  const at = results.indexOf(document.activeElement);
  if (event.key === "Escape" && at >= 0) box.focus();
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!way || event.isComposing || (event.target !== box && at < 0)) return; // an arrow may choose a character
  event.preventDefault();
  (at + way < 0 ? box : (results[at + way] ?? results.at(-1)))?.focus();
});
restored();
