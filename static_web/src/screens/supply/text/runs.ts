/** Of the numbers from 1 to `length` those that follow one another, as from–to; the last is followed by 1 again. */
export function runs(numbers: number[], length: number): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let n = 1; n <= length; n += 1) {
    const last = found[found.length - 1];
    if (numbers.indexOf(n) < 0) continue;
    if (last && last.to === n - 1) last.to = n;
    else found.push({ from: n, to: n });
  }
  const first = found[0];
  const last = found[found.length - 1];
  if (!first || !last || first === last || first.from !== 1 || last.to !== length) return found;
  return [...found.slice(1, -1), { from: last.from, to: first.to }];
}
