// Claims a release for the execution that carries it: pins its revision, writes it and its waves once.

import { isInForce } from '../core/admission/permit.ts';
import { mostSecondsOf } from '../core/bounds.ts';
import { Failure, isFailure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import { planOf } from '../core/plan.ts';
import { policyEntries } from '../core/practice/policy-check.ts';
import type { PolicyCheck } from '../core/practice/policy-check-schema.ts';
import { hasEnded, type Open, type Release, releaseIdOf } from '../core/release.ts';
import { labelOf, type Revision, wordOf } from '../core/revision.ts';
import { rollbackSecondsOf } from '../core/rollback-seconds.ts';
import { type Slices, slicesIn } from '../core/slices.ts';
import { carrierText } from './carrier.ts';
import { changedPartsText } from './changed-parts.ts';
import { checkPolicy } from './check-policy.ts';
import { followCodePipeline } from './code-pipeline.ts';
import { refuseUnreachableCopies } from './copies.ts';
import { type Definition, readDefinition } from './definitions.ts';
import { lanedPlan } from './fixes.ts';
import { markReleased, writeWaves } from './follow-claim.ts';
import { inputOf, liftQuarantineByTest } from './lift-by-test.ts';
import { noteTelling } from './messages/telling.ts';
import { pinRevision } from './pin-revision.ts';
import type { Ports } from './ports.ts';
import { refuseQuarantined } from './refuse-quarantined.ts';
import { releaseOfBuild } from './released.ts';
import { entryOf } from './stages.ts';
import { learn } from './subject.ts';
import { ownPlan } from './those-behind.ts';

/** What a release is asked for: of which pipeline, which of its builds, and whether again. */
export interface Asked {
  /** The ARN of the execution that is to carry it. */
  readonly execution: string;
  readonly pipeline: string;
  /** As `pinRevision` takes it; undefined for the newest build. */
  readonly wanted: string | undefined;
  /** Whether a revision that was released before may be released again. */
  readonly retry: boolean;
  /** Whether it is for the targets alone that are behind this very revision. */
  readonly behind?: boolean | undefined;
  /** The execution of CodePipeline that waits for it; undefined where none does, or none is named. */
  readonly codePipeline?: string | undefined;
}

/** What the machine of a release needs to know of it. */
export interface Claimed {
  readonly pipeline: string;
  readonly release: string;
  readonly waves: number;
  /** Those that run at once, where there are any. */
  readonly slices: readonly Slices[];
  readonly gateSeconds: number;
  readonly waveSeconds: number;
  readonly rollbackSeconds: number;
}

/**
 * The release that is asked for, claimed for its execution; doing it again finds the same one.
 *
 * Throws `Refused` where it may not start, or where another execution carries it.
 */
export async function claim(ports: Ports, asked: Asked): Promise<Claimed> {
  const { execution } = asked;
  const definition = await readDefinition(ports, asked.pipeline);
  const usual = planOf(definition.pipeline);
  const revision = await pinRevision(ports, definition.pipeline, asked.wanted);
  const permit = await ports.table.get(keys.permit(asked.pipeline, revision.build.arn));
  const lifted = isInForce(permit, ports.clock.now()) && permit.lifts ? permit : undefined;
  await refuseQuarantined(ports, asked.pipeline, revision, asked.retry);
  await refuseUnreachableCopies(ports, definition.pipeline, revision);

  const { attempt, claimed } = await attemptFor(ports, asked, revision);
  const id = releaseIdOf(asked.pipeline, revision.build.arn, attempt);
  const { fixLane } = definition.pipeline;
  const { only, own } = await ownPlan(ports, { ...asked, id, revision }, usual);
  const plan = await lanedPlan(ports, { pipeline: asked.pipeline, id }, fixLane, own);
  learn({ pipeline: asked.pipeline, release: id });
  // A policy that was tightened since this execution claimed its release does not disturb it.
  const policyCheck = claimed
    ? undefined
    : await checkPolicy(ports, {
        definition,
        plan: only ? usual : plan,
        release: id,
        revision,
        execution,
      });
  const release = await writeRelease(ports, {
    execution,
    attempt,
    revision,
    definition,
    waveCount: plan.length,
    policyCheck,
    only,
  });
  await writeWaves(ports, release, plan);
  await followCodePipeline(ports, release, asked.codePipeline);
  if (asked.retry) await liftQuarantineByTest(ports, release, lifted ?? inputOf(release));
  return {
    pipeline: release.pipeline,
    release: release.id,
    waves: plan.length,
    slices: slicesIn(plan),
    gateSeconds: Math.max(...plan.map(({ gateSeconds }) => gateSeconds)),
    waveSeconds: Math.max(...plan.map((wave) => mostSecondsOf(wave) + (wave.hookSeconds ?? 0))),
    rollbackSeconds: rollbackSecondsOf(plan),
  };
}

/** The first attempt that nobody else has claimed, where a repetition is asked for; else the first attempt of all. */
async function attemptFor(
  ports: Ports,
  { pipeline, retry, execution }: Asked,
  revision: Revision,
): Promise<{ readonly attempt: number; readonly claimed: boolean }> {
  for (let attempt = 1; ; attempt += 1) {
    const id = releaseIdOf(pipeline, revision.build.arn, attempt);
    const taken =
      (await ports.table.get(keys.release(pipeline, id))) ??
      // Of before, when releases were named by their bytes, or under a name that the pipeline had.
      (attempt === 1 ? await releaseOfBuild(ports, pipeline, revision.build.arn) : undefined);
    if (taken === undefined || taken.execution === execution)
      return { attempt, claimed: taken !== undefined };
    if (!hasEnded(taken)) {
      throw new Failure(
        'Refused',
        `expected ${labelOf(revision)} not to be on its way, got release ${id}, which runs it now`,
      );
    }
    if (!retry) {
      throw new Failure(
        'Refused',
        `expected a revision that was not released before, got ${labelOf(revision)}, which release ${id} ended ` +
          `${taken.end.outcome}; to release it again, add "retry": true, or: ` +
          `tidegate start ${pipeline} ${wordOf(revision.build)} --retry`,
      );
    }
  }
}

interface Claim {
  readonly execution: string;
  readonly attempt: number;
  readonly revision: Revision;
  readonly definition: Definition;
  readonly waveCount: number;
  readonly policyCheck: PolicyCheck | undefined;
  readonly only: readonly string[] | undefined;
}

/**
 * Whoever writes the release first carries it. What must be settled later is noted before, so that no claim
 * is forgotten.
 */
async function writeRelease(
  ports: Ports,
  { execution, attempt, revision, definition, waveCount, policyCheck, only }: Claim,
): Promise<Release> {
  const { pipeline } = definition.pipeline;
  const id = releaseIdOf(pipeline, revision.build.arn, attempt);
  const since = ports.clock.now().toISOString();
  const changed = await changedPartsText(ports, definition.pipeline, revision);
  const open: Open = { pipeline, release: id, execution, since };
  await ports.table.put(keys.open(execution), open);
  await refuseLeft(ports, pipeline, execution);
  await noteTelling(ports, definition.pipeline, open);
  const release = await ports.table.ensure(keys.release(pipeline, id), (item) => {
    if (item) return { item };
    const carrier = carrierText({ pipeline, revision, execution });
    const again = attempt > 1 ? ' again' : '';
    const text = `release of ${labelOf(revision)} started${again}${carrier}: ${waveCount} waves${changed}`;
    const entry = entryOf(ports, { pipeline, id }, 'ReleaseStarted', '', text);
    const claimed: Release = {
      kind: 'release',
      id,
      pipeline,
      revision,
      attempt,
      execution,
      definitionVersion: definition.version,
      waveCount,
      startedAt: entry.at,
      status: 'running',
      ...(policyCheck && { judged: policyCheck }),
      ...(only && { only }),
    };
    return {
      item: claimed,
      entries: [entry, ...policyEntriesOf(ports, { pipeline, id }, policyCheck)],
    };
  });
  if (hasEnded(release)) {
    await ports.table.remove(keys.open(execution));
    throw new Failure('Ended', `expected to claim release ${id}, got one that has ended`);
  }
  if (release.execution === execution) {
    await markReleased(ports, release);
    return release;
  }
  await ports.table.remove(keys.open(execution));
  throw new Failure(
    'Refused',
    `expected to be the first to release ${labelOf(revision)}, got ${release.execution}, which was`,
  );
}

/**
 * Whoever removes a pipeline says so first, and asks then what is open: either it sees this release, or this
 * sees it.
 */
async function refuseLeft(ports: Ports, pipeline: string, execution: string): Promise<void> {
  try {
    await readDefinition(ports, pipeline);
  } catch (thrown) {
    if (isFailure(thrown, 'Refused')) await ports.table.remove(keys.open(execution));
    throw thrown;
  }
}

/** What the ledger says of the rules that a release breaks and starts all the same. */
function policyEntriesOf(
  ports: Ports,
  release: Pick<Release, 'pipeline' | 'id'>,
  policyCheck: PolicyCheck | undefined,
): LedgerEntry[] {
  const said = policyCheck ? policyEntries(policyCheck) : [];
  return said.map(({ event, subject, text }) => entryOf(ports, release, event, subject, text));
}
