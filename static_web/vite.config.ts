import legacy from "@vitejs/plugin-legacy";
import { defineConfig } from "vitest/config";

import { budget } from "./build/budget.ts";
import { customPropertyFallbacks } from "./build/custom-property-fallbacks.ts";
import { hostingConfig } from "./build/hosting-config.ts";
import { legacySyntax } from "./build/legacy-syntax.ts";
import { noInlineScript } from "./build/no-inline-script.ts";

// The browsers the customers were promised.
const promisedBrowsers = ["edge >= 14", "firefox >= 52", "chrome >= 49", "safari >= 10"];

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    assetsInlineLimit: 0,
    cssCodeSplit: false, // else the old bundle carries the styles a second time, in an element the CSP refuses
    cssTarget: ["chrome49", "edge14", "firefox52", "safari10"],
    modulePreload: { polyfill: false },
  },
  plugins: [
    legacy({
      targets: promisedBrowsers,
      additionalLegacyPolyfills: ["whatwg-fetch", new URL("src/legacy-polyfills.ts", import.meta.url).pathname],
    }),
    legacySyntax(),
    customPropertyFallbacks(),
    noInlineScript(),
    hostingConfig(),
    budget({ limitKb: 60 }),
  ],
  server: { proxy: { "/api": "http://localhost:7071" } },
  test: { environment: "node", include: ["src/**/*.test.{ts,tsx}"] },
});
