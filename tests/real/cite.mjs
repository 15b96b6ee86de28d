// Writes papers as the browser does. Reads from its input a list of them, as citations.js takes it.
import { readFileSync } from "node:fs";
import { bibtex, csl, ris } from "../../static/js/citations.js";

const papers = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify({ bib: bibtex(papers), ris: ris(papers), csl: JSON.parse(csl(papers)) }));
