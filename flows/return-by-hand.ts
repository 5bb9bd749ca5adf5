// Returns one target for a rollback by hand, whichever release has touched it last.

import { Failure } from '../core/failure.ts';
import { revisionOn } from '../core/find-way-back.ts';
import { isForeign, othersText } from '../core/found-truth.ts';
import { attemptOf, deploymentOf, mayStillStart } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { reasonOf } from '../core/plain-reason.ts';
import type { Release } from '../core/release.ts';
import { bakedOn, emptyTarget, givenUp, type Installed, type Target } from '../core/target.ts';
import { driftText } from '../core/verdict.ts';
import type { Wave } from '../core/wave.ts';
import { goalOf } from '../core/way-back.ts';
import { rollbackOf } from './claim-rollback.ts';
import { find } from './find-begun.ts';
import { readingOf } from './gather-truth.ts';
import { install } from './install.ts';
import { findsOf } from './kinds/kinds.ts';
import type { Ports } from './ports.ts';
import { compareWithTruth } from './read-truth.ts';
import { fenceOf } from './stages.ts';
import { targetNamed } from './target-named.ts';
import { wayBackOf } from './way-back.ts';

export interface Return {
  /** Answered when the target is back, or cannot be taken back. */
  readonly token: string;
  readonly pipeline: string;
  readonly release: string;
  readonly wave: number;
  /** The target's name. */
  readonly target: string;
}

/** Throws what `install` throws, and `NotReady` while a call of what it takes back may still take effect. */
export async function returnByHand(
  ports: Ports,
  input: Return,
  release: Release,
  wave: Wave,
): Promise<void> {
  const { token, pipeline, target: name } = input;
  const answer = (succeeded: boolean, reason: string) =>
    ports.workflows.answer(token, { target: name, succeeded, reason });
  const wayBack = rollbackOf(release);
  const definition = targetNamed(wave, name);
  const fence = await fenceOf(ports, pipeline, wave.plan.stage, release.id);
  const item = await takenOver(ports, definition, { pipeline, fence, release: release.id });
  const isBegun = item.intent?.release === release.id;
  const takes = wayBack.takes.map(({ digest }) => digest);
  const from = revisionOn(item)?.digest ?? '';
  if (!isBegun && !takes.includes(from) && item.intent?.status !== 'open')
    return answer(true, 'it does not run what is taken back any more');
  const point = bakedOn(item).find(({ revision }) => revision.digest === goalOf(wayBack, name));
  const begun = isBegun ? item.intent : undefined;
  if (point === undefined && begun === undefined)
    return answer(false, 'what it was to return to is no longer known to have baked there');
  const left =
    isBegun || wayBack.overDrift ? undefined : await leftAsItIs(ports, definition, item, point);
  if (left !== undefined) return answer(false, left);
  const way = point && !isBegun ? await wayBackOf(ports, definition, point) : undefined;
  if (way?.is === 'missing') return answer(false, way.text);
  const { revision, functionVersion } = begun ?? point!;
  await install(ports, {
    ...input,
    fence,
    retries: 0,
    limitSeconds: wave.plan.deploySeconds,
    target: definition,
    doing: 'rollBack',
    revision,
    takesBack: begun?.takesBack ?? from,
    takes: wayBack.takes,
    stops: wayBack.stopped,
    overDrift: wayBack.overDrift === true,
    ...(functionVersion && { functionVersion }),
  });
}

interface TakeOver {
  readonly pipeline: string;
  readonly release: string;
  readonly fence: number;
}

/**
 * The target, shut to whoever was there before. What that has announced and nobody can find yet may still appear; what
 * it has not announced never will: then it is given up.
 */
async function takenOver(
  ports: Ports,
  definition: TargetDefinition,
  { pipeline, release, fence }: TakeOver,
): Promise<Target> {
  const { name } = definition;
  const key = keys.target(pipeline, name);
  const empty = emptyTarget(pipeline, name);
  const item =
    (await ports.table.change(key, (before = empty) => {
      if (before.fence > fence) throw leaseLost(name, before.fence, fence);
      return before.fence === fence ? undefined : { item: { ...before, fence } };
    })) ?? empty;
  const { intent } = item;
  if (intent === undefined || intent.release === release || intent.status === 'ended') return item;
  if (deploymentOf(intent) !== undefined || attemptOf(intent) > 1) return item;
  if (await find(ports, pipeline, definition, intent)) return item;
  if (mayStillStart(intent, ports.clock.now().getTime()))
    throw new Failure(
      'NotReady',
      `expected to know what was started on ${name}, got a call that may still take effect`,
    );
  const after = await ports.table.change(key, (before) =>
    before?.fence === fence && before.intent?.release === intent.release
      ? { item: givenUp(before, 'nothing was started') }
      : undefined,
  );
  return after ?? item;
}

function leaseLost(target: string, theirs: number, ours: number): Failure {
  return new Failure(
    'LeaseLost',
    `expected fence ${ours} to be the highest on ${target}, got ${theirs}: another release has taken over`,
  );
}

/** Why a target is left to whoever has moved it. Where that cannot be read, it is taken back. */
async function leftAsItIs(
  ports: Ports,
  target: TargetDefinition,
  { running, intent }: Target,
  point: Installed | undefined,
): Promise<string | undefined> {
  const under = await findsOf(target).running(ports, target);
  if (under && isForeign(under))
    return `left as it is, for somebody else has changed it (${othersText(under)}): wait for its end`;
  if (running === undefined || intent?.status === 'open') return undefined;
  const [compared] = await compareWithTruth(ports, [{ target, installed: running }]);
  if (compared?.says.is !== 'other' || (point && compared.runs(point))) return undefined;
  const { found } = await readingOf(ports, compared);
  return `left as it is, for somebody else has changed it (${reasonOf(found.map(driftText))}); to take even that back: --over-drift`;
}
