import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import type { Declaration, Plugin as PostcssPlugin } from "postcss";
import type { Plugin } from "vite";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const LANGUAGES = { pl: "pl-PL", en: "en-GB", uk: "uk-UA" } as const;
const COLOUR = /brand\((\w+)\)/g;

type Language = keyof typeof LANGUAGES;
type Said = Record<Language, string>;

/** What the web app takes of `brand.json`; shared/brand/model.py describes and checks all of it. */
interface Brand {
  name: string;
  shortName: string;
  logo: { light: string; dark: string; square: string; showsName?: boolean };
  colours: Record<"light" | "dark", Record<string, string>>;
  contact: { phone: string; emailIndividual: string; emailBusiness: string };
  texts: { callCosts: Said; identity: Said; complaints: Said | null };
  payee: { bank: string | null };
  oldPortal: { name: string } | null;
  firstDay: string;
  peselSignIn: boolean;
}

/** The folder of the brand: that of `MOJBOK_BRAND`, or `brand/` of the project. */
function folder(): string {
  const asked = process.env["MOJBOK_BRAND"] ?? "brand";
  return isAbsolute(asked) ? asked : resolve(ROOT, asked);
}

export function readBrand(): Brand {
  return JSON.parse(text("brand.json")) as Brand;
}

function text(file: string): string {
  return readFileSync(join(folder(), file), "utf8").replace(/^\uFEFF/, "");
}

/** A style sheet's `brand(key)` as the colour of that key, by day or in the dark scheme. */
export function withColours(css: string, scheme: "light" | "dark"): string {
  const colours = readBrand().colours[scheme];
  return css.replace(COLOUR, (_, key: string) => {
    const colour = colours[key];
    if (!colour) throw new Error(`brand.json has no colours.${scheme}.${key}`);
    return colour.toLowerCase();
  });
}

/** The same for every style sheet of the web app. */
export function brandColours(): PostcssPlugin {
  return {
    postcssPlugin: "brand-colours",
    Declaration(declaration: Declaration) {
      if (!declaration.value.includes("brand(")) return;
      let at = declaration.parent?.parent;
      while (at && !(at.type === "atrule" && "params" in at && String(at.params).includes("dark"))) at = at.parent as typeof at;
      declaration.value = withColours(declaration.value, at ? "dark" : "light");
    },
  };
}

/** An SVG as markup for the page, 32 px high. */
function inline(file: string): string {
  const svg = text(file).replace(/^[^]*?(?=<svg)/, "").replace(/>\s+</g, "><").trim();
  const box = /viewBox="([^"]+)"/.exec(svg)?.[1]?.split(/[\s,]+/).map(Number) ?? [];
  const width = Math.round((32 * (box[2] ?? 1)) / (box[3] ?? 1));
  const head = (tag: string) => tag.replace(/\s(width|height)="[^"]*"/g, "").replace("<svg", `<svg width="${width}" height="32" focusable="false"`);
  return svg.replace(/<svg[^>]*>/, head);
}

