// All that a small world can suffer, one by one: every single fault at every call, and every pair of deaths.

import type { ScenarioInput } from '../world/scenario.ts';
import { playCase } from './play-case.ts';
import type { MadeCall } from './record/run-record.ts';
import type { SeededCase } from './seeded-case.ts';

const place = { account: '222233334444', region: 'eu-west-1' };
const bake = { for: '1m', judge: { mode: 'off' as const } };

/** One release on two targets, whose second bake fails and takes both back: every machine and function is at work. */
const BASE: SeededCase = {
  seed: 1,
  pipeline: {
    pipeline: 'shop',
    source: { project: 'shop-build' },
    gateTimeout: '2h',
    stages: [
      {
        name: 'prod',
        rollback: 'release',
        deployTimeout: '10m',
        tests: [{ name: 'check', project: 'shop-check', timeout: '10m' }],
        waves: [
          {
            name: 'first',
            targets: [
              {
                name: 'a',
                ...place,
                lambda: {
                  function: 'shop',
                  alias: 'live',
                  application: 'shop',
                  deploymentGroup: 'a',
                },
                alarms: ['a-errors'],
              },
            ],
            bake,
          },
          {
            name: 'second',
            targets: [
              {
                name: 'b',
                ...place,
                ec2: { application: 'shop', deploymentGroup: 'b' },
                alarms: ['b-errors'],
              },
            ],
            bake,
          },
        ],
      },
    ],
  },
  scenario: {
    baseline: 'r0',
    builds: [{ at: '0s', revision: 'r1' }],
    misbehaviours: [{ how: 'alarm', revision: 'r1', target: 'b', after: '20s' }],
  },
  files: {},
};

/** A call of a function in the world where nothing fails. */
interface Occasion {
  readonly function: string;
  readonly call: string;
  readonly onCall: number;
}

/** In an order that never changes: the first is number 1. */
export async function smallCases(): Promise<SeededCase[]> {
  const { record } = await playCase(BASE);
  const occasions = occasionsOf(record.calls, record.startAt);
  return [...occasions.flatMap(singleFaults), ...pairsOfDeaths(occasions)].map(withScenario);
}

function withScenario(more: ScenarioInput): SeededCase {
  return { ...BASE, scenario: { ...BASE.scenario, ...more } };
}

function occasionsOf(calls: readonly MadeCall[], startAt: number): Occasion[] {
  const counts = new Map<string, number>();
  return calls.flatMap(({ functionName, call, at }) => {
    if (functionName === undefined || at < startAt) return [];
    const onCall = (counts.get(`${functionName} ${call}`) ?? 0) + 1;
    counts.set(`${functionName} ${call}`, onCall);
    return functionName === 'Sweep' && onCall > 3 ? [] : [{ function: functionName, call, onCall }];
  });
}

/** More than the SDK tries again, so that the function hears of it. */
const BEYOND_RETRIES = 4;

function singleFaults(occasion: Occasion): ScenarioInput[] {
  const fault = (more: Omit<NonNullable<ScenarioInput['calls']>[number], 'call'>) => ({
    calls: [{ ...occasion, ...more }],
  });
  const { onCall: nth, ...at } = occasion;
  return [
    { deaths: [{ ...occasion, dies: 'before' }] },
    { deaths: [{ ...occasion, dies: 'after' }] },
    fault({ how: 'throttled', times: BEYOND_RETRIES }),
    fault({ how: 'denied', times: 1 }),
    fault({ how: 'fails', times: BEYOND_RETRIES }),
    fault({ how: 'failsAfterEffect', times: 1 }),
    fault({ how: 'failsAfterEffect', times: BEYOND_RETRIES }),
    ...(occasion.call === 'dynamodb:PutItem' ? [fault({ how: 'contended', times: 2 })] : []),
    fault({ how: 'hangs', times: 1 }),
    // Slow while somebody stops its release: the late hand.
    { ...fault({ how: 'slow', by: '50s' }), people: [{ does: 'stop', onCall: { ...at, nth } }] },
  ];
}

/** What changes something: to die before or after a read is to die after or before a change. */
const CHANGES = /:(Create|Put|Start|Stop|Update|Publish|Send|Delete|Copy)/;

function pairsOfDeaths(occasions: readonly Occasion[]): ScenarioInput[] {
  const acts = occasions.filter(
    ({ call, function: name }) => CHANGES.test(call) && name !== 'Sweep',
  );
  return acts.flatMap((one, index) =>
    acts.slice(index + 1).map((other) => ({
      deaths: [
        { ...one, dies: 'after' as const },
        { ...other, dies: 'before' as const },
      ],
    })),
  );
}
