// Addresses asked by clients of newsrooms. Reads [[CLIENT, ADDRESS, PARAMETERS], …] as JSON and prints what each
// understood, in the same order.
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";
import { extract } from "@extractus/oembed-extractor";

const require = createRequire(import.meta.url);
const { unfurl } = require("unfurl.js");
const openGraph = require("open-graph-scraper");

const CLIENTS = {
  oembed: (url, parameters) => extract(url, parameters),
  unfurl: (url) => unfurl(url),
  openGraph: async (url) => (await openGraph({ url })).result,
};
const answers = [];
for (const [client, url, parameters] of JSON.parse(await text(process.stdin)))
  answers.push(await CLIENTS[client](url, parameters));
console.log(JSON.stringify(answers));
