import postcss from "postcss";
import customProperties from "postcss-custom-properties";
import type { Plugin } from "vite";

/**
 * Writes the plain value of each custom property before its `var()`, for Edge 14, which has none.
 * It works on the finished style sheet, because the minifier takes some of these fallbacks for dead code.
 */
export function customPropertyFallbacks(): Plugin {
  return {
    name: "custom-property-fallbacks",
    apply: "build",
    enforce: "post",
    async generateBundle(_, bundle) {
      const processor = postcss([customProperties({ preserve: true })]);
      for (const asset of Object.values(bundle)) {
        if (asset.type !== "asset" || !asset.fileName.endsWith(".css")) continue;
        const source = typeof asset.source === "string" ? asset.source : Buffer.from(asset.source).toString();
        asset.source = (await processor.process(source, { from: undefined })).css;
      }
    },
  };
}
