// Reads the files of an index as the search does. Reads {"papers", "files": {name: base64}}.
import { readFileSync } from "node:fs";
import { Shard, names, outline, vocabulary, votes } from "../../static/js/search/bits.js";

const { papers, files } = JSON.parse(readFileSync(0, "utf8"));
const bytes = (name) => new Uint8Array(Buffer.from(files[name], "base64"));
const shard = new Shard(bytes("shard"), papers);
const entries = [...shard.entries].map(([term, entry]) => {
  if (entry.stem) return [term, entry.stem];
  const { text, authors, organizations } = shard.read(entry);
  return [term, [[...text], [...authors], [...organizations]]];
});
const { topics, ...rest } = outline(bytes("outline"));
const told = { ...rest, topics: [...topics].map(([slug, numbers]) => [slug, [...numbers]]), code: [...rest.code] };
console.log(JSON.stringify({ entries, outline: told, names: names(bytes("names")), vocabulary: vocabulary(bytes("vocabulary")), votes: votes(bytes("votes")) }));
