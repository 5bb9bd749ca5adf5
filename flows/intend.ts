// What is written of an intent while a revision is put on a target: each by one write of the target's item.

import type { Decision } from '../aws/dynamodb.ts';
import { Failure } from '../core/failure.ts';
import {
  attemptOf,
  calledAt,
  deploymentOf,
  type Intent,
  isCalling,
  isTriedAgain,
} from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { labelOf, type Revision } from '../core/revision.ts';
import { emptyTarget, type Target } from '../core/target.ts';
import type { Ports } from './ports.ts';
import { entryOf } from './stages.ts';

export interface Installation {
  readonly token: string;
  /** How often its state has begun anew; nothing where it does not tell. */
  readonly looks?: number;
  readonly pipeline: string;
  readonly release: string;
  readonly wave: number;
  readonly fence: number;
  readonly target: TargetDefinition;
  readonly doing: 'deploy' | 'rollBack';
  readonly revision: Revision;
  /** Known for a rollback; a deployment publishes one. */
  readonly functionVersion?: string;
  /** Of a rollback: the digest of what it takes back. */
  readonly takesBack?: string;
  /** The same as a revision, and what else may be there. */
  readonly takes?: readonly Revision[];
  /** The releases whose deployments it may stop, beside its own: nothing of theirs goes on. */
  readonly stops?: readonly string[];
  /** Of a rollback: a person takes back even what somebody else brings; whose deployment is under way is waited for. */
  readonly overDrift?: boolean;
  /** A leg of a drill. */
  readonly drill?: NonNullable<Intent['drill']>;
  /** How often it is tried again. */
  readonly retries: number;
  /** How long one try may take. */
  readonly limitSeconds: number;
}

/** Writes down what is about to be done, unless a run of this very step has done so before. */
export async function intend(ports: Ports, wanted: Installation): Promise<Intent> {
  const { pipeline, release, wave, fence, target, doing, revision, functionVersion } = wanted;
  const { takesBack, drill } = wanted;
  const { intent } = await ports.table.ensure(
    keys.target(pipeline, target.name),
    (item = emptyTarget(pipeline, target.name)): Decision<Intended> => {
      if (item.fence > fence) throw leaseLost(target.name, item.fence, fence);
      if (doing === 'deploy' && item.behind?.release === release) throw leftBehind(target.name);
      const before = isIntended(item, wanted) ? item : undefined;
      if (before && !isTriedAgain(before.intent, wanted.retries)) return { item: before };
      const startedAt = ports.clock.now().toISOString();
      const intent: Intent = {
        release,
        wave,
        doing,
        revision,
        ...(functionVersion && { functionVersion }),
        ...(takesBack && { takesBack }),
        ...(drill && { drill }),
        startedAt,
        ...(before && { ...versionsOf(before.intent), attempt: attemptOf(before.intent) + 1 }),
        fence,
        status: 'open',
        calls: { state: 'none' },
      };
      const verb = doing === 'deploy' ? 'deploying' : 'rolling back to';
      const leg = drill ? ', for its drill' : '';
      const text = `${target.name}: ${verb} ${labelOf(revision)}${leg}${before ? ', again' : ''}`;
      const entry = entryOf(
        ports,
        { pipeline, id: release },
        'DeploymentStarted',
        target.name,
        text,
      );
      // What is taken back may have got anywhere: until the rollback has succeeded, nothing is known to run.
      const { running, stays: _, ...rest } = item;
      const isKept = doing === 'deploy' || drill !== undefined;
      const known = isKept && running && { running };
      const entries = [...endOfReplaced(ports, item, wanted), entry];
      return { item: { ...rest, ...known, fence, intent }, entries };
    },
  );
  return intent;
}

