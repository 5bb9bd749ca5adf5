// Every example scenario plays as its own comment says. In several files, so that several processors share them.

import { builtAgain } from './built-again.ts';
import { byFailure } from './by-failure.ts';
import { byOthers } from './by-others.ts';
import { byService } from './by-service.ts';
import { byStack } from './by-stack.ts';
import { byStrategy } from './by-strategy.ts';
import { everywhere, upTo } from './checkout-places.ts';
import { keptShut } from './kept-shut.ts';
import { play, releasesOf, runningOf } from './played-scenario.ts';
import { rolledBack } from './rolled-back.ts';

const PIPELINE = 'examples/checkout/tidegate.yml';
const SMALL = 'examples/minimal/tidegate.yml';
const HOURS = 'examples/hours/tidegate.yml';
const ELSEWHERE = 'examples/elsewhere/tidegate.yml';
const PUSHED = 'examples/pushed/tidegate.yml';
const PIPED = 'examples/codepipeline/tidegate.yml';
const MONOREPO = 'examples/monorepo/tidegate.yml';

type Ends = readonly (readonly [
  name: string,
  releases: readonly string[],
  running: readonly string[],
  /** Where it is not the usual one. */
  pipeline?: string,
])[];

/** How the example scenarios end, in as many groups as there are files that play them. */
export const scenarios = {
  admission: [
    ['builds-not-meant', ['Promoted good', 'Refused 2'], everywhere('good')],
    ['batch', ['Promoted good'], everywhere('good')],
    ['artifact-overwritten', ['Promoted good'], everywhere('good')],
  ],
  hands: [
    ['start-admitted', ['Refused 1', 'Promoted hotfix'], ['hotfix beta…prod'], SMALL],
    [
      'step-back',
      ['Promoted first', 'Promoted second', 'Superseded first', 'Promoted first'],
      ['first beta…prod'],
      SMALL,
    ],
    [
      'quarantine-lifted',
      ['RolledBack good', 'Refused', 'Promoted good', 'Refused'],
      ['good beta…prod'],
      SMALL,
    ],
  ],
  told: [
    [
      'raw-events',
      ['Refused build-11', 'Refused build-12', 'Promoted newer', 'Superseded older'],
      ['newer beta…prod'],
      SMALL,
    ],
    ...builtAgain,
    ['nothing-changed', ['Promoted good', 'Promoted shared'], ['shared beta…prod'], MONOREPO],
    ['bare-commits', ['Promoted good'], ['good beta…prod'], MONOREPO],
    ['bare-commits-of-anybody', ['Promoted good'], ['good beta…prod'], MONOREPO],
    ['artifact-denied', ['Refused good', 'Promoted good'], ['good beta…prod'], SMALL],
  ],
  named: [
    [
      'alarm-elsewhere',
      ['RolledBack slow-pages', 'RolledBack bad', 'Promoted good'],
      ['good beta…prod'],
      ELSEWHERE,
    ],
    ['alarm-by-name', ['RolledBack bad'], ['bad beta', 'previous prod'], SMALL],
    ['few-requests', ['Stopped quiet'], ['quiet beta…prod'], SMALL],
    ['let-through', ['Promoted good'], everywhere('good')],
    ['bake-again', ['Promoted good'], ['good beta…prod'], SMALL],
    ['metrics-named', ['RolledBack bad'], ['bad beta', 'previous prod'], SMALL],
    ['others-change', ['RolledBack bad'], ['previous beta…prod'], SMALL],
    ['shift-by-steps', ['Promoted good'], ['good beta…prod'], SMALL],
    ['alarm-in-a-shift', ['RolledBack bad'], ['bad beta', 'previous prod'], SMALL],
    ['harm-in-a-shift', ['RolledBack bad'], ['bad beta', 'previous prod'], SMALL],
    ['moved-in-a-shift', ['Stopped good'], ['good beta', 'hotfix prod'], SMALL],
    ['alarm-fires-anyway', ['Stopped good'], ['good beta…prod'], SMALL],
    ['deployment-fails-once', ['Promoted good'], ['good beta…prod'], SMALL],
    ['test-retried', ['RolledBack good', 'Promoted good'], ['good beta…prod'], SMALL],
    ['objective-of-a-metric', ['RolledBack bad'], ['bad beta', 'previous prod'], SMALL],
  ],
  builds: [
    ['build-succeeds', ['Promoted good'], everywhere('good')],
    ['build-fails', [], everywhere('previous')],
    ['raw-event', ['Promoted good'], everywhere('good')],
    ['build-event-lost', ['Promoted good'], everywhere('good')],
    ['first-release', ['Stopped bad'], ['bad beta…gamma', 'nothing one-box…ap-northeast-1']],
  ],
  gates: [
    ...keptShut,
    ['frozen', ['Promoted good'], ['good beta…prod'], SMALL],
    ['outside-hours', ['Superseded first', 'Promoted second'], ['second beta…us-east-1'], HOURS],
  ],
  releases: [['two-releases', ['Promoted good', 'RolledBack bad'], everywhere('good')]],
  newest: [
    [
      'newer-release',
      ['Promoted first', 'Superseded second', 'Promoted third'],
      everywhere('third'),
    ],
  ],
  newer: [
    ['fix-after-rollback', ['RolledBack bad', 'Refused', 'Promoted fix'], everywhere('fix')],
    ['events-swapped', ['Promoted newer', 'Superseded older'], everywhere('newer')],
    ['policy-tightened', ['Promoted first', 'Refused second'], everywhere('first')],
  ],
  alarms: [
    ['alarm-fires', ['RolledBack bad'], everywhere('previous')],
    ['alarm-recovers', ['RolledBack bad'], everywhere('previous')],
    ['alarm-missing', ['Stopped good'], upTo('good', 'gamma', 'one-box')],
    ['alarm-before-start', ['Promoted good'], everywhere('good')],
    ['alarm-stays-on', ['Stopped good'], upTo('good', 'gamma', 'one-box')],
  ],
  evidence: [
    ['metric-shifts', ['RolledBack bad'], everywhere('previous')],
    ['latency-triples', ['RolledBack slow'], everywhere('previous')],
    ['errors-rise', ['RolledBack bad'], everywhere('previous')],
    ['function-throttled', ['RolledBack bad'], everywhere('previous')],
    ['old-and-new-suffer', ['Stopped good'], upTo('good', 'gamma', 'one-box')],
    ['data-stops', ['Stopped silent'], upTo('silent', 'gamma', 'one-box')],
    ['data-unreported', ['Stopped mute'], upTo('mute', 'gamma', 'one-box')],
  ],
  signals: [
    ['data-gap', ['Promoted good'], everywhere('good')],
    ['budget-burns', ['RolledBack bad'], everywhere('previous')],
    ['callee-suffers', ['RolledBack bad'], everywhere('previous')],
    ['another-change', ['RolledBack good'], everywhere('previous')],
    ['insight-opens', ['Promoted bad'], everywhere('bad')],
  ],
  failures: byFailure,
  calls: [
    ['calls-throttled', ['Promoted good'], everywhere('good')],
    ['rates', ['Promoted good'], everywhere('good')],
    ['call-dies-after-effect', ['Promoted good'], everywhere('good')],
    ['function-dies', ['Promoted good'], everywhere('good')],
  ],
  lists: [['lists-lag', ['Promoted good'], everywhere('good')]],
  faults: [
    ['calls-fail', ['Promoted good'], everywhere('good')],
    ['region-unreachable', ['Stopped good'], upTo('good', 'one-box', 'eu-west-1')],
    ['person-at-a-call', ['Stopped good'], upTo('good', 'one-box', 'eu-west-1')],
    ['clocks-apart', ['RolledBack bad'], upTo('bad', 'beta', 'gamma')],
  ],
  events: [
    ['events-lost', ['RolledBack bad'], everywhere('previous')],
    ['events-doubled', ['Promoted good'], everywhere('good')],
    ['events-late', ['Promoted good'], everywhere('good')],
  ],
  drift: [
    ['target-moved', ['Stopped good', 'Promoted next'], ['next beta…prod'], SMALL],
    ['target-half-moved', ['Stopped good'], ['good beta', 'nothing prod'], SMALL],
    ...byOthers,
    ['artifact-deleted', ['RolledBack bad'], ['bad beta', 'previous prod'], SMALL],
    ['version-deleted', ['RolledBack bad'], ['bad beta', 'previous prod'], SMALL],
    ['way-back-missing', ['Stopped good'], ['good beta…prod'], SMALL],
    ['instances-join', ['Promoted good'], everywhere('good')],
    [
      'pushes',
      ['Promoted shared', 'Promoted shared', 'Promoted store-only'],
      ['store-only beta…prod', 'shared office'],
      PUSHED,
    ],
    ['code-pipeline', ['Promoted piped', 'Refused 2'], ['piped beta…prod'], PIPED],
    ['two-pipelines', ['Promoted good'], ['good beta…hello'], SMALL],
  ],
  people: [
    ['person-stops', ['Stopped first', 'Promoted second'], everywhere('second')],
    ...rolledBack,
    ['person-stops-deployment', ['Stopped good'], ['previous beta…ap-northeast-1']],
    [
      'line-stopped',
      ['Promoted first', 'Promoted second', 'Stopped third'],
      ['third beta…prod'],
      SMALL,
    ],
    ['person-starts', ['Promoted good', 'Refused', 'Refused'], everywhere('good')],
  ],
  services: byService,
  stacks: byStack,
  strategies: byStrategy,
} satisfies Record<string, Ends>;

/** Plays a group, one test a scenario. */
export function playScenarios(group: keyof typeof scenarios): void {
  const all: Ends = scenarios[group];
  const whole = all.map(([name, releases, running, pipeline = PIPELINE]) => {
    return { name, releases, running, pipeline };
  });
  test.each(whole)('$name ends as it says', async ({ name, releases, running, pipeline }) => {
    const report = await play(name, pipeline);

    expect({ releases: releasesOf(report), running: runningOf(report) }).toEqual({
      releases,
      running,
    });
  });
}
