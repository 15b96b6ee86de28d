
const OLD_STYLE = /^([a-z-]+)-(\d{7})$/; // astro-ph-0601001, as addresses have it
const SIGNS = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

export const arxiv = (id) => (/^\d{4}\.\d{4,5}$/.test(id) ? id : OLD_STYLE.test(id) ? id.replace(OLD_STYLE, "$1/$2") : "");

const address = ({ id, address }) => (arxiv(id) ? `https://arxiv.org/abs/${arxiv(id)}` : address);
const line = (text) => text.replace(/\s+/gu, " ").trim();
const tex = (text) => line(text).replace(/[\\{}$&#%_~^]/g, (sign) => SIGNS[sign] ?? `\\${sign}`);
const name = (text) => (/,|\band\b/i.test(text) ? `{${tex(text)}}` : tex(text));

export const bibtex = (papers) => {
  const entry = (paper) => {
    const fields = {
      title: `{${tex(paper.title)}}`, // the second braces keep its capitals
      author: paper.authors.map(name).join(" and "),
      year: paper.date.slice(0, 4),
      eprint: arxiv(paper.id),
      archiveprefix: arxiv(paper.id) && "arXiv",
      url: address(paper).replace(/[\\{}\s]/g, encodeURIComponent),
    };
    const lines = Object.entries(fields).filter(([, text]) => text);
    return `@misc{${paper.id},\n${lines.map(([key, text]) => `  ${key} = {${text}}`).join(",\n")}\n}\n`;
  };
  return papers.map(entry).join("\n");
};

export const ris = (papers) => {
  const lines = (paper) => [
    ["TY", "GEN"],
    ["TI", paper.title],
    ...paper.authors.map((text) => ["AU", text]),
    ["DA", paper.date.replaceAll("-", "/")],
    ...paper.topics.map((text) => ["KW", text]),
    ["N1", paper.note ?? ""],
    ["UR", address(paper)],
    ["ER", ""],
  ];
  return papers.flatMap(lines).map(([tag, text]) => `${tag}  - ${line(text)}\r\n`).join("");
};

export const csl = (papers) => {
  const entries = papers.map((paper) => ({
    id: paper.id,
    type: "article",
    title: paper.title,
    author: paper.authors.map((literal) => ({ literal })),
    issued: { "date-parts": [paper.date.split("-").map(Number)] },
    number: arxiv(paper.id) && `arXiv:${arxiv(paper.id)}`,
    URL: address(paper),
    note: paper.note,
  }));
  return JSON.stringify(entries, null, 1);
};

export const markdown = (papers) => {
  const plain = (text) => line(text).replace(/[\\\x60*_{}[\]<>()#+!|~&$-]/g, "\\$&");
  const entry = (paper) =>
    [`- [${plain(paper.title)}](<${address(paper)}>)`, plain(paper.authors.join(", ")), paper.date, plain(paper.note ?? "")].filter(Boolean).join("  \n  ");
  return papers.map((paper) => `${entry(paper)}\n`).join("");
};

export const csv = (papers) => {
  const cell = (text) => `"${(/^ *[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const rows = papers.map((paper) => [paper.id, paper.title, paper.authors.join("; "), paper.date, paper.topics.join("; "), address(paper), paper.note ?? ""]);
  return [["id", "title", "authors", "date", "topics", "address", "note"], ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
};
