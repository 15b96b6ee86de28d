// Asks Pagefind for the same, in Chromium. Reads {"chromium", "address", "queries"}; writes
// {"found": [[id]], "first": [bytes]}: each query is somebody's first one.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const { chromium: executablePath, address, queries } = JSON.parse(readFileSync(0, "utf8"));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const found = [], first = [];
for (const query of queries) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let bytes = 0;
  await session.send("Network.enable");
  session.on("Network.loadingFinished", (each) => (bytes += each.encodedDataLength));
  await page.goto(`${address}empty.html`);
  const ids = await page.evaluate(async (query) => {
    const pagefind = await import("/pagefind/pagefind.js");
    const { results } = await pagefind.search(query);
    const read = await Promise.all(results.slice(0, 10).map((each) => each.data()));
    return read.map((each) => each.url.split("/").at(-1).replace(".html", ""));
  }, query);
  found.push(ids);
  first.push(bytes);
  await context.close();
}
await browser.close();
console.log(JSON.stringify({ found, first }));
