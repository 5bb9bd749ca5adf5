// What a simulation says at its end: the contract of `tidegate simulate --json`.

import type { Statistics } from '@tidegate/embedded-aws';
import { deploymentOf, resultOf, wasSentBack } from '../core/intent.ts';
import { ranges } from '../core/keys.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import type { Outcome, VerdictWord, WaveOutcome } from '../core/outcome.ts';
import { targetsOf as targetsIn } from '../core/pipeline/parse.ts';
import { kindOf, type Release, releaseEndOf } from '../core/release.ts';
import { labelOf } from '../core/revision.ts';
import type { Safe } from '../core/time-to-safe.ts';
import { decisionOf, hasOpened, outcomeOf, type Wave } from '../core/wave.ts';
import { behindOf } from '../core/wave-targets.ts';
import type { Ports } from '../flows/ports.ts';
import { ignoredBuildsOf } from './ignored-builds.ts';
import { type AlarmPage, alarmPages } from './pages.ts';
import { partArns } from './part-arns.ts';
import { type RefusedRelease, refusedReleases, revisionName } from './refused-releases.ts';
import { type ToldMessage, toldMessages } from './told-messages.ts';
import { readableIn } from './world/readable-in.ts';
import type { IgnoredBuild, RefusedDeed } from './world/turned-away.ts';
import type { World } from './world/world.ts';

/** As the embedded AWS bills a call, and a handler. */
const SECONDS_OF_A_CALL = 0.02;

export interface WaveReport {
  readonly stage: string;
  readonly wave: string;
  readonly outcome: WaveOutcome;
  readonly deployedAt: string | null;
  readonly bakedAt: string | null;
  readonly verdict: VerdictWord | null;
  readonly reason: string;
  readonly targets: readonly string[];
  /** Those that it has gone on without. */
  readonly behind?: readonly { readonly target: string; readonly reason: string }[];
}

export interface ReleaseReport {
  readonly id: string;
  /** A rollback by hand is a release of its own; its revision is the newest that it takes back. */
  readonly kind: 'release' | 'rollback';
  readonly pipeline: string;
  readonly revision: string;
  /** Null only if the simulation gave up on it. */
  readonly outcome: Outcome | null;
  readonly reason: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** From the first sign of harm until all that was taken back ran its old revision; null where nothing was. */
  readonly timeToSafe: Safe | null;
  readonly waves: readonly WaveReport[];
}

export interface Cost {
  readonly transitions: number;
  readonly invocations: number;
  readonly maxHistoryEvents: number;
  readonly maxPayloadBytes: number;
  readonly apiCalls: number;
}

export interface Report {
  readonly releases: readonly ReleaseReport[];
  /** What each target really runs, asked of the simulated AWS; null if it runs none of the scenario's revisions. */
  readonly targets: Readonly<Record<string, string | null>>;
  readonly cost: Cost;
  readonly ledger: readonly LedgerEntry[];
  /** The other pipelines of the world that could not be applied, where there are any. */
  readonly refusals?: World['refusals'];
  /** What people asked for in vain, if anything. */
  readonly refusedDeeds?: readonly RefusedDeed[];
  /** What people were told, in order, if anything: by the threads of the releases. */
  readonly messages?: readonly ToldMessage[];
  /** What alarms told by themselves as they fired, if any does. */
  readonly pages?: readonly AlarmPage[];
  /** The builds that were no releases, and why, if there are any. */
  readonly ignoredBuilds?: readonly IgnoredBuild[];
}

export async function reportOf(world: World): Promise<Report> {
  const { onlooker, pipelines, refusals } = world;
  const names = pipelines.map(({ pipeline }) => pipeline);
  const claimed = (await Promise.all(names.map((name) => claimedReleases(world, name)))).flat();
  const refused = await refusedReleases(world, new Set(claimed.map(({ execution }) => execution)));
  const releases = [...claimed.map(({ report }) => report), ...refused.map(refusedReport)].sort(
    byStart,
  );
  const builds = [...claimed.flatMap((each) => each.builds), ...refused.map(({ asked }) => asked)];
  const ignoredBuilds = await ignoredBuildsOf(world, new Set(builds));
  const refusedDeeds = world.turnedAway.deeds;
  // What concerns all pipelines stands in a ledger of no name.
  const ledgers = await Promise.all(
    [...names, ''].map((name) => readableIn(onlooker.table, ranges.ledger(name))),
  );
  const messages = await toldMessages(world);
  const pages = alarmPages(world);
  return {
    releases,
    targets: targetsOf(world),
    cost: costOf(world),
    ledger: ledgers.flat(),
    ...(refusals.length > 0 && { refusals }),
    ...(refusedDeeds.length > 0 && { refusedDeeds }),
    ...(messages.length > 0 && { messages }),
    ...(pages.length > 0 && { pages }),
    ...(ignoredBuilds.length > 0 && { ignoredBuilds }),
  };
}

/** Of a name that several pipelines use, the others' stand with their pipelines'. */
function targetsOf({ pipelines, truth }: World): Report['targets'] {
  const found: Record<string, string | null> = {};
  for (const { pipeline, stages } of pipelines)
    for (const target of stages.flatMap(targetsIn)) {
      const name = target.name in found ? `${pipeline}/${target.name}` : target.name;
      found[name] = truth.runningOn(target) ?? null;
    }
  return found;
}

