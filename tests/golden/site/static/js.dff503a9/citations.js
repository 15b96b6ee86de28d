// Papers as programs for citations read them. All text is a record's, so each format is escaped.

const OLD_STYLE = /^([a-z-]+)-(\d{7})$/; // astro-ph-0601001, as addresses have it

/**
 * Return a paper's id on arXiv, if it has one.
 * @param {string} id
 */
export const arxiv = (id) => (/^\d{4}\.\d{4,5}$/.test(id) ? id : OLD_STYLE.test(id) ? id.replace(OLD_STYLE, "$1/$2") : "");

/** @param {Cited} paper */
const address = ({ id, address: ours }) => (arxiv(id) ? `https://arxiv.org/abs/${arxiv(id)}` : ours);
/** @param {string} text */
const line = (text) => text.replace(/\s+/gu, " ").trim();

/** @type {Record<string, string>} */
const SIGNS = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
/** @param {string} text */
const tex = (text) => line(text).replace(/[\\{}$&#%_~^]/g, (sign) => SIGNS[sign] ?? `\\${sign}`);

/** @param {Cited[]} papers */
export const bibtex = (papers) =>
  papers
    .map((paper) => {
      const fields = {
        title: `{${tex(paper.title)}}`, // the second braces keep its capitals
        author: paper.authors.map((name) => (/\band\b|,/i.test(name) ? `{${tex(name)}}` : tex(name))).join(" and "),
        year: paper.date.slice(0, 4),
        ...(arxiv(paper.id) && { eprint: arxiv(paper.id), archiveprefix: "arXiv" }),
        url: address(paper).replace(/[\\{}\s]/g, encodeURIComponent),
      };
      const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}}`);
      return `@misc{${paper.id},\n${lines.join(",\n")}\n}\n`;
    })
    .join("\n");

/** @param {Cited[]} papers */
export const ris = (papers) =>
  papers
    .map((paper) => {
      const lines = [
        ["TY", "GEN"],
        ["TI", paper.title],
        ...paper.authors.map((name) => ["AU", name]),
        ["DA", paper.date.replaceAll("-", "/")],
        ...paper.topics.map((topic) => ["KW", topic]),
        ...(paper.note ? [["N1", paper.note]] : []),
        ["UR", address(paper)],
        ["ER", ""],
      ];
      return lines.map(([tag, text]) => `${tag}  - ${line(text)}\r\n`).join("");
    })
    .join("");

/** @param {Cited[]} papers */
export const csl = (papers) =>
  `${JSON.stringify(
    papers.map((paper) => ({
      id: paper.id,
      type: "article",
      title: paper.title,
      author: paper.authors.map((literal) => ({ literal })),
      issued: { "date-parts": [paper.date.split("-").map(Number)] },
      ...(arxiv(paper.id) && { number: `arXiv:${arxiv(paper.id)}` }),
      URL: address(paper),
      ...(paper.note && { note: paper.note }),
    })),
    null,
    1,
  )}\n`;

/** @param {string} text */
const marked = (text) => line(text).replace(/[\\\x60*_{}[\]<>()#+!|~&$-]/g, "\\$&");

/** @param {Cited[]} papers */
export const markdown = (papers) =>
  papers
    .map((paper) => {
      const note = paper.note ? `  ${marked(paper.note)}\n` : "";
      return `- [${marked(paper.title)}](<${address(paper)}>)  \n  ${marked(paper.authors.join(", "))} ${paper.date}\n${note}`;
    })
    .join("");

/** @param {string} text */
const cell = (text) => `"${(/^ *[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** @param {Cited[]} papers */
export const csv = (papers) =>
  [
    ["id", "title", "authors", "date", "topics", "address", "note"],
    ...papers.map((paper) => [paper.id, paper.title, paper.authors.join("; "), paper.date, paper.topics.join("; "), address(paper), paper.note ?? ""]),
  ]
    .map((row) => `${row.map(cell).join(",")}\r\n`)
    .join("");
