import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import type { Plugin } from "vite";

/** Fails the build when script and style of the first load on a modern browser weigh more than `limitKb` (gzip). */
export function budget({ limitKb }: { limitKb: number }): Plugin {
  let outDir = "dist";
  return {
    name: "budget",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      outDir = config.build.outDir;
    },
    closeBundle: {
      order: "post",
      sequential: true,
      handler() {
        const html = readFileSync(join(outDir, "index.html"), "utf8");
        const tags = html.match(/<(script|link)[^>]*>/g) ?? [];
        const files = tags
          .filter((tag) => !tag.includes("nomodule") && /type="module"|stylesheet|modulepreload/.test(tag))
          .map((tag) => /(?:src|href)="\/([^"]+)"/.exec(tag)?.[1])
          .filter((file): file is string => file !== undefined);
        const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(outDir, file))).length, 0);
        const kb = bytes / 1000;
        this.info(`first load: ${kb.toFixed(1)} of ${limitKb} kB in ${files.length} files`);
        if (kb > limitKb) this.error(`the first load weighs ${kb.toFixed(1)} kB, more than ${limitKb} kB`);
      },
    },
  };
}
