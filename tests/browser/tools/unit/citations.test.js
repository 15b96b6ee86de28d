// Lists as other programs read them: what a record says stays text.
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { readFile } from "node:fs/promises";
import { arxiv, bibtex, csl, csv, markdown, person, ris } from "../../../../static/js/citations.js";

const paper = {
  id: "2601.00001",
  title: "Looms & {Threads}: 100% of $n^2$",
  authors: ["Ada Lovelace", "Barnes and Noble"],
  date: "2026-01-02",
  topics: ["Looms"],
  address: "https://loom.example/papers/papers/2601.00001/",
  note: "Read\nit",
};
const text = fc.string({ unit: "grapheme", maxLength: 30 });
const papers = fc.array(
  fc.record({ id: fc.constantFrom("2601.00001", "math-0612001", "title-aaaaaaaaaaaa"), title: text, authors: fc.array(text, { maxLength: 3 }), date: fc.constantFrom("", "2026-01-02"), topics: fc.array(text, { maxLength: 2 }), address: fc.webUrl(), note: text, doi: text, journal: text }),
  { maxLength: 3 },
);

test("an address tells the id on arXiv", () => {
  assert.equal(arxiv("2601.00001"), "2601.00001");
  assert.equal(arxiv("astro-ph-0601001"), "astro-ph/0601001");
  assert.equal(arxiv("title-aaaaaaaaaaaa"), "");
});

test("BibTeX: signs of TeX are escaped, a name with `and` in it stays one", () =>
  assert.equal(
    bibtex([paper]),
    String.raw`@misc{2601.00001,
  title = {{Looms \& \textbraceleft{}Threads\textbraceright{}: 100\% of \$n\textasciicircum{}2\$}},
  author = {Lovelace, Ada and {Barnes and Noble}},
  year = {2026},
  month = {1},
  eprint = {2601.00001},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/2601.00001}
}
`,
  ));

test("BibTeX: who is called And, in any case, is not taken for two", () =>
  assert.match(bibtex([{ ...paper, authors: ["Sand And Stone", "Metin AND"] }]), /author = \{Stone, Sand \{And\} and \{AND\}, Metin\}/));

