// Asks an index in which a bit is another one. Reads {"site", "queries", "every"}: of the bits of each
// file every one, or one of so many. Writes {"asked", "told", "wrong"}: how often, of that how often it
// was said that a part could not be searched, and what is no answer.
import { readFileSync, readdirSync } from "node:fs";
import { Engine } from "../../static/js/search/engine.js";
import { parsed } from "../../static/js/search/query.js";

const { site, queries, every } = JSON.parse(readFileSync(0, "utf8"));
const paths = readdirSync(`${site}/search`, { recursive: true }).filter((path) => path.endsWith(".bin"));
const files = new Map(paths.map((path) => [path, new Uint8Array(readFileSync(`${site}/search/${path}`))]));
const manifest = JSON.parse(readFileSync(`${site}/search/index.json`, "utf8"));
const fetched = async (path, from = 0, size = undefined) => {
  const file = files.get(path);
  if (!file) throw new Error(`404: ${path}`);
  return file.slice(from, size && from + size);
};

const wrong = [];
let asked = 0, told = 0;
for (const [path, file] of files)
  for (let bit = 0; bit < file.length * 8; bit += every) {
    file[bit >> 3] ^= 1 << (bit & 7);
    const engine = new Engine(fetched, manifest);
    try {
      await engine.open();
      for (const { q, sort } of queries) {
        const found = await engine.search(parsed(q), { sort });
        for (const each of found.papers) await engine.paper(each);
        const counts = [...found.years.values(), ...found.topics.values(), found.code];
        if (!counts.every(Number.isInteger)) wrong.push(`${path} ${bit} ${q}: ${counts}`);
        asked += 1;
        told += Number(engine.broken);
      }
    } catch (error) {
      wrong.push(`${path} ${bit}: ${error.stack}`);
    }
    file[bit >> 3] ^= 1 << (bit & 7);
  }
console.log(JSON.stringify({ asked, told, wrong: wrong.slice(0, 5) }));
