import { useLocation } from "preact-iso";

import { supplyApi, type UsageView } from "../../../api/supply";
import { type Choice, Combobox, type Search } from "../../../components/combobox";
import { useSupplyText } from "../text";
import { usagePath, type UsageQuery } from "./usage-query";

interface PointPickerProps {
  query: UsageQuery;
  /** The point that is shown, once it is known. */
  point: UsageView["point"] | undefined;
  /** The customer has no other point. */
  only: boolean;
}

const SHOWN = 20;

/** The choice of the point. The options are loaded on demand. */
export function PointPicker({ query, point, only }: PointPickerProps) {
  const text = useSupplyText().usage;
  const location = useLocation();
  if (only) return <p class="usage-point" lang="pl">{point && pointChoice(point).label}</p>;
  const search: Search = async (q, signal) => {
    const { data } = await supplyApi.points({ q, limit: SHOWN }, signal);
    return { choices: data.points.map(pointChoice), more: data.next !== null };
  };
  return (
    <Combobox
      id="usage-point"
      label={text.point}
      words={text.picker}
      chosen={query.point && point ? pointChoice(point) : undefined}
      search={search}
      onChoose={(choice) => location.route(usagePath({ ...location.query, punkt: choice?.id ?? "", dzien: "" }))}
    />
  );
}

export function pointChoice({ id, name, address }: { id: string; name: string | null; address: string }): Choice {
  return name ? { id, label: name, detail: address } : { id, label: address };
}
