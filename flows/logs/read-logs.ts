// Reads what the revision of a release logs on the targets of its waves that have it, and what its tests do.

import type { MemberAccess } from '../../aws/sts.ts';
import { isFailure } from '../../core/failure.ts';
import { keys } from '../../core/keys.ts';
import { broughtBy } from '../../core/logs/brought.ts';
import { merged, NOTHING, type Told } from '../../core/logs/log-line.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { kindOfTest } from '../../core/pipeline/test-schema.ts';
import type { PlannedTest } from '../../core/planned-wave.ts';
import { type Release, releaseEndOf } from '../../core/release.ts';
import type { TestRun } from '../../core/test-run.ts';
import { decisionOf, hasOpened, outcomeOf, testsOf, type Wave } from '../../core/wave.ts';
import { waveName } from '../../core/wave-name.ts';
import type { Ports } from '../ports.ts';
import { sideBySide } from '../side-by-side.ts';
import { logsOfTarget } from './kinds.ts';
import { logsOfBuild } from './of-build.ts';

export interface LogsWanted {
  readonly release: Release;
  readonly waves: readonly Wave[];
  /** One target alone. */
  readonly target: string | undefined;
  /** ISO 8601; else since the gates of the waves opened. */
  readonly since: number | undefined;
  readonly now: number;
  /** Only lines with this text. */
  readonly text: string | undefined;
}

type Needed = Pick<Ports, 'table' | 'home'>;

/** Nothing that cannot be read keeps the rest from being told. */
export async function readLogs(
  ports: Needed,
  access: MemberAccess,
  wanted: LogsWanted,
): Promise<Told> {
  const told = await sideBySide(wanted.waves, (wave) => logsOfWave(ports, access, wanted, wave));
  return merged(told);
}

async function logsOfWave(
  ports: Needed,
  access: MemberAccess,
  wanted: LogsWanted,
  wave: Wave,
): Promise<Told> {
  if (!hasOpened(wave)) return { lines: [], ...nothingOf(wave) };
  const since = Date.parse(wave.openedAt);
  const span = {
    since,
    from: Math.max(since, wanted.since ?? 0),
    until: endOf(wanted, wave),
    text: wanted.text,
  };
  const targets = wave.plan.targets.filter((it) => isWanted(wanted, it.name));
  const ofTargets = await sideBySide(targets, (target) =>
    ofTarget(ports, access, { release: wanted.release, target, ...span }),
  );
  if (wanted.target !== undefined) return merged(ofTargets);
  const runs = Object.entries(testsOf(wave));
  const ofTests = await sideBySide(runs, ([test, run]) => {
    const planned = wave.plan.tests.find((it) => it.name === test);
    return planned ? ofTest(ports, access, { planned, run, ...span }) : Promise.resolve(NOTHING);
  });
  return merged([...ofTargets, ...ofTests]);
}

/** Of a wave whose gate has not opened: why there is nothing. */
export function nothingOf(wave: Wave): { readonly notices: readonly string[] } {
  const why = wave.status === 'waiting' ? 'its gate has not opened yet' : 'its gate never opened';
  return { notices: [`${waveName(wave.plan)}: nothing of it is there: ${why}`] };
}

function isWanted({ target }: LogsWanted, name: string): boolean {
  return target === undefined || target === name;
}

/** What baked may serve on for long: until when it baked, or its release came to its end. */
export function endOf({ release, now }: LogsWanted, wave: Wave): number {
  if (outcomeOf(wave) === 'Running') return now;
  const over = decisionOf(wave).bakedAt ?? releaseEndOf(release)?.at;
  return over === undefined ? now : Math.min(now, Date.parse(over) + AFTERWARDS_MILLIS);
}

/** What was under way as it ended logs its end. */
const AFTERWARDS_MILLIS = 60_000;

interface Looked {
  readonly since: number;
  readonly from: number;
  readonly until: number;
  readonly text: string | undefined;
}

async function ofTarget(
  { table, home }: Needed,
  access: MemberAccess,
  { release, target, ...span }: Looked & { release: Release; target: TargetDefinition },
): Promise<Told> {
  const item = await table.get(keys.target(release.pipeline, target.name));
  const brought = broughtBy(item, release.id);
  if (brought === undefined) {
    const isLater = item?.intent !== undefined && item.intent.release !== release.id;
    const why = isLater
      ? `what this release had brought there is not kept any more: ${item.intent?.release} came after it`
      : 'it does not have the revision yet';
    return { lines: [], notices: [`${target.name}: nothing is told of it: ${why}`] };
  }
  return orTold(target.name, () => logsOfTarget(access, { target, brought, home, ...span }));
}

async function ofTest(
  { home }: Needed,
  access: MemberAccess,
  { planned, run, ...span }: Looked & { planned: PlannedTest; run: TestRun },
): Promise<Told> {
  const of = `test ${planned.name}`;
  const kind = kindOfTest(planned);
  if (kind === 'project') {
    const builds = [...(run.earlier ?? []).map(({ build }) => build), run.build];
    const all = await sideBySide(builds, (build) =>
      orTold(of, () => logsOfBuild(access, { of, place: home, build, ...span })),
    );
    return merged(all);
  }
  const why = UNTOLD[kind];
  return why === undefined
    ? NOTHING
    : { lines: [], notices: [`${of}: nothing is told of it: ${why(planned)}`] };
}

type Untold = Readonly<
  Partial<Record<ReturnType<typeof kindOfTest>, (test: PlannedTest) => string>>
>;

/** A drill is of the targets, and they tell of it. */
const UNTOLD: Untold = {
  lambda: ({ lambda = '' }) =>
    `function ${lambda} does not say which of its lines are of this run; they are in /aws/lambda/${lambda.split(':')[0]}`,
  synthetics: ({ synthetics = [] }) =>
    `a canary writes into files beside its screenshots; see the runs of ${synthetics.join(', ')} in CloudWatch Synthetics`,
  experiment: ({ experiment = '' }) => `experiment ${experiment} logs where its template says`,
  https: ({ https }) => `${https?.url} is no service of AWS`,
};

async function orTold(of: string, read: () => Promise<Told>): Promise<Told> {
  try {
    return await read();
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
    return { lines: [], notices: [`${of}: nothing is told of it just now: ${thrown.message}`] };
  }
}
