// One try of a task, and everything that may end it: its answer, its timeout, a missed heartbeat, an abort.

import { type Strand, strandSoon } from './strand.ts';
import { setTimer } from './timer.ts';

export interface TaskWatch {
  /** Ends the try, once. A job that is `left` is told to stop. */
  end(how: 'answered' | 'left'): void;
  /** Runs unless the try has ended by then, as a step of the strand. */
  soon(run: () => void): void;
  /** Runs when the try ends. */
  onEnd(run: (how: 'answered' | 'left') => void): void;
  /** Runs after so many seconds, unless the try has ended. */
  after(seconds: number | undefined, run: () => void): void;
  /** Starts the heartbeat's clock: `missed` runs once it has been silent for so many seconds. */
  expectBeats(seconds: number | undefined, missed: () => void): void;
  /** A heartbeat came. */
  beat(): void;
}

export function watchTask(strand: Strand): TaskWatch {
  const { clock } = strand.runtime;
  const endings: ((how: 'answered' | 'left') => void)[] = [];
  let over = false;
  let beat = () => {};

  function end(how: 'answered' | 'left'): void {
    if (over) return;
    over = true;
    // Whoever is told may have a call to make.
    strand.runtime.stir();
    for (const ending of endings) ending(how);
  }

  const soon = (run: () => void) =>
    strandSoon(strand, () => {
      if (!over) run();
    });

  const timer = (seconds: number, run: () => void) =>
    setTimer(strand, clock.millis() + seconds * 1000, () => {
      if (!over) run();
    });

  function after(seconds: number | undefined, run: () => void): void {
    if (seconds !== undefined && !over) endings.push(timer(seconds, run));
  }

  function expectBeats(seconds: number | undefined, missed: () => void): void {
    if (seconds === undefined || over) return;
    let cancel = timer(seconds, missed);
    endings.push(() => cancel());
    beat = () => {
      cancel();
      cancel = timer(seconds, missed);
    };
  }

  const onEnd = (run: (how: 'answered' | 'left') => void) => endings.push(run);

  return { end, soon, onEnd, after, expectBeats, beat: () => beat() };
}
