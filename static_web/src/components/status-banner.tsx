import { useEffect, useState } from "preact/hooks";

import { api } from "../api/client";
import { dateOf } from "../i18n/format";
import { useLanguage } from "../i18n/text";
import { Banner } from "./banner";

type Status = Awaited<ReturnType<typeof api.status>>["data"];

/** Says when the data is late or a break is announced; a failure of this call is no news of its own. */
export function StatusBanner() {
  const { text } = useLanguage();
  const [status, setStatus] = useState<Status>();
  useEffect(() => {
    api.status().then(
      ({ data }) => setStatus(data),
      () => undefined,
    );
  }, []);
  return (
    <>
      {status?.maintenance && <Banner tone="warn">{status.maintenance}</Banner>}
      {status?.dataLate && status.dataAsOf && <Banner tone="warn">{text.status.late(dateOf(status.dataAsOf))}</Banner>}
    </>
  );
}
