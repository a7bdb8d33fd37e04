import type { OnlinePaymentRequest } from "../../api/billing";
import type { AccountBalance, DocumentSummary } from "../../api/client";
import { grosze } from "../../rules/amount";

export type Choice = "chosen" | "overdue" | "balance" | "other";
export type Fault = "amountWrong" | "noneChosen" | "codeWrong" | "termsMissing";

export const MOST_DOCUMENTS = 50;

export interface PaymentValues {
  choice: Choice;
  picked: string[];
  typed: string;
  blik: boolean;
  code: string;
  terms: boolean;
}

/** What the form starts with: what the address asks for, else all that is left to pay, else what is overdue. */
export function initialValues(query: Record<string, string>, asked: string[], account: AccountBalance, phone: boolean): PaymentValues {
  const { overdue, leftToPay } = account;
  const amount = grosze(query["kwota"] ?? "");
  const usual = leftToPay !== null && leftToPay > 0 ? "balance" : overdue > 0 ? "overdue" : "other";
  const byAmount = amount === leftToPay ? "balance" : amount === overdue ? "overdue" : "other";
  return {
    choice: asked.length > 0 ? "chosen" : amount === undefined ? usual : byAmount,
    picked: asked,
    typed: amount === undefined ? "" : (query["kwota"] ?? ""),
    blik: query["sposob"] ? query["sposob"] === "blik" : phone,
    code: "",
    terms: false,
  };
}

/** The amount to pay, in grosze; undefined where the amount typed cannot be read. */
export function sumOf(values: PaymentValues, chosen: DocumentSummary[], account: AccountBalance, choice = values.choice): number | undefined {
  if (choice === "chosen") return chosen.reduce((sum, { remaining }) => sum + remaining, 0);
  if (choice === "overdue") return account.overdue;
  return choice === "balance" ? (account.leftToPay ?? undefined) : grosze(values.typed);
}

/** The first fault, in the order of the form. */
export function faultOf(values: PaymentValues, chosen: DocumentSummary[], sum: number | undefined): Fault | undefined {
  if (values.choice === "chosen" && chosen.length === 0) return "noneChosen";
  if (values.choice === "other" && sum === undefined) return "amountWrong";
  if (values.blik && !/^\d{6}$/.test(blikCode(values))) return "codeWrong";
  return values.blik && !values.terms ? "termsMissing" : undefined;
}

/** The body of the API request. */
export function requestOf(values: PaymentValues, chosen: DocumentSummary[], sum: number | undefined): OnlinePaymentRequest {
  const what =
    values.choice === "chosen"
      ? { documents: chosen.map(({ id }) => id) }
      : values.choice === "overdue"
        ? { overdue: true as const }
        : values.choice === "balance"
          ? { balance: true as const }
          : { amount: sum ?? 0 };
  return { ...what, ...(values.blik && { blikCode: blikCode(values) }), providerTermsAccepted: values.blik && values.terms };
}

function blikCode({ code }: PaymentValues): string {
  return code.replace(/[\s-]/g, "");
}
