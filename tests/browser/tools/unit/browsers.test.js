// What a script must not have for the sake of Safari: one such line, and a page does nothing there.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import test from "node:test";
import { parse } from "acorn";

const FOLDER = join(import.meta.dirname, "../../../../static/js");
const scripts = readdirSync(FOLDER, { recursive: true }).filter((name) => name.endsWith(".js")).map((name) => join(FOLDER, name));
const trees = new Map(scripts.map((path) => [path, parse(readFileSync(path, "utf8"), { ecmaVersion: "latest", sourceType: "module" })]));

/** Return all that stands in a tree; of functions not what is within, if they are `closed`. */
const within = (node, closed) =>
  Object.values(node)
    .flat()
    .filter((each) => each?.type && !(closed && /Function/.test(each.type)))
    .flatMap((each) => [each, ...within(each, closed)]);

test("no script that others import waits: where two ask for it at once Safari gives it to one of them before it is there", () => {
  const waits = ([, tree]) => within(tree, true).some(({ type, await: each }) => type === "AwaitExpression" || each === true);
  const imported = [...trees].flatMap(([path, tree]) => within(tree).map(({ source }) => source?.value && resolve(path, "..", source.value)));
  assert.deepEqual([...trees].filter((each) => waits(each) && imported.includes(each[0])).map(([path]) => path), []);
  assert.ok(imported.includes(join(FOLDER, "words.js")));
});

test("no pattern looks behind itself, which Safari knows since 16.4", () => {
  const patterns = [...trees.values()].flatMap((tree) => within(tree)).map(({ regex }) => regex?.pattern).filter(Boolean);
  assert.deepEqual(patterns.filter((pattern) => /\(\?<[=!]/.test(pattern)), []);
  assert.ok(patterns.length > 50);
});
