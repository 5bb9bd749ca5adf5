// What happened around a release, from every source: its commit and build, the ledger, alarms, what the judge saw, and
// what others changed at the same time.

import type { Change } from '../change.ts';
import type { Explained } from '../judging/explanation.ts';
import type { LedgerEntry, LedgerEvent } from '../ledger.ts';
import type { Release } from '../release.ts';
import { labelOf } from '../revision.ts';
import { decisionOf, harmOf, hasBaked, type OpenedWave } from '../wave.ts';
import { waveName } from '../wave-name.ts';

/** Where a line comes from; each is said in a word. */
const lineSources = [
  'commit',
  'build',
  'codePipeline',
  'deployment',
  'test',
  'bake',
  'alarm',
  'metric',
  'insight',
  'look',
  'person',
  'others',
  'tidegate',
] as const;

export type LineSource = (typeof lineSources)[number];

export interface StoryLine extends Pick<LedgerEntry, 'at' | 'subject' | 'text'> {
  readonly source: LineSource;
  /** Whether it is of this release, and not only of the same time. */
  readonly isOwn: boolean;
}

const SOURCES: Readonly<Partial<Record<LedgerEvent, LineSource>>> = {
  CodePipelineMoved: 'codePipeline',
  DeploymentStarted: 'deployment',
  DeploymentEnded: 'deployment',
  ChangesFound: 'deployment',
  DriftFound: 'others',
  StopFailed: 'deployment',
  LeftBehind: 'deployment',
  TestStarted: 'test',
  TestEnded: 'test',
  LegStarted: 'test',
  LegEnded: 'test',
  HookStarted: 'test',
  HookEnded: 'test',
  BakeStarted: 'bake',
  BakeExtended: 'bake',
  BakeEnded: 'bake',
  TrafficStarted: 'bake',
  LoadStarted: 'bake',
  LoadEnded: 'bake',
};

/** Events that are somebody's doing, whoever the line names. */
const BY_PEOPLE: ReadonlySet<LedgerEvent> = new Set([
  'StartAsked',
  'RollbackAsked',
  'BuildAdmitted',
  'FixMarked',
  'StageApproved',
  'StageRejected',
  'WaitSkipped',
  'RegionSkipped',
  'ChangesApproved',
  'VerdictOverridden',
  'RetryAsked',
  'VerdictCorrected',
  'StageUnfrozen',
  'Held',
  'Resumed',
  'Frozen',
  'Unfrozen',
  'StopAsked',
  'QuarantineLifted',
  'PipelineApplied',
  'PolicyApplied',
]);

export function sourceOf({ event, person }: LedgerEntry): LineSource {
  if (person !== undefined || BY_PEOPLE.has(event)) return 'person';
  return SOURCES[event] ?? 'tidegate';
}

/** Its commit and its build: when it was committed is not told, so that its first build stands for it. */
export function linesOfRevision({ revision }: Release): StoryLine[] {
  const { commit, author, build, firstBuild } = revision;
  const label = labelOf(revision);
  const first = firstBuild?.startedAt ?? build.startedAt;
  const own = { isOwn: true, subject: '' };
  const by = author === undefined ? '' : ` by ${author}`;
  return [
    ...(commit === ''
      ? []
      : [
          {
            ...own,
            at: first,
            source: 'commit' as const,
            text: `commit ${commit}${by} first built`,
          },
        ]),
    {
      ...own,
      at: build.startedAt,
      source: 'build' as const,
      text: `build of ${label} began: ${build.arn}`,
    },
  ];
}

/** What its waves were charged with since when, and when the judge looked last. */
export function linesOfWaves(
  waves: readonly { readonly wave: OpenedWave; readonly judged: readonly Explained[] }[],
): StoryLine[] {
  return waves.flatMap(({ wave, judged }) => {
    const subject = waveName(wave.plan);
    const own = { isOwn: true, subject };
    const baked = hasBaked(wave) ? (wave.bake.lastLook?.charges ?? []) : [];
    const charges = harmOf(wave)?.charges ?? baked;
    const charged = charges.flatMap(({ by, name, target, since }): StoryLine[] => {
      if (since === undefined) return [];
      if (by === 'alarm')
        return [{ ...own, at: since, source: 'alarm', text: `alarm ${name} of ${target} fires` }];
      const text = `${name} on ${target} is not as expected any more`;
      return [{ ...own, at: since, source: by === 'signal' ? 'insight' : 'metric', text }];
    });
    const looks = judged.map(
      ({ target, of, verdict, lookedAt }): StoryLine => ({
        ...own,
        at: lookedAt,
        source: 'look',
        text: `${of === 'shift' ? 'last look at the shift' : 'last look at the bake'} of ${target}: ${verdict}`,
      }),
    );
    const seen = judged.flatMap(({ lookedAt, target, sayings }) =>
      sayings.map(
        (text): StoryLine => ({
          ...own,
          at: lookedAt,
          source: /insight/i.test(text) ? 'insight' : 'look',
          text: `${target}: ${text}`,
        }),
      ),
    );
    return [...charged, ...looks, ...(decisionOf(wave).verdict === 'pass' ? [] : seen)];
  });
}

const PHASES = { begun: ' began', ended: ' ended', done: '' } as const;

/** What others changed where its targets are; its own deployments stand in the ledger, whoever else tells of them. */
export function linesOfChanges(changes: readonly Change[], { id }: Release): StoryLine[] {
  const own = new Set(
    changes.filter(({ ofRelease }) => ofRelease?.release === id).map(({ operation }) => operation),
  );
  return changes
    .filter(({ operation }) => !own.has(operation))
    .map(({ at, account, region, what, phase, by }) => ({
      at,
      source: 'others' as const,
      subject: `${account} ${region}`,
      text: `${what}${by === undefined ? '' : ` by ${by}`}${PHASES[phase]}`,
      isOwn: false,
    }));
}

export interface WaveSpan {
  readonly name: string;
  readonly from: string;
  /** When its bake began; absent where it had none. */
  readonly bakedFrom?: string;
  /** Absent where it goes on. */
  readonly until?: string;
}

/** Each wave from its start to its end, as the ledger tells. */
export function wavesIn(ledger: readonly LedgerEntry[], { id }: Release): WaveSpan[] {
  const own = ledger.filter(({ release }) => release === id);
  return own
    .filter(({ event }) => event === 'WaveStarted')
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ subject: name, at: from }) => {
      const find = (event: LedgerEvent) =>
        own.find((each) => each.event === event && each.subject === name)?.at;
      const [bakedFrom, until] = [find('BakeStarted'), find('WaveEnded')];
      return {
        name,
        from,
        ...(bakedFrom !== undefined && { bakedFrom }),
        ...(until !== undefined && { until }),
      };
    });
}