/** `3 maja 2021 r.`, `3 May 2021`, `3 травня 2021 р.` */
function written(day: string, language: Language): string {
  const words = new Intl.DateTimeFormat(LANGUAGES[language], { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
    .format(new Date(`${day}T00:00:00Z`))
    .replace(/[\u00a0\u202f]/g, " ");
  return language === "pl" ? `${words} r.` : words;
}

/** What names of files begin with; the server's rule is `file_prefix` of shared/brand/model.py. */
function plain(name: string): string {
  const ascii = name.replace(/ł/g, "l").replace(/Ł/g, "L").normalize("NFKD").replace(/[^\x20-\x7e]/g, "");
  return ascii.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "bok";
}

function modules(): Record<string, Record<string, unknown>> {
  const own = readBrand();
  const [logo, logoDark] = [inline(own.logo.light), inline(own.logo.dark)];
  const ofLanguage = (language: Language) => ({
    firstDay: written(own.firstDay, language),
    callCosts: own.texts.callCosts[language],
    identity: own.texts.identity[language],
    complaints: own.texts.complaints?.[language] ?? "",
  });
  return {
    "brand:core": {
      portal: own.name,
      filePrefix: plain(own.shortName),
      logo,
      logoDark: logo === logoDark ? "" : logoDark,
      logoShowsName: own.logo.showsName ?? false,
      bar: own.colours.light["bar"],
      accent: own.colours.light["accent"],
      phone: own.contact.phone,
      emailIndividual: own.contact.emailIndividual,
      emailBusiness: own.contact.emailBusiness,
      bank: own.payee.bank ?? "",
      oldPortal: own.oldPortal?.name ?? "",
      firstDay: own.firstDay,
      peselSignIn: own.peselSignIn,
    },
    "brand:pl": ofLanguage("pl"),
    "brand:en": ofLanguage("en"),
    "brand:uk": ofLanguage("uk"),
  };
}

/** PNGs of the square form, made by `make web`. */
function icons(): { pixels: number; fileName: string; source: Buffer }[] {
  const from = resolve(ROOT, process.env["MOJBOK_BRAND_ICONS"] ?? ".local/brand-icons");
  return [180, 192, 512].map((pixels) => {
    let source: Buffer;
    try {
      source = readFileSync(join(from, `icon-${pixels}.png`));
    } catch {
      throw new Error(`there is no icon-${pixels}.png in ${from}: \`make web\` makes the icons and builds`);
    }
    const hash = createHash("sha256").update(source).digest("hex").slice(0, 8);
    return { pixels, fileName: `assets/icon-${pixels}-${hash}.png`, source };
  });
}

/** Whose portal it is: modules `brand:…`, the marks `%brand.…%` of index.html, the manifest and the icons. */
export function brand(): Plugin {
  let root = "";
  let builds = false;
  return {
    name: "brand",
    configResolved(config) {
      root = config.root;
      builds = config.command === "build";
    },
    resolveId: (id) => (id.startsWith("brand:") ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith("\0brand:")) return undefined;
      this.addWatchFile(join(folder(), "brand.json"));
      const told = modules()[id.slice(1)];
      if (!told) return undefined;
      return Object.entries(told).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join("\n");
    },
    transformIndexHtml: {
      order: "pre",
      handler(html) {
        const own = readBrand();
        const square = relative(root, join(folder(), own.logo.square)).replaceAll("\\", "/");
        const marks: Record<string, string> = {
          name: escaped(own.name),
          phone: escaped(own.contact.phone),
          bar: own.colours.light["bar"] ?? "",
          square: square.startsWith(".") ? square : `./${square}`,
        };
        const page = html.replace(/%brand\.(\w+)%/g, (mark, key: string) => marks[key] ?? mark);
        return builds ? { html: page, tags: installed() } : page;
      },
    },
    generateBundle() {
      const own = readBrand();
      const made = icons();
      for (const { fileName, source } of made) this.emitFile({ type: "asset", fileName, source });
      const manifest = {
        name: own.name,
        short_name: own.shortName,
        lang: "pl",
        start_url: "/",
        scope: "/",
        display: "standalone",
        theme_color: own.colours.light["bar"],
        background_color: "#F7F6F2",
        icons: made.filter(({ pixels }) => pixels !== 180).map(({ pixels, fileName }) => ({ src: `/${fileName}`, sizes: `${pixels}x${pixels}`, type: "image/png" })),
      };
      this.emitFile({ type: "asset", fileName: "manifest.json", source: JSON.stringify(manifest) });
    },
  };
}

function installed() {
  const apple = icons().find(({ pixels }) => pixels === 180);
  return [
    { tag: "link", attrs: { rel: "manifest", href: "/manifest.json" }, injectTo: "head" as const },
    { tag: "link", attrs: { rel: "apple-touch-icon", href: `/${apple?.fileName}` }, injectTo: "head" as const },
  ];
}

function escaped(words: string): string {
  return words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}
