import { parse } from "acorn";
import type { Plugin } from "vite";

/** Fails the build when the old bundle holds syntax from after ES2015, which is what Edge 14 and Safari 10 know. */
export function legacySyntax(): Plugin {
  return {
    name: "legacy-syntax",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      for (const { fileName, ...file } of Object.values(bundle)) {
        if (file.type !== "chunk" || !fileName.includes("-legacy-")) continue;
        try {
          parse(file.code, { ecmaVersion: 2015, sourceType: "script" });
        } catch (error) {
          this.error(`${fileName} cannot be read by the oldest browsers: ${String(error)}`);
        }
      }
    },
  };
}
