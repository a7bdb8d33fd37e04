import { readFileSync } from "node:fs";

import postcss from "postcss";
import customProperties from "postcss-custom-properties";
import type { Plugin } from "vite";

import { withColours } from "./brand.ts";

const [SHEET = ""] = /^:root \{[^}]*\}/m.exec(readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf8")) ?? [];

/**
 * Writes the plain value of each custom property before its `var()`, for Edge 14, which has none.
 * It works on the finished style sheets, because the minifier takes some of these fallbacks for dead code; those of an
 * area, which know no tokens, are lent them.
 */
export function customPropertyFallbacks(): Plugin {
  return {
    name: "custom-property-fallbacks",
    apply: "build",
    enforce: "post",
    async generateBundle(_, bundle) {
      const tokens = withColours(SHEET, "light");
      const processor = postcss([customProperties({ preserve: true })]);
      for (const asset of Object.values(bundle)) {
        if (asset.type !== "asset" || !asset.fileName.endsWith(".css")) continue;
        const source = typeof asset.source === "string" ? asset.source : Buffer.from(asset.source).toString();
        const lent = source.includes(":root") ? "" : tokens;
        asset.source = (await processor.process(lent + source, { from: undefined })).css.slice(lent.length);
      }
    },
  };
}
