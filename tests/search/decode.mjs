// Reads the files of an index as the search does. Reads {"papers", "files": {name: base64}}.
import { readFileSync } from "node:fs";
import { Terms, names, outline, votes, words } from "../../static/js/search/bits.js";

const { papers, files } = JSON.parse(readFileSync(0, "utf8"));
const bytes = (name) => new Uint8Array(Buffer.from(files[name], "base64"));
const block = new Terms(bytes("terms"), papers);
const entries = [...block.entries].map(([term, entry]) => {
  if (entry.stem) return [term, entry.stem];
  const { text, authors, organizations } = block.read(entry);
  return [term, [[...text], [...authors], [...organizations]]];
});
const { topics, code, ...rest } = outline(bytes("outline"));
const told = { ...rest, topics: [...topics].map(([slug, numbers]) => [slug, [...numbers]]), code: [...code] };
console.log(JSON.stringify({ entries, outline: told, names: names(bytes("names")), words: words(bytes("words")), votes: votes(bytes("votes")) }));
