import { virtualClock } from '../clock.ts';
import type { ClockOptions } from '../clock-state.ts';

const startAt = new Date('2026-11-20T14:00:00Z');
const made = (more: Partial<ClockOptions> = {}) => virtualClock({ startAt, seed: 1, ...more });

test('what starts itself anew at once does not keep time from passing', async () => {
  const clock = made();
  const again = () => void clock.at(clock.millis(), again);
  again();

  expect(await clock.play(() => clock.millis() > startAt.getTime() + 2)).toBe(true);
});

test('a crowd that never stops asking does not keep a timer waiting', async () => {
  const clock = made();
  let fired = false;
  const ask = () => void clock.park(ask);
  ask();
  clock.at(clock.millis(), () => {
    fired = true;
  });

  expect(await clock.play(() => fired)).toBe(true);
});

test('timers that are due without end do not keep parked work waiting', async () => {
  const clock = made();
  const again = () => void clock.at(clock.millis(), again);
  again();
  let asked = false;
  void clock.park(() => {
    asked = true;
  });

  expect(await clock.play(() => asked)).toBe(true);
});

test('whoever looks on is let in while work never ends, and may end the run', async () => {
  const pace = async (_from: number, to: number) => {
    if (letIn) throw new Error('left');
    return to;
  };
  const clock = made({ pace });
  let letIn = false;
  const again = () => void clock.at(clock.millis(), again);
  again();
  // Only a turn of the event loop reaches this: a signal, or a request, would come no sooner.
  setTimeout(() => {
    letIn = true;
  }, 1);

  await expect(clock.play()).rejects.toThrow('left');
});

test('who works through much at once is told when somebody outside waits, and only then', async () => {
  const clock = made({ pace: async (_from, to) => to });
  const turns: boolean[] = [];
  const work = () => {
    while (!clock.isOverdue());
    turns.push(clock.isOverdue());
    clock.at(clock.millis(), () => turns.push(clock.isOverdue()));
  };
  clock.at(clock.millis(), work);

  await clock.play(() => turns.length === 2);

  expect(turns).toEqual([true, false]);
  expect(made().isOverdue()).toBe(false);
});

test('time that others had of the machine makes nobody overdue: what happens next does not depend on it', async () => {
  const clock = made({ pace: async (_from, to) => to });
  const told: boolean[] = [];
  clock.at(clock.millis(), () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 80);
    told.push(clock.isOverdue());
  });

  await clock.play();

  expect(told).toEqual([false]);
});

describe('a timer that throws', () => {
  const broken = [
    () => {
      throw new Error('broken');
    },
    async () => {
      throw new Error('broken');
    },
  ];

  test.each(broken)('is told to whoever listens, and ends nobody else’s work', async (run) => {
    const told: unknown[] = [];
    const clock = made({ onDefect: (error) => told.push(error) });
    let after = false;
    clock.at(clock.millis(), run);
    clock.at(clock.millis() + 1, () => {
      after = true;
    });

    await clock.play();

    expect(after).toBe(true);
    expect(told).toEqual([new Error('broken')]);
  });

  test('fails a run that nobody looks on', async () => {
    const clock = made();
    clock.at(clock.millis(), broken[0]!);

    await expect(clock.play()).rejects.toThrow('broken');
  });
});
