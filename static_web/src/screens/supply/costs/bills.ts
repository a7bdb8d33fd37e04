import type { NextBill, PointSummary } from "../../../api/supply";

/** The most points whose bills are estimated at once, with a request each. */
export const MOST_POINTS = 10;

export interface PointBill {
  point: PointSummary;
  bill: NextBill;
}

/** The next bills of several points together; `unknown` is how many have no amount. */
export interface Bills {
  amount: { low: number; expected: number; high: number } | undefined;
  unknown: number;
  without: NonNullable<NextBill["without"]>[];
}

/** The points that can still get a bill. */
export function pointsBilled(points: PointSummary[], today: string): PointSummary[] {
  return points.filter(({ suppliedTo }) => suppliedTo === null || suppliedTo >= today);
}

/** The sum of the known bills. The weather is the same at all points, so the ends of the ranges are added up. */
export function together(bills: PointBill[]): Bills {
  const amounts = bills.map(({ bill }) => bill.forecast?.amount ?? undefined).filter((one) => one !== undefined);
  const sum = (of: "low" | "expected" | "high") => amounts.reduce((total, amount) => total + amount[of], 0);
  const without: Bills["without"] = [];
  bills.forEach(({ bill }) => bill.forecast?.amount && bill.without && without.indexOf(bill.without) < 0 && without.push(bill.without));
  return {
    amount: amounts.length > 0 ? { low: sum("low"), expected: sum("expected"), high: sum("high") } : undefined,
    unknown: bills.length - amounts.length,
    without,
  };
}
