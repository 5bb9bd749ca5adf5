import { secondsIn } from '../../../../core/duration.ts';
import { LETS_THROUGH } from '../../lets-through.ts';
import type { StepCheck } from '../step-check.ts';

export const askedByThen: StepCheck = {
  holds: 'nothing is let through before a person has asked for it',
  atWrite: ({ entries }, { world, scenario, now }) =>
    entries.flatMap(({ event, release }) => {
      const does = LETS_THROUGH[event];
      const since = world.startAt.getTime();
      const asked = scenario.people.some(
        (person) =>
          does?.test(person.does) &&
          (person.at === undefined || since + secondsIn(person.at) * 1000 <= now),
      );
      return does === undefined || asked
        ? []
        : [`${event} of ${release}, which nobody had asked for`];
    }),
};
