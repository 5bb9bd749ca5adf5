// Task "ClaimRelease" of statemachines/release.asl.json: reads what is asked, pins it, and claims it once.

import * as z from 'zod';
import { longestSecondsOf } from '../core/bounds.ts';
import { Failure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import { type PlannedWave, planOf } from '../core/plan.ts';
import { type Judged, judgedEntries } from '../core/practice/judged.ts';
import { type Release, releaseIdOf } from '../core/release.ts';
import { labelOf, type Revision } from '../core/revision.ts';
import type { Wave } from '../core/wave.ts';
import { type Definition, readDefinition } from '../flows/definitions.ts';
import { judgeStart } from '../flows/judge-start.ts';
import { pinRevision } from '../flows/pin-revision.ts';
import type { Ports } from '../flows/ports.ts';
import type { Open } from '../flows/settle.ts';
import { entryOf } from '../flows/stages.ts';
import { task } from './task.ts';

const Input = z.strictObject({ execution: z.string(), asked: z.unknown() });

/** What a person types in the console, and what `on-build` sends. */
const Asked = z.strictObject({
  pipeline: z.string().min(1),
  revision: z.union([z.string().min(1), z.int().min(1)]).optional(),
  retry: z.boolean().default(false),
  AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: z.string().optional(),
});

const EXAMPLE = '{ "pipeline": "checkout" } or { "pipeline": "checkout", "revision": "412" }';

export const claimRelease = task(Input, async ({ execution, asked: raw }, ports) => {
  const asked = parse(raw);
  const definition = await readDefinition(ports, asked.pipeline);
  const plan = planOf(definition.pipeline);
  const wanted = asked.revision === undefined ? undefined : String(asked.revision);
  const revision = await pinRevision(ports, definition.pipeline, wanted);
  await refuseQuarantined(ports, asked.pipeline, revision);

  const { attempt, claimed } = await attemptFor(ports, asked, revision, execution);
  const id = releaseIdOf(asked.pipeline, revision.digest, attempt);
  // A policy that was tightened since this execution claimed its release does not disturb it.
  const judged = claimed
    ? undefined
    : await judgeStart(ports, { definition, plan, release: id, revision, execution });
  const release = await claim(ports, {
    execution,
    attempt,
    revision,
    definition,
    waveCount: plan.length,
    judged,
  });
  await writeWaves(ports, release, plan);
  return {
    pipeline: release.pipeline,
    release: release.id,
    waves: plan.length,
    gateSeconds: Math.max(...plan.map(({ gateSeconds }) => gateSeconds)),
    waveSeconds: Math.max(...plan.map(longestSecondsOf)),
  };
});

function parse(raw: unknown): z.output<typeof Asked> {
  const parsed = Asked.safeParse(raw);
  if (parsed.success) return parsed.data;
  const got = JSON.stringify(raw)?.slice(0, 200) ?? 'nothing';
  throw new Failure(
    'Refused',
    `expected input such as ${EXAMPLE}, got ${got}: ${z.prettifyError(parsed.error)}`,
  );
}

async function refuseQuarantined(
  ports: Ports,
  pipeline: string,
  revision: Revision,
): Promise<void> {
  const barred = await ports.table.get<{ release: string; since: string; reason: string }>(
    keys.quarantine(pipeline, revision.digest),
  );
  if (barred === undefined) return;
  throw new Failure(
    'Refused',
    `expected a revision that may be promoted, got ${labelOf(revision)}, quarantined since ${barred.since} ` +
      `by release ${barred.release}: ${barred.reason}. Release a newer build`,
  );
}

/** The first attempt that nobody else has claimed, where a repetition is asked for; else the first attempt of all. */
async function attemptFor(
  ports: Ports,
  { pipeline, retry }: z.output<typeof Asked>,
  revision: Revision,
  execution: string,
): Promise<{ readonly attempt: number; readonly claimed: boolean }> {
  for (let attempt = 1; ; attempt += 1) {
    const id = releaseIdOf(pipeline, revision.digest, attempt);
    const taken = await ports.table.get<Release>(keys.release(pipeline, id));
    if (taken === undefined || taken.execution === execution)
      return { attempt, claimed: taken !== undefined };
    if (taken.end === undefined) {
      throw new Failure(
        'Refused',
        `expected ${labelOf(revision)} not to be on its way, got release ${id}, which runs it now`,
      );
    }
    if (!retry) {
      throw new Failure(
        'Refused',
        `expected a revision that was not released before, got ${labelOf(revision)}, which release ${id} ended ` +
          `${taken.end.outcome}; to release it again, add "retry": true`,
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
  readonly judged: Judged | undefined;
}

/**
 * Whoever writes the release first carries it. What must be settled later is noted before, so that no claim
 * is forgotten.
 */
async function claim(
  ports: Ports,
  { execution, attempt, revision, definition, waveCount, judged }: Claim,
): Promise<Release> {
  const { pipeline } = definition.pipeline;
  const id = releaseIdOf(pipeline, revision.digest, attempt);
  const open: Open = { pipeline, release: id, execution };
  await ports.table.put(keys.open(execution), open);
  const release = await ports.table.change<Release>(keys.release(pipeline, id), (item) => {
    if (item) return undefined;
    const text = `release of ${labelOf(revision)} started: ${waveCount} waves`;
    const entry = entryOf(ports, { pipeline, id }, 'ReleaseStarted', '', text);
    return {
      item: {
        kind: 'release',
        id,
        pipeline,
        revision,
        attempt,
        execution,
        definitionVersion: definition.version,
        waveCount,
        startedAt: entry.at,
        ...(judged && { judged }),
      },
      entries: [entry, ...judgedAs(ports, { pipeline, id }, judged)],
    };
  });
  if (release!.execution === execution) {
    await ports.table.put(keys.released(pipeline, revision.build.arn), { release: id });
    return release!;
  }
  await ports.table.remove(keys.open(execution));
  throw new Failure(
    'Refused',
    `expected to be the first to release ${labelOf(revision)}, got ${release!.execution}, which was`,
  );
}

/** What the ledger says of the rules that a release breaks and starts all the same. */
function judgedAs(
  ports: Ports,
  release: Pick<Release, 'pipeline' | 'id'>,
  judged: Judged | undefined,
): LedgerEntry[] {
  const said = judged ? judgedEntries(judged) : [];
  return said.map(({ event, subject, text }) => entryOf(ports, release, event, subject, text));
}

async function writeWaves(
  ports: Ports,
  { pipeline, id }: Release,
  plan: readonly PlannedWave[],
): Promise<void> {
  for (const wave of plan) {
    const item: Wave = {
      kind: 'wave',
      pipeline,
      release: id,
      plan: wave,
      tests: {},
      outcome: 'NotStarted',
    };
    await ports.table.change<Wave>(keys.wave(id, wave.index), (before) =>
      before ? undefined : { item },
    );
  }
}

export const handler = claimRelease.onAws();