/** A deployment whose time was over is not waited for: its way back takes its place, and the ledger says so. */
function endOfReplaced(
  ports: Ports,
  { intent, name }: Target,
  { pipeline, release, doing, drill }: Installation,
): LedgerEntry[] {
  if (intent?.release !== release || intent.status === 'ended') return [];
  if (intent.doing === doing && intent.drill?.leg === drill?.leg) return [];
  const deployment = deploymentOf(intent);
  const what = deployment === undefined ? 'what was begun' : `deployment ${deployment}`;
  const text = `${name}: ${labelOf(intent.revision)} not deployed, ${what} had not ended when its way back began`;
  return [entryOf(ports, { pipeline, id: release }, 'DeploymentEnded', name, text)];
}

/** What the try before went between: whoever finds the target elsewhere has found another hand. */
function versionsOf({ functionVersion, fromVersion }: Intent) {
  return { ...(functionVersion && { functionVersion }), ...(fromVersion && { fromVersion }) };
}

type Intended = Target & { readonly intent: Intent };

/** Whether a run of this very step has written its intent already. */
function isIntended(
  target: Target | undefined,
  { release, wave, doing, drill }: Installation,
): target is Intended {
  const intent = target?.intent;
  const isSame = intent?.release === release && intent.wave === wave && intent.doing === doing;
  return isSame && intent.drill?.leg === drill?.leg;
}

function leftBehind(target: string): Failure {
  return new Failure(
    'LeaseLost',
    `expected a target that its wave deploys to, got ${target}, which it has left behind`,
  );
}

function leaseLost(target: string, theirs: number, ours: number): Failure {
  return new Failure(
    'LeaseLost',
    `expected fence ${ours} to be the highest on ${target}, got ${theirs}: another release has taken over`,
  );
}

/**
 * Says that calls are about to be made, and resolves to when it said so. Whoever gives the intent up, ends the release
 * or takes the stage over does so by a write of the same item: either it comes first, and this is the end, or it sees
 * that a deployment may still appear. One hand calls at a time: of two, the later could not be told from the earlier.
 */
export async function announce(ports: Ports, wanted: Installation): Promise<string> {
  const { pipeline, target, fence } = wanted;
  const at = ports.clock.now().toISOString();
  await ports.table.change(keys.target(pipeline, target.name), (item) => {
    if (item && item.fence > fence) throw leaseLost(target.name, item.fence, fence);
    if (!isIntended(item, wanted) || item.intent.status === 'ended') {
      throw new Failure(
        'LeaseLost',
        `expected the intent on ${target.name} to stand, got one that was given up`,
      );
    }
    const { intent } = item;
    const { calls } = intent;
    if (calls.state === 'announced' && calls.at === at) return undefined;
    // What another hand has started since is waited for at the next try.
    if (calls.state === 'started' || isCalling(intent, ports.clock.now().getTime())) {
      throw new Failure(
        'NotReady',
        `expected to be the only one that deploys to ${target.name}, got one that began ${calledAt(intent)}`,
      );
    }
    const announced: Intent = { ...intent, calls: { state: 'announced', at } };
    return { item: { ...item, intent: announced } };
  });
  return at;
}

/** Makes the calls that were announced. Once they have failed, nobody needs to wait for them any longer. */
export async function orFailed<T>(
  ports: Ports,
  wanted: Installation,
  at: string,
  calls: () => Promise<T>,
): Promise<T> {
  try {
    return await calls();
  } catch (thrown) {
    await changeIntent(ports, wanted, (intent) => {
      const { calls } = intent;
      if (calls.state !== 'announced' || calls.at !== at) return undefined;
      const failedAt = ports.clock.now().toISOString();
      return { ...intent, calls: { state: 'failed', at, failedAt } };
    }).catch(() => {});
    throw thrown;
  }
}

/** Changes the intent, as long as it stands and the target is not sealed against it. */
export async function changeIntent(
  ports: Ports,
  wanted: Installation,
  change: (intent: Intent) => Intent | undefined,
): Promise<void> {
  const { pipeline, target, fence } = wanted;
  await ports.table.change(keys.target(pipeline, target.name), (item) => {
    if (!isIntended(item, wanted) || item.fence > fence) return undefined;
    const intent = change(item.intent);
    return intent && { item: { ...item, intent } };
  });
}
