import type { OnlinePaymentRequest } from "../../api/billing";
import type { AccountBalance, DocumentSummary } from "../../api/client";
import { grosze } from "../../rules/amount";

export type Choice = "chosen" | "overdue" | "balance" | "other";
export type Fault = "amountWrong" | "noneChosen" | "codeWrong" | "termsMissing";

export const MOST_DOCUMENTS = 50;

export interface PaymentWish {
  choice: Choice;
  picked: string[];
  typed: string;
  blik: boolean;
  code: string;
  terms: boolean;
}

/** What is wished at first: what the address points at, else all that is left to pay, else what is overdue. */
export function firstWish(query: Record<string, string>, asked: string[], account: AccountBalance, phone: boolean): PaymentWish {
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

/** What a wish comes to, in grosze; unknown where no amount can be read. */
export function sumOf(wish: PaymentWish, chosen: DocumentSummary[], account: AccountBalance, choice = wish.choice): number | undefined {
  if (choice === "chosen") return chosen.reduce((sum, { remaining }) => sum + remaining, 0);
  if (choice === "overdue") return account.overdue;
  return choice === "balance" ? (account.leftToPay ?? undefined) : grosze(wish.typed);
}

/** The first thing that is wrong, in the order of the form. */
export function faultOf(wish: PaymentWish, chosen: DocumentSummary[], sum: number | undefined): Fault | undefined {
  if (wish.choice === "chosen" && chosen.length === 0) return "noneChosen";
  if (wish.choice === "other" && sum === undefined) return "amountWrong";
  if (wish.blik && !/^\d{6}$/.test(blikCode(wish))) return "codeWrong";
  return wish.blik && !wish.terms ? "termsMissing" : undefined;
}

/** The wish as the API takes it. */
export function requestOf(wish: PaymentWish, chosen: DocumentSummary[], sum: number | undefined): OnlinePaymentRequest {
  const what =
    wish.choice === "chosen"
      ? { documents: chosen.map(({ id }) => id) }
      : wish.choice === "overdue"
        ? { overdue: true as const }
        : wish.choice === "balance"
          ? { balance: true as const }
          : { amount: sum ?? 0 };
  return { ...what, ...(wish.blik && { blikCode: blikCode(wish) }), providerTermsAccepted: wish.blik && wish.terms };
}

function blikCode({ code }: PaymentWish): string {
  return code.replace(/[\s-]/g, "");
}
