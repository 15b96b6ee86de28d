import { csl, download, ris } from "./citations.js";
import { BASE, PLACES, address, paperOf } from "./paper.js";
const place = /** @type {HTMLElement} */ (document.getElementById("take"));
const idOf = ({ paper }) => paper.id.replace("/", "-");
const files = (path) =>
Promise.all((place.dataset.days ?? "").split(" ").map(async (day) => (await fetch(BASE + path(day))).text()));
const papers = async (ids) => {
const days = (await files((day) => `api/v1/days/${day}.json`)).flatMap((text) => JSON.parse(text));
const known = new Map(days.filter((each) => !each.withdrawn).map((each) => [idOf(each), each]));
return ids.flatMap((id) => {
const { paper, topics = [] } = known.get(id) ?? {};
if (!paper) return [];
const authors = (paper.authors ?? []).map(({ name }) => name);
return { id, title: paper.title, authors, date: paper.publishedAt.slice(0, 10), topics, address: location.origin + address(id) };
});
};
const bib = async (ids) => {
const entries = (await files((day) => `days/${day}/papers.bib`)).flatMap((text) => text.split(/\n(?=@)/));
const cites = (entry) => [/\{([^,]+),/, /\n {2}eprint = \{(.*)\}/].some((key) => ids.includes(entry.match(key)?.[1].replace("/", "-")));
return [...new Set(entries.filter(cites))].join("\n");
};
const WRITE = { bib, ris: async (ids) => ris(await papers(ids)), "csl.json": async (ids) => csl(await papers(ids)) };
place.addEventListener("click", async ({ target }) => {
const { value: kind } = /** @type {HTMLButtonElement} */ (target);
if (!kind) return;
const text = await WRITE[kind]([...new Set([...document.querySelectorAll(PLACES)].map(paperOf))]);
download(text, `papers.${kind}`);
});
