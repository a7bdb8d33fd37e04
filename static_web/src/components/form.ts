import { useRef, useState } from "preact/hooks";

import { asFailure, type Failure } from "../api/failure";
import { afterPress } from "./press";

export type Faults<Values> = Partial<Record<keyof Values & string, string>>;

/** The state of a form: its values, the fault codes of its fields, and the failure of the last submission. */
export function useForm<Values extends object>(initial: Values, faultsOf: (values: Values) => Faults<Values>) {
  const [values, setValues] = useState(initial);
  const [faults, setFaults] = useState<Faults<Values>>({});
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const [sendings, setSendings] = useState(0);

  const latest = useRef(values);
  latest.current = values;
  const setFault = (name: string, code: string | undefined) =>
    setFaults((last) => ({ ...last, [name]: code }) as Faults<Values>);

  return {
    values,
    faults,
    failure,
    busy,
    sendings,
    set<Name extends keyof Values & string>(name: Name, value: Values[Name]) {
      setValues((last) => ({ ...last, [name]: value }));
      setFault(name, undefined);
    },
    /** Validates a field on blur, unless it is empty and may still be filled in. */
    leave(name: keyof Values & string) {
      if (values[name]) afterPress(() => setFault(name, faultsOf(latest.current)[name]));
    },
    /** Validates some fields, as those of one step; returns whether all are valid. */
    check(names: readonly (keyof Values & string)[]): boolean {
      const found = faultsOf(values);
      const here = Object.fromEntries(names.map((name) => [name, found[name]])) as Faults<Values>;
      setFailure(undefined);
      setFaults(here);
      setSendings((made) => made + 1);
      return !Object.values(here).some(Boolean);
    },
    async send(action: (values: Values) => Promise<void>) {
      if (busy) return;
      const found = faultsOf(values);
      setFailure(undefined);
      setFaults(found);
      setSendings((made) => made + 1);
      if (Object.values(found).some(Boolean)) return;
      setBusy(true);
      try {
        await action(values);
      } catch (error) {
        const refused = asFailure(error);
        setFailure(refused);
        setFaults(Object.fromEntries(refused.faults.map(({ field, code }) => [field, code])) as Faults<Values>);
        setSendings((made) => made + 1);
      } finally {
        setBusy(false);
      }
    },
  };
}
