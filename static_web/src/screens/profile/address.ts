import type { PostalAddress } from "../../api/profile";

/** A postal address in one line: `ul. Lipowa 14/7, 53-124 Wrocław`. */
export function addressLine({ street, building, flat, postalCode, city }: PostalAddress): string {
  const house = [building, flat].filter(Boolean).join("/");
  return [[street, house].filter(Boolean).join(" "), [postalCode, city].filter(Boolean).join(" ")].filter(Boolean).join(", ");
}