/** What each release's build is called, by the release's id; one that was refused has no item. */
export async function labelsOf({
  onlooker,
  pipelines,
}: World): Promise<ReadonlyMap<string, string>> {
  const lists = await Promise.all(
    pipelines.map(({ pipeline }) => readableIn(onlooker.table, ranges.releases(pipeline))),
  );
  return new Map(lists.flat().map(({ id, revision }) => [id, labelOf(revision)]));
}

/** The targets, as `pipeline release target`, of which a release has written its intent and begun nothing. */
export async function neverBegunIn({ onlooker, pipelines }: World): Promise<ReadonlySet<string>> {
  const lists = await Promise.all(
    pipelines.map(({ pipeline }) => readableIn(onlooker.table, ranges.targets(pipeline))),
  );
  const idle = lists.flat().filter(({ intent }) => {
    if (intent?.doing !== 'deploy') return false;
    // What is prepared changes nothing before it is carried out.
    const isPrepared = intent.prepared !== undefined && intent.carriedOutAt === undefined;
    if (deploymentOf(intent) !== undefined && !isPrepared) return false;
    const result = resultOf(intent);
    return (result === 'GivenUp' || result === 'Failed') && !wasSentBack(intent);
  });
  return new Set(
    idle.map(({ pipeline, intent, name }) => `${pipeline} ${intent?.release} ${name}`),
  );
}

function byStart(a: ReleaseReport, b: ReleaseReport): number {
  return a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : a.id < b.id ? -1 : 1;
}

export function costOf(world: World): Cost {
  const { transitions, maxHistoryEvents, maxPayloadBytes } = world.aws.stepFunctions.statistics();
  const { invocations, apiCalls } = spentOf(world);
  const calls = Object.values(apiCalls).reduce((sum, count) => sum + count, 0);
  return { transitions, invocations, maxHistoryEvents, maxPayloadBytes, apiCalls: calls };
}

/** What was spent, and what the sweeps would have that were not played. */
export function spentOf({ aws, leftOut, stack }: World): Statistics {
  const spent = aws.statistics();
  const idle = leftOut();
  const services = Object.keys({ ...spent.apiCalls, ...idle.apiCalls });
  const { memoryMegabytes = 0 } = stack.functions.find(({ name }) => name === 'Sweep') ?? {};
  const idleCalls = Object.values(idle.apiCalls).reduce((sum, count) => sum + count, 0);
  const idleSeconds = (idle.invocations + idleCalls) * SECONDS_OF_A_CALL;
  const calls = (service: string) => (spent.apiCalls[service] ?? 0) + (idle.apiCalls[service] ?? 0);
  return {
    ...spent,
    invocations: spent.invocations + idle.invocations,
    gigabyteSeconds: spent.gigabyteSeconds + (idleSeconds * memoryMegabytes) / 1024,
    apiCalls: Object.fromEntries(services.map((service) => [service, calls(service)])),
  };
}

async function claimedReleases(world: World, pipeline: string) {
  const releases = await readableIn(world.onlooker.table, ranges.releases(pipeline));
  return Promise.all(
    releases.map(async (release) => ({
      execution: release.execution,
      builds: [release.revision.build.arn, ...partArns(release.revision)],
      report: releaseReport(world, release, await wavesOf(world.onlooker, release.id)),
    })),
  );
}

async function wavesOf(ports: Ports, release: string): Promise<Wave[]> {
  return (await ports.table.readable(ranges.waves(release))).items;
}

function releaseReport(world: World, release: Release, waves: readonly Wave[]): ReleaseReport {
  const { id, pipeline, revision, startedAt } = release;
  const end = releaseEndOf(release);
  return {
    id,
    kind: kindOf(release),
    pipeline,
    revision: revisionName(world, revision),
    outcome: end?.outcome ?? null,
    reason: end?.reason ?? '',
    startedAt,
    endedAt: end?.at ?? null,
    timeToSafe: end?.safe ?? null,
    waves: waves.map(waveReport),
  };
}

function waveReport(wave: Wave): WaveReport {
  const { plan } = wave;
  const outcome = outcomeOf(wave);
  const { verdict, reason, bakedAt } = decisionOf(wave);
  const opened = hasOpened(wave) ? wave : undefined;
  const behind = behindOf(wave);
  const testedFrom = plan.targets.length === 0 ? opened?.openedAt : undefined;
  return {
    stage: plan.stage,
    wave: plan.wave,
    outcome: outcome === 'Running' || outcome === 'Failed' ? 'Stopped' : outcome,
    deployedAt: opened?.deployedAt ?? testedFrom ?? null,
    bakedAt: bakedAt ?? null,
    verdict: verdict ?? null,
    reason: reason ?? '',
    targets: plan.targets.map(({ name }) => name),
    ...(behind.length > 0 && {
      behind: behind.map(({ target, reason: why }) => ({ target: target.name, reason: why })),
    }),
  };
}

function refusedReport({ asked: _, ...refused }: RefusedRelease): ReleaseReport {
  return { ...refused, kind: 'release', outcome: 'Refused', timeToSafe: null, waves: [] };
}
