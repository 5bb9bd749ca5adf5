// How much faster or slower than planned a person wants time to pass, or not at all.

export interface Tempo {
  /** What the planned speed becomes. */
  of(speed: number): number;
  togglePause(): void;
  faster(): void;
  slower(): void;
  /** `paused`, `4x`; empty where it is as planned. */
  text(): string;
}

const STEP = 2;
const MOST = 1024;

export function tempo(): Tempo {
  let factor = 1;
  let paused = false;
  const set = (next: number) => {
    factor = Math.min(MOST, Math.max(1 / MOST, next));
    paused = false;
  };
  return {
    of: (speed) => (paused ? 0 : speed * factor),
    togglePause: () => {
      paused = !paused;
    },
    faster: () => set(factor * STEP),
    slower: () => set(factor / STEP),
    text: () => {
      if (paused) return 'paused';
      if (factor === 1) return '';
      return factor > 1 ? `${factor}x` : `1/${1 / factor}x`;
    },
  };
}
