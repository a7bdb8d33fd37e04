/** Lets the browser save a text as a file. */
export function saveFile(name: string, content: string, type: string): void {
  const blob = new Blob([content], { type });
  const old = navigator as Navigator & { msSaveBlob?: (blob: Blob, name: string) => boolean };
  if (old.msSaveBlob) {
    old.msSaveBlob(blob, name); // Edge up to 18 does not follow a link to a blob
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.appendChild(link);
  link.click();
  document.body.removeChild(link);
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
