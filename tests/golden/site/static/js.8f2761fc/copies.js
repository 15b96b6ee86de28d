import { BASE } from "./paper.js";
export const OURS = `broadsheet ${BASE} `;
const COPIES = `${OURS}copies`;
export const copies = () => caches.open(COPIES);
export const keepCopy = async (path, answer) => {
const headers = { "content-type": answer.headers.get("content-type") ?? "", "x-kept": new Date().toISOString() };
await (await copies()).put(path, new Response(await answer.blob(), { headers }));
};
