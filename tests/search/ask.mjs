// Asks the index of a built site. Reads {"site", "queries": [{"q", "sort"}]}; writes for each
// {"ids", "all", "total", "meant", "broken", "topics", "years", "code", "milliseconds"}.
import { readFileSync } from "node:fs";
import { Engine } from "../../static/js/search/engine.js";
import { parsed } from "../../static/js/search/query.js";

const { site, queries } = JSON.parse(readFileSync(0, "utf8"));
const file = (path) => readFileSync(`${site}/search/${path}`);
const engine = new Engine(async (path, from = 0, size = undefined) => new Uint8Array(file(path).subarray(from, size && from + size)), JSON.parse(file("index.json").toString()));
await engine.open();
const answers = [];
for (const { q, sort } of queries) {
  const start = performance.now();
  const found = await engine.search(parsed(q), { sort });
  const milliseconds = performance.now() - start;
  const ids = [];
  for (const each of found.papers.slice(0, 50)) ids.push((await engine.paper(each))?.address);
  const { all, total, meant, broken, code } = found;
  const topics = Object.fromEntries(found.topics), years = Object.fromEntries(found.years);
  answers.push({ ids, all, total, meant, broken, code, topics, years, milliseconds });
}
console.log(JSON.stringify(answers));
