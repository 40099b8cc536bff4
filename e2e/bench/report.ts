// A figure beside its target.

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}

/** Prints what was measured, the most it may be, and how much of that it takes. */
export function report(what: string, figure: number, unit: string, target?: number): void {
  const digits = Math.abs(figure) < 10 ? 2 : 0;
  const shown = `${figure.toFixed(digits)} ${unit}`.padStart(12);
  const against = target === undefined ? '' : `${`${target} ${unit}`.padStart(12)}   ${(figure / target).toFixed(2)}`;
  process.stdout.write(`${what.padEnd(58)}${shown}${against}\n`);
}

/** A loop that is always the same: figures of two runs say as much as this one is alike in both. */
function machine(): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    let sum = 0;
    for (let n = 0; n < 20_000_000; n += 1) sum = (sum * 31 + n) | 0;
    return performance.now() - start + (sum === 1 ? 1 : 0);
  });
  return median(times);
}

/** Prints how fast the machine is now. */
export function machineLine(): void {
  process.stdout.write(`machine: ${machine().toFixed(0)} ms for a loop that is always the same\n`);
}

export function title(): void {
  machineLine();
  process.stdout.write(`${'medians'.padEnd(58)}${'figure'.padStart(12)}${'at most'.padStart(12)}   ratio\n`);
}
