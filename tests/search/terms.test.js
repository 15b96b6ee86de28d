import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parsed } from "../../static/js/search/query.js";
import { folded, forms, near, tokens } from "../../static/js/search/terms.js";

test("words are those that the index has", () => {
  for (const [text, expected] of JSON.parse(readFileSync(new URL("terms.json", import.meta.url), "utf8")))
    assert.deepEqual(tokens(folded(text)).flatMap(forms), expected, text);
});

test("edits are counted, a swap as one, and no further than somebody asks", () => {
  assert.equal(near("diffusion", "difusion", 2), 1);
  assert.equal(near("transformer", "transfromer", 2), 1);
  assert.equal(near("attention", "atentoin", 2), 2);
  assert.equal(near("loom", "loom", 1), 0);
  assert.ok(near("abstract", "concrete", 2) > 2);
});

test("a query is read as people know it", () => {
  const word = (token, field = "") => ({ kind: "word", field, token });
  assert.deepEqual(parsed('deep -image "chain of thought"'), {
    must: [[[word("deep")]], [[{ kind: "phrase", field: "", words: ["chain", "of", "thought"] }]]],
    not: [[word("image")]],
  });
  assert.deepEqual(parsed("lora OR adapters title:loom").must, [[[word("lora")], [word("adapters")]], [[word("loom", "title")]]]);
  assert.deepEqual(parsed("quanti* year:2025 has:code topic:looms").must, [
    [[{ kind: "prefix", field: "", form: "quanti" }]],
    [[{ kind: "days", field: "year", value: "2025" }]],
    [[{ kind: "code" }]],
    [[{ kind: "topic", value: "looms" }]],
  ]);
  for (const text of ["arXiv:2505.01950v2", "https://arxiv.org/pdf/2505.01950v1.pdf", "arxiv.org/abs/2505.01950"])
    assert.deepEqual(parsed(text).must, [[[word("2505.01950")]]]);
  for (const text of ["math.GT/0309136v1", "https://arxiv.org/abs/math.GT/0309136"])
    assert.deepEqual(parsed(text), parsed("math/0309136"));
  assert.deepEqual(parsed("loom -arxiv:2505.01950 -arxiv:2505.01951").not, [[word("2505.01950")], [word("2505.01951")]]);
  assert.deepEqual(parsed("author:"), { must: [], not: [] });
  assert.deepEqual(parsed("https://x.org").must.flat(2).map((each) => each.token), ["https", "x.org"]);
});

test("any text is a query, and soon read", () => {
  const odd = ["arxiv:".repeat(166) + "?", '"', "OR OR", "- -- -\"", "<b>x</b>", "a".repeat(10_000), "(".repeat(10_000), "x ".repeat(5000), '"'.repeat(9999), "\u0000\ud800\u202e"];
  for (let code = 0; code < 0x10ffff; code += 257) odd.push(String.fromCodePoint(code));
  const start = performance.now();
  for (const text of odd) for (const each of parsed(text).must.flat(2)) if (each.kind === "word") forms(each.token);
  assert.ok(performance.now() - start < 2000);
});
