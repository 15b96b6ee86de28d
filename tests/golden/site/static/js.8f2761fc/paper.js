export const BASE = new URL("../../", import.meta.url).pathname;
export const PLACES = ".card, .story, .rows > li, .result, main.paper";
export const address = (id) => `${BASE}papers/${id}/`;
const idOf = (path) => (path.startsWith(`${BASE}papers/`) ? path.slice(BASE.length + 7).replace(/\/.*/, "") : "");
export const titleOf = (place) => place.querySelector(".title a, h1");
export const paperOf = (place) => {
const title = titleOf(place);
return idOf(title instanceof HTMLAnchorElement ? title.pathname : location.pathname);
};
export const untold = (title) => ({ title, authors: [], date: "", topics: [] });
export const told = (page) => {
const cited = (name) => [...page.querySelectorAll(`[name=citation_${name}]`)].map((each) => each.getAttribute("content") ?? "");
const [title, doi, journal] = ["title", "doi", "journal_title"].map((name) => cited(name)[0]);
if (!title) {
const authors = [...page.querySelectorAll(".head .by")].flatMap((each) => each.textContent?.split(", ") ?? []);
return { ...untold(page.querySelector("h1")?.textContent ?? ""), authors };
}
const topics = [...page.querySelectorAll(`.facts a[href^="${BASE}topics/"]`)].map((each) => each.textContent ?? "");
return { title, authors: cited("author"), date: cited("publication_date")[0].replaceAll("/", "-"), topics, doi, journal };
};
export const pageOf = async (id) => {
const answer = await fetch(address(id)).catch(() => window.caches?.match(address(id)));
return answer?.ok ? answer : undefined;
};
export const read = async (answer) => told(new DOMParser().parseFromString(await answer.text(), "text/html"));
