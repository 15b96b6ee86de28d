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
const linked = page.querySelector('script[type="application/ld+json"]')?.textContent;
if (!linked) return untold(page.querySelector("h1")?.textContent ?? "");
const { headline, author, datePublished } = JSON.parse(linked);
const topics = [...page.querySelectorAll(`.facts a[href^="${BASE}topics/"]`)].map((each) => each.textContent ?? "");
return { title: headline, authors: author.map((each) => each.name), date: datePublished, topics };
};
export const pageOf = async (id) => {
const answer = await fetch(address(id)).catch(() => window.caches?.match(address(id)));
return answer?.ok ? answer : undefined;
};
export const read = async (answer) => told(new DOMParser().parseFromString(await answer.text(), "text/html"));
