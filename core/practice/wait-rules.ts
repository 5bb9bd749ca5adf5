// Rules on waiting: nothing waits for ever, nor for so long that nobody remembers why.

import { exactDuration, secondsIn } from '../duration.ts';
import { timeoutOf } from '../pipeline/test-schema.ts';
import { lasting } from '../pipeline/value-schemas.ts';
import { waveName } from '../wave-name.ts';
import { pathOfStage, pathOfWave } from './places.ts';
import { type Breach, rule } from './rule.ts';
import type { Subject } from './subject.ts';

const longest = (text: string, description: string) => lasting.default(text).meta({ description });

export const boundedWaits = rule({
  id: 'bounded-waits',
  title: 'No unbounded wait',
  why: 'A wait without a sensible end holds a stage, hides that something hangs, and ends long after the people who could say why have forgotten it.',
  fix: 'shorten what is named: gateTimeout, alarmsClearWithin, a stage’s deployTimeout, a test’s timeout, a bake’s for or extendBy',
  level: 'warn',
  sees: 'file',
  parameters: {
    gate: longest('14d', 'The longest gateTimeout.'),
    alarmsClear: longest('1d', 'The longest alarmsClearWithin.'),
    deployment: longest('12h', 'The longest deployTimeout of a stage.'),
    test: longest('8h', 'The longest timeout of a test.'),
    bake: longest('7d', 'The longest bake, its extension included.'),
  },
  check(subject, bounds) {
    const { pipeline } = subject;
    const over = (
      path: readonly PropertyKey[],
      what: string,
      got: string,
      most: string,
    ): Breach[] =>
      secondsIn(got) <= secondsIn(most)
        ? []
        : [{ path, text: `expected ${what} of at most ${most}, got ${got}` }];
    return [
      ...over(['gateTimeout'], 'a gateTimeout', pipeline.gateTimeout, bounds.gate),
      ...over(
        ['alarmsClearWithin'],
        'an alarmsClearWithin',
        pipeline.alarmsClearWithin,
        bounds.alarmsClear,
      ),
      ...pipeline.stages.flatMap(({ name, deployTimeout, tests }) => {
        const path = pathOfStage(pipeline, name);
        return [
          ...over(
            [...path, 'deployTimeout'],
            `a deployTimeout of stage ${name}`,
            deployTimeout ?? '0s',
            bounds.deployment,
          ),
          ...tests.flatMap((test, index) =>
            over(
              [...path, 'tests', index, 'timeout'],
              `a timeout of test ${test.name} of stage ${name}`,
              timeoutOf(test),
              bounds.test,
            ),
          ),
        ];
      }),
      ...longBakes(subject, bounds.bake),
    ];
  },
});

function longBakes({ pipeline, waves }: Subject, most: string): Breach[] {
  return waves.flatMap((wave): Breach[] => {
    const total = wave.bake ? wave.bake.seconds + wave.bake.extensionSeconds : 0;
    if (total <= secondsIn(most)) return [];
    const text = `expected a bake of wave ${waveName(wave)} of at most ${most} with its extension, got ${exactDuration(total)}`;
    return [{ path: [...pathOfWave(pipeline, wave), 'bake'], text }];
  });
}
