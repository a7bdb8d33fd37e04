import { vi } from "vitest";

// A file finds the libraries as the one before left them, and our own modules new, as a page does that is just opened.
vi.resetModules();

// Tests read Polish screens, so `navigator.languages` asks for Polish, with and without a DOM.
const languages = ["pl-PL", "pl"];
if (typeof navigator === "undefined") Object.defineProperty(globalThis, "navigator", { value: { languages }, configurable: true });
else Object.defineProperty(navigator, "languages", { value: languages, configurable: true });
