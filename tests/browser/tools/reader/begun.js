// How a file of tests begins: with Chromium, and with SITE, a built tests/corpus, which is served.
import { after } from "node:test";
import { launched, served } from "../site.js";

const browser = await launched();
export const site = await served(process.env.SITE);

after(async () => {
  await browser.close();
  await site.stop();
});

/** Return a profile of its own, in which nothing is waited for for ever. */
export async function fresh(options = {}) {
  const made = await browser.newContext(options);
  made.setDefaultTimeout(20_000);
  return made;
}

/** Return a page of its own in a window of so many px. */
export const sized = async (width, height) => (await fresh({ viewport: { width, height } })).newPage();
