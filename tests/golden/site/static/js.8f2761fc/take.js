import { csl, download, ris } from "./citations.js";
import { BASE, PLACES, address, paperOf, titleOf } from "./paper.js";
const place = document.getElementById("take");
const plain = (id) => id.replace("/", "-");
const shown = () => new Map([...document.querySelectorAll(PLACES)].map((place) => [paperOf(place), titleOf(place)?.textContent ?? ""]));
const file = async (path) => {
const answer = await fetch(BASE + path);
if (!answer.ok) throw path;
return answer.text();
};
const files = (path) => Promise.all(place.dataset.days.split(" ").map((day) => file(path(day))));
const papers = async () => {
const names = new Map(JSON.parse(await file("api/v1/topics.json")).map(({ slug, title }) => [slug, title]));
const days = (await files((day) => `api/v1/days/${day}.json`)).flatMap((text) => JSON.parse(text));
const known = new Map(days.filter((each) => !each.withdrawn).map((each) => [plain(each.paper.id), each]));
return [...shown()].flatMap(([id, title]) => {
const { paper, topics = [], doi, journal } = known.get(id) ?? {};
return paper ? { id, title, authors: (paper.authors ?? []).map(({ name }) => name), date: paper.publishedAt.slice(0, 10), topics: topics.map((slug) => names.get(slug)), doi, journal, address: location.origin + address(id) } : [];
});
};
const bib = async () => {
const entries = (await files((day) => `days/${day}/papers.bib`)).flatMap((text) => text.split(/\n(?=@)/));
const here = shown();
const cites = (entry) => [/\{(.+),/, /eprint = \{(.+)\}/].some((key) => here.has(plain(entry.match(key)?.[1] ?? "")));
return [...new Set(entries.filter(cites))].join("\n");
};
const WRITE = { bib, ris: async () => ris(await papers()), "csl.json": async () => csl(await papers()) };
place.onclick = async ({ target: { value } }) => {
try {
if (value) download(await WRITE[value](), `papers.${value}`);
} catch {
place.lastChild.textContent = place.dataset.offline;
}
};
