import { expect, it } from "vitest";

import { tokenOf } from "./token-shape";

const PATHS = ["/aktywacja", "/potwierdz-email", "/cofnij-email"];
const TOKEN = "Zk3_-aB9cD8eF7gH6iJ5kL4mN3oP2qR1sT0uV9wX8yZ";

it.each([
  `/aktywacja#${TOKEN}`,
  `/aktywacja#token=${TOKEN}`,
  `/aktywacja%23${TOKEN}`,
  `/aktywacja%2523${TOKEN}`,
  `/aktywacja/#${TOKEN}`,
  `/aktywacja/${TOKEN}`,
  `/aktywacja?${TOKEN}`,
  `/Aktywacja#${TOKEN}`,
  `/AKTYWACJA/%23${TOKEN}`,
  `/aktywacja#${TOKEN}.`,
  `/aktywacja#${TOKEN}>`,
  `/aktywacja#${TOKEN}%20`,
  `/aktywacja#${TOKEN}%3E.`,
  `/aktywacja#${TOKEN})%20Pozdrawiam`,
  `/aktywacja#${TOKEN.slice(0, 20)}%0D%0A${TOKEN.slice(20)}`,
  `/aktywacja#${TOKEN.slice(0, 20)}=%0A${TOKEN.slice(20)}`,
  `/aktywacja#%E2%80%8B${TOKEN}`,
  `/aktywacja#<${TOKEN}>`,
  `/aktywacja?fbclid=${"IwAR0".repeat(12)}#${TOKEN}`,
  `/aktywacja/?utm_id=${"a-b_".repeat(20)}%23${TOKEN}`,
  `/aktywacja#${TOKEN}?fbclid=${"IwAR0".repeat(12)}`,
])("finds the token in %s", (address) => expect(tokenOf(address, PATHS)).toEqual({ path: "/aktywacja", token: TOKEN }));

it("distinguishes the link that undoes a change of address from the one that confirms it", () => {
  expect(tokenOf(`/cofnij-email%23${TOKEN}`, PATHS)?.path).toBe("/cofnij-email");
  expect(tokenOf(`/potwierdz-email/#${TOKEN}`, PATHS)?.path).toBe("/potwierdz-email");
});

it.each(["/aktywacja#abc", "/aktywacja?utm_source=mail", `/aktywacja#${TOKEN.slice(1)}`, "/aktywacja%", "/aktywacja/"])(
  "says of %s that it holds no token",
  (address) => expect(tokenOf(address, PATHS)).toEqual({ path: "/aktywacja", token: "" }),
);

it.each(["/aktywacja", "/aktywacja-konta#x", "/zaloguj", `/faktury/${TOKEN}`])("leaves %s alone", (address) =>
  expect(tokenOf(address, PATHS)).toBeUndefined(),
);
