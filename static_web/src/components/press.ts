let pressed = false;
const waiting: (() => void)[] = [];

addEventListener("mousedown", () => (pressed = true), true);
addEventListener("mouseup", released, true);
addEventListener("dragend", released, true);

function released(): void {
  pressed = false;
  // After the click, which follows the release of the pointer at once.
  setTimeout(() => waiting.splice(0).forEach((act) => act()), 0);
}

/**
 * Runs what may move the page: at once, or after a press that is under way has found its mark. Leaving a field by
 * pressing a button would otherwise push the button away before the click. A finger's press ends in these events too.
 */
export function afterPress(act: () => void): void {
  if (pressed) waiting.push(act);
  else act();
}
