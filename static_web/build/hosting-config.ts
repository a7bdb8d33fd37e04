import { readFileSync } from "node:fs";

import type { Plugin } from "vite";

/** Puts `staticwebapp.config.json` beside the built page, where Static Web Apps looks for it. */
export function hostingConfig(): Plugin {
  const fileName = "staticwebapp.config.json";
  return {
    name: "hosting-config",
    apply: "build",
    generateBundle() {
      this.emitFile({ type: "asset", fileName, source: readFileSync(new URL(`../${fileName}`, import.meta.url)) });
    },
  };
}
