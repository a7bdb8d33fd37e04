import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Plugin } from "vite";

const DATA_IMPORT = /import\s*(["'`])data:text\/javascript,.*?if\(!import\.meta\.resolve\)throw .*?\1;?/g;
const TEST = 'if(!import.meta.resolve)throw Error("import.meta.resolve not supported")';
const MODERN = "window.__vite_is_modern_browser=true";
const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)([^>]*)>([^]+?)<\/script>/g;

/**
 * Makes what plugin-legacy writes fit `script-src 'self'`: every inline script becomes a file of its own, and
 * the `data:` import that sorts out old browsers becomes the plain test it holds.
 *
 * Hashes in the policy would not do: Edge 14 knows only CSP 1, which has none, and could not start at all.
 * And under any strict policy the `data:` import fails, so that every modern browser would load the old bundle too.
 *
 * The script whose only work is to say that a browser is modern is left out: the entry holds the same test and says so
 * itself, before the script that would load the old bundle looks.
 */
export function noInlineScript(): Plugin {
  let outDir = "dist";
  let base = "/";
  return {
    name: "no-inline-script",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      outDir = config.build.outDir;
      base = config.base;
    },
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        chunk.code = withoutDataImport(chunk.code);
        if (chunk.isEntry && !chunk.fileName.includes("-legacy-")) chunk.code = sayingModern(chunk.code);
      }
    },
    closeBundle(error) {
      // Called after a failed build as well, whose own error must not be hidden by one of ours.
      if (error) return;
      const page = join(outDir, "index.html");
      const html = readFileSync(page, "utf8").replace(INLINE_SCRIPT, (_, attributes: string, code: string) => {
        if (code.includes(MODERN)) return "";
        const script = withoutDataImport(code);
        const name = `assets/boot-${createHash("sha256").update(script).digest("hex").slice(0, 8)}.js`;
        writeFileSync(join(outDir, name), script);
        return `<script${attributes} src="${base}${name}"></script>`;
      });
      writeFileSync(page, html);
      assertNothingInline(html, outDir);
    },
  };
}

function sayingModern(code: string): string {
  const guarded = code.replace(`${TEST};`, `${TEST};${MODERN};`);
  if (guarded === code) throw new Error("the entry does not test whether the browser is modern");
  return guarded;
}

function withoutDataImport(code: string): string {
  return code.replace(DATA_IMPORT, `${TEST};`);
}

function assertNothingInline(html: string, outDir: string): void {
  if (/<script(?![^>]*\ssrc=)/.test(html) || /\sstyle=|\son[a-z]+=/.test(html)) {
    throw new Error("index.html holds an inline script, style or handler, which the CSP refuses");
  }
  for (const [, file] of html.matchAll(/<script[^>]*\ssrc="\/([^"]+)"/g)) {
    if (file && readFileSync(join(outDir, file), "utf8").includes("data:text/javascript")) {
      throw new Error(`${file} imports a data: address, which the CSP refuses`);
    }
  }
}
