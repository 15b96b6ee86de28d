// What a script must not have for the sake of Safari: one such line, and a page does nothing there.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
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

const waits = (tree) => within(tree, true).some(({ type, await: each }) => type === "AwaitExpression" || each === true);

test("no script waits at its top level: Safari runs others too early then, or looks at modules of the next page for ever", () => {
  assert.ok(waits(parse("const words = await spoken;", { ecmaVersion: "latest", sourceType: "module" })));
  assert.deepEqual([...trees].filter(([, tree]) => waits(tree)).map(([path]) => path), []);
});

test("no pattern looks behind itself, which Safari knows since 16.4", () => {
  const patterns = [...trees.values()].flatMap((tree) => within(tree)).map(({ regex }) => regex?.pattern).filter(Boolean);
  assert.deepEqual(patterns.filter((pattern) => /\(\?<[=!]/.test(pattern)), []);
  assert.ok(patterns.length > 50);
});
