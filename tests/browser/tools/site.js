// A built site as a server has it, which can be stopped and go on with another build; and Chromium.
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";

const BASE = "/papers/";
const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

/** Serve a folder; `site.folder` may be set to another, `site.instead` to what answers a path otherwise. */
export async function served(folder) {
  const site = { folder, instead: {}, address: "", stop: () => new Promise((done) => server.close(done) && server.closeAllConnections()) };
  const answer = async (request, response) => {
    const path = new URL(request.url, "http://x").pathname.slice(BASE.length);
    if (site.instead[path]) return site.instead[path](response);
    let file = join(site.folder, path);
    if (await stat(file).then((each) => each.isDirectory(), () => false)) file = join(file, "index.html");
    const body = await readFile(file).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { "Content-Type": TYPES[extname(file)] ?? "text/plain", "Cache-Control": "no-cache" });
    response.end(body ?? "There is no such page.");
  };
  const server = createServer(answer);
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  site.address = `http://127.0.0.1:${port}${BASE}`;
  site.again = () => new Promise((done) => server.listen(port, "127.0.0.1", done));
  return site;
}

export const launched = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
