import type { Invariant } from '../invariant.ts';

/** A bake may be extended once and have traffic sent in it, and Lambda's own hiccups are retried. */
const STRETCHES = 3;

export const patienceIsCheap: Invariant = {
  holds: 'a bake of any length costs some looks for each doubling of it',
  broken: ({ executions }) =>
    executions.flatMap(({ machine, name, visits }) => {
      const looks = visits.filter(({ state }) => state === 'WatchBake');
      const [first, last] = [looks[0], looks.at(-1)];
      if (machine !== 'wave' || first === undefined || last === undefined) return [];
      const minutes = Math.max(1, (last.at - first.at) / 60_000);
      const most = STRETCHES * (Math.ceil(Math.log2(minutes)) + 3);
      if (looks.length <= most) return [];
      return [
        `${name} looked ${looks.length} times in ${Math.round(minutes)} min; ${most} are enough`,
      ];
    }),
};
