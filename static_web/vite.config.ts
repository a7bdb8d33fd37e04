import legacy from "@vitejs/plugin-legacy";
import { defineConfig } from "vitest/config";

import { brand, brandColours } from "./build/brand.ts";
import { budget } from "./build/budget.ts";
import { customPropertyFallbacks } from "./build/custom-property-fallbacks.ts";
import { hostingConfig } from "./build/hosting-config.ts";
import { legacySyntax } from "./build/legacy-syntax.ts";
import { noFacade } from "./build/no-facade.ts";
import { noInlineScript } from "./build/no-inline-script.ts";

// The browsers the customers were promised.
const promisedBrowsers = ["edge >= 14", "firefox >= 52", "chrome >= 49", "safari >= 10"];

const FETCHED_AREAS = /\/src\/(screens\/(accessibility|account|billing|office|origin|profile|supply|tickets)\/|api\/passkey)/;
const START_PAGE_OF_SUPPLY = /\/src\/screens\/supply\/(tile\/|months|energy|(text\/)?zones\/(zone-name|pl|en|uk))/;
const OTHER_LANGUAGES = /\/src\/(i18n\/(first-load\/)?|screens\/(dashboard|help|registration|sign-in)\/text\/)(en|uk)\.ts/;

/** What everybody needs at once: neither the screens that are fetched when first opened nor other languages. */
function isFirst(id: string): boolean {
  const own = /\/src\//.test(id) && (!FETCHED_AREAS.test(id) || START_PAGE_OF_SUPPLY.test(id)) && !OTHER_LANGUAGES.test(id);
  return own || /brand:(core|pl)$/.test(id) || /node_modules\/(preact|preact-iso|openapi-fetch)\//.test(id);
}

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    assetsInlineLimit: 0,
    cssCodeSplit: false, // else the old bundle carries the styles a second time, in an element the CSP refuses
    cssTarget: ["chrome49", "edge14", "firefox52", "safari10"],
    modulePreload: { polyfill: false },
    // In one piece: else what two areas share would come in pieces of its own, which are more requests than bytes.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "app", test: isFirst }] } } },
  },
  css: { postcss: { plugins: [brandColours()] } },
  plugins: [
    brand(),
    legacy({
      targets: promisedBrowsers,
      additionalLegacyPolyfills: ["whatwg-fetch", new URL("src/legacy-polyfills.ts", import.meta.url).pathname],
    }),
    legacySyntax(),
    customPropertyFallbacks(),
    noInlineScript(),
    noFacade(),
    hostingConfig(),
    budget({ limitKb: 60 }),
  ],
  server: { proxy: { "/api": "http://localhost:7071" } },
  // The libraries are loaded once; src/testing/polish-browser.ts sets apart what is ours.
  test: { isolate: false, environment: "node", include: ["src/**/*.test.{ts,tsx}"], setupFiles: ["src/testing/polish-browser.ts"], testTimeout: 30_000 },
});
