// Kept copies of pages, for the service worker and for pages.
import { BASE } from "./paper.js";

/** What the names of all caches of the site begin with. */
export const OURS = `broadsheet ${BASE} `;
const COPIES = `${OURS}copies`;

export const copies = () => caches.open(COPIES);

/** Keep a copy of a page, with the moment. @param {string} path @param {Response} answer */
export const keepCopy = async (path, answer) => {
  const headers = { "content-type": answer.headers.get("content-type") ?? "", "x-kept": new Date().toISOString() };
  await (await copies()).put(path, new Response(await answer.blob(), { headers }));
};
