import assert from "node:assert/strict";
import { test } from "node:test";
import { Engine } from "../../static/js/search/engine.js";
import { parsed } from "../../static/js/search/query.js";

const PAPERS = { modles: 3, models: 12_000, qlora: 3, flora: 200 };

test("a word that is misspelt in a paper finds that and what it means, but a rare one only itself", async () => {
  const engine = new Engine(async () => new Uint8Array(), { segments: [], stop: [], topics: [] });
  engine.papers = 50_000;
  engine.term = async (form) => ({ stem: form, lists: [], papers: PAPERS[form], weight: 1, worth: 1 });
  engine.similar = async (form) => [[form === "modles" ? "models" : "flora", 1]];
  const asked = async (form) => {
    const context = { forms: new Set(), meant: [], typing: "" };
    const [found] = await engine.meanings(form, context);
    return [found.map(({ stem, weight }) => [stem, weight < 1]), context.meant];
  };
  assert.deepEqual(await asked("modles"), [[["modles", false], ["models", true]], ["models"]]);
  assert.deepEqual(await asked("qlora"), [[["qlora", false]], []]);
  assert.deepEqual(await asked("models"), [[["models", false]], []]);
});

test("a query of many words leaves the page time for something else", async (at) => {
  let now = 0, times = 0;
  at.mock.method(performance, "now", () => (now += 1000));
  const engine = new Engine(async () => new Uint8Array(), { segments: ["a"], stop: [], topics: [] });
  engine.papers = 1;
  engine.segments = [{ key: "a", from: 0, outline: { papers: 1, days: [], topics: new Map(), code: new Int32Array(), starts: [], terms: [], names: [], vocabulary: [] } }];
  engine.term = async (form) => ({ stem: form, lists: [[{ text: [0], authors: [], organizations: [] }]], papers: 1, weight: 1, worth: 1 });
  const counted = () => void (times++, (next = setImmediate(counted)));
  let next = setImmediate(counted);
  const { total } = await engine.search(parsed("looms weave threads of wool"));
  clearImmediate(next);
  assert.equal(total, 1);
  assert.ok(times >= 3, `${times} times`);
});
