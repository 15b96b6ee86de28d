// Asks the index of a built site, as its page does, and tells what came and how many bytes it took.
// Reads from its input {"site", "queries"}; writes {"found": [[id]], "first": [bytes], "later": [bytes],
// "milliseconds": [of each answer]}. Text is counted as a server sends it, compressed.
import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";

const { site, queries } = JSON.parse(readFileSync(0, "utf8"));
const file = (path) => readFileSync(`${site}/${path}`);
const sent = (path) => gzipSync(file(path)).length;
const scripts = `static/${readdirSync(`${site}/static`).find((name) => /^js\.?/.test(name))}`;
const { Engine } = await import(`${site}/${scripts}/search/engine.js`);
const { parsed } = await import(`${site}/${scripts}/search/query.js`);

const page = file("search/index.html").toString();
const linked = [...page.matchAll(/(?:src|href)="\/(static\/[^"]+\.(?:css|js))"/g)].map((each) => each[1]);
const modules = ["paper.js", "speech.js", ...readdirSync(`${site}/${scripts}/search`).map((name) => `search/${name}`)].map((name) => `${scripts}/${name}`);
const opening = ["search/index.html", "search/index.json", ...new Set([...linked, ...modules])];
const SHOWN = 5;

const found = [], first = [], later = [], milliseconds = [];
for (const query of queries) {
  let bytes = 0;
  const fetched = async (path, from = 0, size = undefined) => {
    const body = file(`search/${path}`).subarray(from, size && from + size);
    bytes += body.length;
    return new Uint8Array(body);
  };
  const engine = new Engine(fetched, JSON.parse(file("search/index.json").toString()));
  await engine.open();
  const open = opening.reduce((sum, path) => sum + sent(path), bytes);
  bytes = 0;
  await engine.search(parsed(query));
  const start = performance.now();
  const answer = await engine.search(parsed(query)); // all files are there by now
  milliseconds.push(performance.now() - start);
  const ids = [];
  for (const each of answer.papers.slice(0, 10)) ids.push((await engine.paper(each)).address);
  for (const id of ids.slice(0, SHOWN)) bytes += sent(`papers/${id}/index.html`);
  found.push(ids);
  later.push(bytes);
  first.push(open + bytes);
}
console.log(JSON.stringify({ found, first, later, milliseconds }));
