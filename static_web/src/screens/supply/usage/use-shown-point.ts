import { useEffect, useState } from "preact/hooks";

import { type PointSummary, supplyApi } from "../../../api/supply";

const ONLY = "only";

/**
 * The point that is looked at, with its name: the one of the address, else the only one there is. It is asked for once,
 * beside the usage; nothing waits for it, and without it only its name is missing.
 */
export function useShownPoint(id: string | undefined, onlyOne: boolean): PointSummary | undefined {
  const [known, setKnown] = useState<{ [question: string]: PointSummary }>({});
  const question = id ?? (onlyOne ? ONLY : undefined);
  useEffect(() => {
    if (question === undefined || known[question]) return undefined;
    let current = true;
    const hold = (points: PointSummary[]) => {
      const [point] = points;
      if (current && point && points.length === 1) setKnown((before) => ({ ...before, [question]: point, [point.id]: point }));
    };
    supplyApi.points(id ? { id } : { limit: 2 }).then(({ data }) => hold(data.points), () => undefined);
    return () => {
      current = false;
    };
  }, [question]);
  return question === undefined ? undefined : known[question];
}