test("where a paper appeared, and its DOI, are told in each format", () => {
  const list = [{ ...paper, journal: "Looms & Threads 7", doi: "10.1/a_b" }];
  assert.match(bibtex(list), /^@article\{.*\n {2}journal = \{Looms \\& Threads 7\},\n.*\n {2}doi = \{10\.1\/a_b\},\n/s);
  assert.match(ris(list), /^TY {2}- JOUR\r\n.*\r\nJO {2}- Looms & Threads 7\r\n.*\r\nDO {2}- 10\.1\/a_b\r\n/s);
  const [work] = JSON.parse(csl(list));
  assert.deepEqual([work.type, work["container-title"], work.DOI], ["article-journal", "Looms & Threads 7", "10.1/a_b"]);
  assert.deepEqual([work.number, work.publisher], [undefined, undefined]);
});

test("BibTeX: braces are balanced, whatever a record says", () =>
  fc.assert(
    fc.property(papers, (list) => {
      let depth = 0;
      for (const [sign] of bibtex(list).matchAll(/\\[{}]|[{}]/g)) {
        depth += { "{": 1, "}": -1 }[sign] ?? 0;
        assert.ok(depth >= 0);
      }
      assert.equal(depth, 0);
    }),
  ));

test("RIS: a line is a tag and its text, and each paper ends", () =>
  fc.assert(
    fc.property(papers, (list) => {
      const lines = ris(list).split("\r\n").slice(0, -1);
      assert.ok(lines.every((line) => /^[A-Z][A-Z\d] {2}- \P{Cc}*$/u.test(line)));
      assert.equal(lines.filter((line) => line === "ER  - ").length, list.length);
    }),
  ));

test("no sign that some program takes for the end of a line begins another", () => {
  const hostile = { ...paper, title: "One\u0085ER  - \u001e\u2028TY  - X\0" };
  assert.match(ris([hostile]), /^TI {2}- One ER - TY - X\r$/m);
  assert.match(bibtex([hostile]), /^ {2}title = \{\{One ER - TY - X\}\},$/m);
});

test("RIS has a year for programs that read no date, the DOI where there is one, and no line without text", () => {
  assert.match(ris([{ ...paper, doi: "10.1/a_b" }]), /\r\nPY {2}- 2026\r\nDA {2}- 2026\/01\/02\r\n.*\r\nDO {2}- 10\.1\/a_b\r\n/s);
  assert.doesNotMatch(ris([{ ...paper, date: "", note: "" }]), /^(PY|DA|DO|N1) /m);
});

test("CSL-JSON is read as what it was", () => {
  const [{ title, author, issued, URL, number, publisher, DOI, note }] = JSON.parse(csl([{ ...paper, doi: "10.1/a_b" }]));
  assert.deepEqual([title, author[1].literal, issued["date-parts"], number, note], [paper.title, "Barnes and Noble", [[2026, 1, 2]], "arXiv:2601.00001", paper.note]);
  assert.deepEqual([publisher, DOI], ["arXiv", "10.1/a_b"]);
  assert.equal(URL, "https://arxiv.org/abs/2601.00001");
});

test("CSL-JSON says nothing of what is not known", () => {
  const [work] = JSON.parse(csl([{ ...paper, id: "title-aaaaaaaaaaaa", date: "", note: "" }]));
  assert.deepEqual(Object.keys(work), ["id", "type", "title", "author", "URL"]);
  assert.deepEqual(Object.keys(work.author[0]), ["family", "given"]);
});

test("CSV: no cell is a formula, and each row has the same columns", () =>
  fc.assert(
    fc.property(papers, (list) => {
      const rows = [...csv(list).matchAll(/((?:"(?:[^"]|"")*",){6}"(?:[^"]|"")*")\r\n/g)];
      assert.equal(rows.map(([row]) => row).join(""), csv(list));
      for (const [, row] of rows) for (const [, cell] of row.matchAll(/"((?:[^"]|"")*)"/g)) assert.doesNotMatch(cell, /^\s*[=+\-@＝＋－＠]/);
    }),
  ));

test("CSV: what is not seen hides no formula", () => {
  for (const before of ["", " ", "\t", "\r\n", "\u00ad", "\u00a0", "\u200b", "\u200f\u2064", "\ufeff"])
    for (const sign of "=+-@＝＋－＠") assert.ok(csv([{ ...paper, title: `${before}${sign}1` }]).includes(`"'${before}${sign}1"`));
});

test("CSV: who parts cells by semicolons finds no formula", () => {
  for (const before of ["", " ", '"', "\u200b"]) assert.match(csv([{ ...paper, authors: ["A", `B;${before}=1`, "-2"] }]), /"A; B;'[ "\u200b]*=1;' -2"/);
});

test("Markdown: nothing of a record is markup", () => {
  const hostile = { ...paper, title: "<script>[x](javascript:1)</script> `a`", authors: ["*Ada*"], note: "# Not a heading" };
  const found = markdown([hostile]);
  assert.match(found, /^- \[\\<script\\>\\\[x\\\]\\\(javascript:1\\\)\\<\/script\\> \\`a\\`\]\(<https:\/\/arxiv\.org\/abs\/2601\.00001>\)/);
  assert.match(found, /\\\*Ada\\\*/);
  assert.match(found, /\n {2}\\# Not a heading\n/);
});

test("names have the parts that the site's own BibTeX gives them", async () => {
  const cases = JSON.parse(await readFile(new URL("../../../cases/names.json", import.meta.url), "utf8"));
  for (const [name, parts] of cases) assert.deepEqual(person(name), parts, name);
});
