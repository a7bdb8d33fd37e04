import { expect, it } from "vitest";

import type { Terms } from "../../api/client";
import { EMPTY_REGISTRATION, registrationBody, registrationFaults } from "./registration-rules";

const TERMS = {
  version: "1", consents: [{ code: "terms", text: "", required: true }, { code: "news", text: "", required: false }],
} as unknown as Terms;
const RIGHT = {
  ...EMPTY_REGISTRATION, pesel: "44051401359", customerNumber: "60418273", documentNumber: "FE/142636217571",
  email: "anna@example.com", consents: ["terms"],
};

it("takes numbers as they are copied and sends them as they are meant", () => {
  const copied = { ...RIGHT, pesel: "440514\u00a001359", customerNumber: "\u200e6041 8273", documentNumber: " FE/1426\u200b36217571 " };
  expect(registrationFaults(copied, TERMS)).toEqual({});
  expect(registrationBody(copied, TERMS, "pl")).toMatchObject({
    pesel: "44051401359", customerNumber: "60418273", documentNumber: "FE/142636217571",
  });
});

it.each([
  [{ customerNumber: "brak" }, { customerNumber: "customer_number_invalid" }],
  [{ customerNumber: "440514-01359" }, { customerNumber: "customer_number_is_identifier" }],
  [{ documentNumber: "moja faktura" }, { documentNumber: "document_number_invalid" }],
  [{ documentNumber: "6041 8273" }, { documentNumber: "document_number_is_customer" }],
  [{ pesel: "", customerNumber: "" }, { pesel: "missing", customerNumber: "missing" }],
  [{ consents: ["news"] }, { consents: "terms_not_accepted" }],
])("says at once what cannot be right: %j", (changes, faults) => {
  expect(registrationFaults({ ...RIGHT, ...changes }, TERMS)).toEqual(faults);
});
