import { address, pageOf, told as learned } from "../paper.js";
import { byline, element, speech } from "../speech.js";
import { Engine } from "./engine.js";
import { parsed } from "./query.js";
import { PARTS, folded, forms, tokens } from "./terms.js";
const PAUSE = 160;
const SHOWN = 5;
const READ = 40;
const AROUND = 320;
const [form, told, list, facets] = ["search", "told", "found", "facets"].map((id) => document.getElementById(id));
const here = form.action;
const { q: box, sort: order } = form.elements;
const pages = new Map();
let asked = 0;
let say, tally, date;
let waiting = 0;
let asks = false;
let ready;
const opened = async () => {
const answer = await fetch(new URL("index.json", here), { cache: "no-cache" });
const manifest = await answer.json();
({ say, tally, date } = speech(manifest));
const fetched = async (path, from, size) => {
const answer = await fetch(new URL(path, here), size && { headers: { range: `bytes=${from}-${from + size - 1}` } });
if (!answer.ok) throw new Error(`${answer.status}: ${path}`);
const bytes = new Uint8Array(await answer.arrayBuffer());
return size && answer.status !== 206 ? bytes.subarray(from, from + size) : bytes;
};
const engine = new Engine(fetched, manifest);
await engine.open();
return engine;
};
function read(id) {
let found = pages.get(id);
if (!found) {
found = pageOf(id).then(async (answer) => {
const page = new DOMParser().parseFromString(await answer.text(), "text/html");
const text = (selector) => page.querySelector(selector)?.textContent?.trim().replace(/\s+/g, " ") ?? "";
return { title: text("main h1"), by: text(".head .by") + (page.querySelector(".head > details") ? " …" : ""), abstract: text("main .abstract"), notice: text("main .withdrawn"), authors: learned(page).authors, org: text(".facts .org") };
}).catch(() => void pages.delete(id));
pages.set(id, found);
}
return found;
}
const spelled = (words) => ` ${words.flatMap((word) => word.replace(/'s$/, "").match(PARTS)).join(" ")} `;
const isPhrase = (atom) => atom.kind === "phrase";
const reads = ({ must, not }) => [must, not].flat(3).some(isPhrase);
function holds({ must, not }, paper) {
const said = (texts) => texts.map((text) => spelled(tokens(folded(text)))).join("|");
const texts = { title: [paper.title], author: paper.authors, org: [paper.org] };
const lacks = (atom) => isPhrase(atom) && !said(texts[atom.field] ?? [paper.abstract, ...Object.values(texts).flat()]).includes(spelled(atom.words));
return must.every((clause) => clause.some((atoms) => !atoms.some(lacks))) && not.flat().every((atom) => !isPhrase(atom) || lacks(atom));
}
const matching = (text, known) => tokens(folded(text)).flatMap(forms).filter((form) => known.has(form));
const marked = (text, known) =>
text
.split(/([\p{L}\p{M}\p{N}]+(?:[-.@+_'’][\p{L}\p{M}\p{N}]+)*(?:\+\+|#)?)/u)
.map((part) => (matching(part, known).length ? element("mark", { textContent: part }) : part));
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
function card(place, paper, known) {
const title = element("a", { href: address(place.address) }, ...(paper ? marked(paper.title, known) : [place.address]));
const made = element("article", { className: "result" }, element("h2", { className: "title", dir: "auto" }, title));
made.append(byline(paper?.by ?? "", place.day, date(place.day)));
if (paper?.notice) made.append(element("p", { dir: "auto", className: "withdrawn", textContent: paper.notice }));
if (paper) made.append(element("p", { dir: "auto", className: "abstract" }, ...marked(excerpt(paper.abstract, known), known)));
return made;
}
function refined() {
asks = true;
run();
}
function toggled(word) {
const words = box.value.trim().split(/\s+/);
const without = words.filter((each) => each !== word);
box.value = (without.length < words.length ? without : [word, ...words]).join(" ");
refined();
}
function choices(title, counts) {
const buttons = counts.filter((each) => each[2]).map(([words, word, count]) => {
const ariaPressed = box.value.split(/\s+/).includes(word);
const inside = [element("span", { dir: "auto", textContent: words }), element("small", { textContent: tally(count, "figure") })];
return element("li", {}, element("button", { type: "button", value: word, ariaPressed, onclick: () => toggled(word) }, ...inside));
});
return buttons.length ? [element("section", { className: "ways" }, element("h2", { className: "label", textContent: title }), element("ul", {}, ...buttons))] : [];
}
const watching = new IntersectionObserver((seen) => seen.at(-1)?.isIntersecting && list.lastChild.click());
async function more(engine, query, found, next, mine) {
const phrases = reads(query);
const cards = [];
const last = Math.min(found.papers.length, next + (phrases ? READ : SHOWN));
while (next < last && cards.length < SHOWN) {
const batch = await Promise.all(
[...found.papers.slice(next, next + SHOWN)].map(async (each) => {
const at = await engine.paper(each);
return { at, paper: at && (await read(at.address)) };
}),
);
if (mine !== asked) return;
for (const { at, paper } of batch) {
next += 1;
if (at && (!phrases || (paper && holds(query, paper)))) {
if (next > found.all) (found.all = Infinity), cards.push(element("p", { className: "label", textContent: say("lacking") }));
cards.push(card(at, paper, found.forms));
} else if (!paper && !found.broken) (found.broken = true), told.append(" · ", say("broken"));
}
}
list.append(...cards);
dispatchEvent(new Event("found"));
if (next >= found.papers.length) {
if (!list.childElementCount && !found.broken) (told.textContent = say("none")), facets.replaceChildren();
return;
}
const button = element("button", { type: "button", className: "more-results", textContent: say("more") });
button.onclick = async () => {
const at = button.matches(":focus") ? list.querySelectorAll("a, button").length - 1 : -1;
watching.disconnect();
button.remove();
await more(engine, query, found, next, mine);
list.querySelectorAll("a, button")[at]?.focus();
};
list.append(button);
if (cards.length && facets.offsetLeft !== list.offsetLeft) watching.observe(button);
}
async function run(typing = false, again = false) {
const mine = ++asked;
clearTimeout(waiting);
const text = (box.defaultValue = box.value.trim());
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
ready = undefined;
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
if (!way || event.isComposing || (event.target !== box && at < 0)) return;
event.preventDefault();
(at + way < 0 ? box : (results[at + way] ?? results.at(-1)))?.focus();
});
restored();
