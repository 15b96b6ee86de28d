// Papers on pages: where they stand, and what a paper's own page tells of it.

/** The path of the site. */
export const BASE = new URL("../../", import.meta.url).pathname;
export const PLACES = ".card, .story, .rows > li, .result, main.paper";

/** @param {string} id */
export const address = (id) => `${BASE}papers/${id}/`;

/** Return the paper that an address is of. @param {string} path */
const idOf = (path) => (path.startsWith(`${BASE}papers/`) ? path.slice(BASE.length + 7).replace(/\/.*/, "") : "");

/** @param {Element} place @returns {HTMLElement | null} what leads to a paper's page, or is its title there */
export const titleOf = (place) => place.querySelector(".title a, h1");

/** @param {Element} place */
export const paperOf = (place) => {
  const title = titleOf(place);
  return idOf(title instanceof HTMLAnchorElement ? title.pathname : location.pathname);
};

/** What is known of a paper of which nothing is told. @param {string} title @returns {Facts} */
export const untold = (title) => ({ title, authors: [], date: "", topics: [] });

/**
 * Return what the page of a paper tells to programs that cite: all authors, where linked data has some.
 * Of one that was withdrawn it tells them to readers alone.
 * @param {Document} page @returns {Facts}
 */
export const told = (page) => {
  /** @type {(name: string) => string[]} */
  const cited = (name) => [...page.querySelectorAll(`[name=citation_${name}]`)].map((each) => each.getAttribute("content") ?? "");
  const [title, doi, journal] = ["title", "doi", "journal_title"].map((name) => cited(name)[0]);
  if (!title) {
    const authors = [...page.querySelectorAll(".head .by")].flatMap((each) => each.textContent?.split(", ") ?? []);
    return { ...untold(page.querySelector("h1")?.textContent ?? ""), authors };
  }
  const topics = [...page.querySelectorAll(`.facts a[href^="${BASE}topics/"]`)].map((each) => each.textContent ?? "");
  return { title, authors: cited("author"), date: cited("publication_date")[0].replaceAll("/", "-"), topics, doi, journal };
};

/** Ask for the page of a paper, without a network for its copy; none if it cannot be had. @param {string} id */
export const pageOf = async (id) => {
  const answer = await fetch(address(id)).catch(() => window.caches?.match(address(id)));
  return answer?.ok ? answer : undefined;
};

/** @param {Response} answer */
export const read = async (answer) => told(new DOMParser().parseFromString(await answer.text(), "text/html"));
