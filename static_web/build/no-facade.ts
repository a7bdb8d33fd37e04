import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Plugin } from "vite";

const IMPORT = /import\s*["'`]\.\/([^"'`]+)["'`];?/;

/**
 * The modern entry holds nothing but the test of the browser and one import, since all of the first load is in one
 * piece. The page loads that piece instead, with the test before it: a request less.
 */
export function noFacade(): Plugin {
  let outDir = "dist";
  let entry = "";
  let piece = "";
  return {
    name: "no-facade",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      outDir = config.build.outDir;
    },
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk" || !chunk.isEntry || chunk.fileName.includes("-legacy-")) continue;
        const imported = IMPORT.exec(chunk.code);
        const target = bundle[`assets/${imported?.[1]}`];
        if (!imported || target?.type !== "chunk" || chunk.code.length > 1_000) this.error("the entry holds more than one import");
        const test = chunk.code.replace(imported[0], "").replace("export function", "function");
        target.code = `${test.replace(/\/\/# sourceMappingURL.*/, "")};${target.code}`;
        [entry, piece] = [chunk.fileName, target.fileName];
      }
    },
    closeBundle(error) {
      // Called after a failed build as well, whose own error must not be hidden by one of ours.
      if (error) return;
      const page = join(outDir, "index.html");
      const html = readFileSync(page, "utf8")
        .replace(new RegExp(`\\s*<link rel="modulepreload"[^>]*${piece}">`), "")
        .replace(`src="/${entry}"`, `src="/${piece}"`);
      if (!html.includes(`src="/${piece}"`)) throw new Error("index.html does not load the first piece");
      writeFileSync(page, html);
    },
  };
}
