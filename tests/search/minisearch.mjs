// Asks MiniSearch for the same. Reads {"papers", "queries"}; writes {"found": [[id]], "index": bytes}.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import MiniSearch from "minisearch";

const { papers, queries } = JSON.parse(readFileSync(0, "utf8"));
const how = { boost: { title: 4, keywords: 2 }, fuzzy: 0.2, prefix: true };
const fields = ["title", "authors", "abstract", "keywords", "day"];
const index = new MiniSearch({ fields, searchOptions: how });
index.addAll(papers);
const script = gzipSync(readFileSync(new URL(import.meta.resolve("minisearch")))).length;
const found = queries.map((query) => index.search(query).slice(0, 10).map((each) => each.id));
console.log(JSON.stringify({ found, index: script + gzipSync(JSON.stringify(index)).length }));
