/** The quality of a value by the regulation, and the two reasons for having none. */
export type Quality = "recorded" | "substitute" | "corrected" | "own" | "estimated" | "missing" | "awaited";

/** The billing contract's letters of quality. */
export type Letter = "R" | "Z" | "S" | "O" | "E" | "B" | "N";

const BY_LETTER: Record<Letter, Quality> = {
  R: "recorded",
  Z: "substitute",
  S: "corrected",
  O: "own",
  E: "estimated",
  B: "missing",
  N: "awaited",
};

export function qualityOf(letter: Letter): Quality {
  return BY_LETTER[letter];
}

/** One bar, or a pair of bars with the year before. */
export interface Bar {
  key: string;
  /** Below the axis: short. */
  tick: string;
  /** In words, for the read-out, the table and a screen reader. */
  name: string;
  /** The height of the bar; null where it is unknown, which is not zero. */
  value: number | null;
  /** None before the contract and after today. */
  quality?: Quality;
  /** A sum of values of which only some have that quality. */
  mixed?: boolean;
  /** The note that only a part of its time is known. */
  partial?: string | undefined;
  /** The same a year ago. */
  before?: number | null;
  /** Parts of the value from the axis upwards, in the order of the chart's parts. */
  parts?: (number | null)[];
  /** How it differs from the year before, in words. */
  change?: string | undefined;
  /** The link to the values within it. */
  href?: string | undefined;
}

/** Adjacent bars without a value for the same reason, which share one label. */
export interface Gap {
  from: number;
  to: number;
  quality: "missing" | "awaited";
}

export function gapsOf(bars: Bar[]): Gap[] {
  const gaps: Gap[] = [];
  bars.forEach(({ value, quality }, index) => {
    if (value !== null || (quality !== "missing" && quality !== "awaited")) return;
    const last = gaps[gaps.length - 1];
    if (last && last.to === index - 1 && last.quality === quality) last.to = index;
    else gaps.push({ from: index, to: index, quality });
  });
  return gaps;
}

/** Whether the value is estimated rather than metered. */
export function isEstimate(quality: Quality | undefined): boolean {
  return quality === "estimated" || quality === "substitute";
}

interface QualityWords {
  quality: Record<Quality, string>;
  partlyOf: (quality: string) => string;
}

/** The remarks about a value. */
export function remarksOf({ quality, partial, value, mixed }: Bar, words: QualityWords): string[] {
  const said = quality && (mixed && value !== null ? words.partlyOf(words.quality[quality]) : words.quality[quality]);
  const remarks = said && quality !== "recorded" ? [said] : [];
  return partial && value !== null ? [...remarks, partial] : remarks;
}

/** The known parts of a value, each with its name. */
export function partsOf({ parts }: Bar, { parts: names = [], show }: { parts?: string[]; show: (value: number) => string }): string[] {
  const said: string[] = [];
  names.forEach((name, index) => {
    const part = parts?.[index];
    if (typeof part === "number") said.push(`${name}: ${show(part)}`);
  });
  return said;
}
