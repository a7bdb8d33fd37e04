import { useEffect, useState } from "preact/hooks";

const MARK = "registrationStep";
const inHistory = (): 1 | 2 => ((history.state as Record<string, unknown> | null)?.[MARK] === 2 ? 2 : 1);

/**
 * Which of the two steps is shown. The second is a place of its own in the browser's history, so that its way back leads
 * to the first and not out of the form; where the first is not filled in (`ready`), as after a reload, it comes first.
 */
export function useSteps(ready: boolean, onMove: () => void) {
  const [step, setStep] = useState<1 | 2>(() => (ready ? inHistory() : 1));
  useEffect(() => {
    const moved = () => {
      setStep(inHistory());
      onMove();
    };
    addEventListener("popstate", moved);
    return () => removeEventListener("popstate", moved);
  }, []);
  return {
    step,
    next: () => {
      history.pushState({ [MARK]: 2 }, "");
      setStep(2);
      onMove();
    },
    back: () => {
      if (inHistory() === 2) history.back();
      else setStep(1);
    },
  };
}
