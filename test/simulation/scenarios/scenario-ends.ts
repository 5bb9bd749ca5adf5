// Every example scenario plays as its own comment says. In several files, so that several processors share them.

import { builtAgain } from './built-again.ts';
import { byConfiguration } from './by-configuration.ts';
import { byEvidence, bySignal } from './by-evidence.ts';
import { byFailure } from './by-failure.ts';
import { byInstances } from './by-instances.ts';
import { byJob } from './by-job.ts';
import { byMachine } from './by-machine.ts';
import { byOthers } from './by-others.ts';
import { byService } from './by-service.ts';
import { bySet } from './by-set.ts';
import { bySite } from './by-site.ts';
import { bySource } from './by-source.ts';
import { byStack } from './by-stack.ts';
import { byStrategy } from './by-strategy.ts';
import { byTasks } from './by-tasks.ts';
import { everywhere, PLACES, upTo, WHOLE } from './checkout-places.ts';
import { keptShut } from './kept-shut.ts';
import { play, releasesOf, runningOf } from './played-scenario.ts';
import { rolledBack } from './rolled-back.ts';
import { untold } from './untold.ts';

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
  /** Where it is not the usual one: another’s file, or the targets that are left of the usual one. */
  pipeline?: string | readonly string[],
])[];

/** How the example scenarios end, in as many groups as there are files that play them. */
export const scenarios = {
  admission: [
    ['builds-not-meant', ['Promoted good', 'Refused 2'], everywhere('good')],
    ['batch', ['Promoted good'], ['good beta…prod'], SMALL],
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
      'alarms-fire-together',
      ['RolledBack bad'],
      ['bad beta', 'previous prod'],
      'examples/messages/tidegate.yml',
    ],
    [
      'alarms-muted',
      ['RolledBack bad'],
      ['bad beta', 'previous prod'],
      'examples/messages/tidegate.yml',
    ],
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
    ['build-succeeds', ['Promoted good'], ['good beta…ap-northeast-1'], WHOLE],
    ['build-fails', [], everywhere('previous')],
    ['raw-event', ['Promoted good'], everywhere('good')],
    ['build-event-lost', ['Promoted good'], ['good beta…prod'], SMALL],
    ['first-release', ['Stopped bad'], ['bad beta…gamma', 'nothing one-box…eu-west-1']],
  ],
  gates: [
    ...keptShut,
    ['frozen', ['Promoted good'], ['good beta…prod'], SMALL],
    ['outside-hours', ['Superseded first', 'Promoted second'], ['second beta…us-east-1'], HOURS],
  ],
  releases: [
    ['two-releases', ['Promoted good', 'RolledBack bad'], ['good beta…ap-northeast-1'], WHOLE],
  ],
  newest: [
    [
      'newer-release',
      ['Promoted first', 'Superseded second', 'Promoted third'],
      everywhere('third'),
    ],
  ],
  newer: [
    ['fix-after-rollback', ['RolledBack bad', 'Refused', 'Promoted fix'], everywhere('fix')],
    ['events-swapped', ['Promoted newer', 'Superseded older'], ['newer beta…prod'], SMALL],
    ['policy-tightened', ['Promoted first', 'Refused second'], everywhere('first')],
  ],
  alarms: [
    ['alarm-fires', ['RolledBack bad'], ['previous beta…us-east-1'], [...PLACES, 'us-east-1']],
    ['alarm-recovers', ['RolledBack bad'], everywhere('previous')],
    ['alarm-missing', ['Stopped good'], upTo('good', 'gamma', 'one-box')],
    ['alarm-before-start', ['Promoted good'], everywhere('good')],
    ['alarm-stays-on', ['Stopped good'], upTo('good', 'gamma', 'one-box')],
  ],
  evidence: byEvidence,
  signals: bySignal,
  failures: byFailure,
  calls: [
    ['calls-throttled', ['Promoted good'], ['good beta…prod'], SMALL],
    ['rates', ['Promoted good'], ['good beta…ap-northeast-1'], WHOLE],
    ['call-dies-after-effect', ['Promoted good'], ['good beta…prod'], SMALL],
    ['function-dies', ['Promoted good'], ['good beta…prod'], SMALL],
  ],
  lists: [['lists-lag', ['Promoted good'], ['good beta…prod'], SMALL]],
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
    [
      'instances-join',
      ['Promoted good'],
      ['good beta…eu-west-1-workers'],
      [...PLACES, 'eu-west-1-workers'],
    ],
    [
      'pushes',
      ['Promoted shared', 'Promoted shared', 'Promoted store-only'],
      ['store-only beta…prod', 'shared office'],
      PUSHED,
    ],
    ['code-pipeline', ['Promoted piped', 'Refused 2'], ['piped beta…prod'], PIPED],
    ['two-pipelines', ['Promoted good'], ['good beta…hello'], SMALL],
  ],
  configurations: byConfiguration,
  machines: byMachine,
  sites: bySite,
  people: [
    ['person-stops', ['Stopped first', 'Promoted second'], everywhere('second')],
    ...rolledBack,
    ['person-stops-deployment', ['Stopped good'], everywhere('previous')],
    [
      'line-stopped',
      ['Promoted first', 'Promoted second', 'Stopped third'],
      ['third beta…prod'],
      SMALL,
    ],
    ['person-starts', ['Promoted good', 'Refused', 'Refused'], everywhere('good')],
  ],
  instances: byInstances,
  jobs: byJob,
  tasks: byTasks,
  services: byService,
  sources: bySource,
  sets: bySet,
  stacks: byStack,
  strategies: byStrategy,
} satisfies Record<string, Ends>;

/** Plays a group, one test a scenario. */
export function playScenarios(group: keyof typeof scenarios): void {
  const all: Ends = scenarios[group];
  const whole = all.map(([name, releases, running, pipeline]) => {
    return { name, releases, running, pipeline };
  });
  test.each(whole)('$name ends as it says', async ({ name, releases, running, pipeline }) => {
    const report = await play(name, pipeline);

    expect({ releases: releasesOf(report), running: runningOf(report) }).toEqual({
      releases,
      running,
    });
    expect(untold(report.ledger, `examples/scenarios/${name}.yml`)).toEqual([]);
  });
}
