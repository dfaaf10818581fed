/* Reads a file with Citation.js, and prints what it understood as CSL-JSON. */
"use strict";

const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const [folder, path] = process.argv.slice(2);
const load = createRequire(`${folder}/`);
const { Cite } = load("@citation-js/core");
load("@citation-js/plugin-ris");
load("@citation-js/plugin-bibtex");
// Each entry carries the whole file along as its history.
const read = new Cite(readFileSync(path, "utf8")).data.map(({ _graph, ...entry }) => entry);
process.stdout.write(JSON.stringify(read));
