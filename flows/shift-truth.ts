// What a wave's targets run before its bake has begun: those that have the revision, and those that it is brought to.

import { percent } from '../core/found-truth.ts';
import { calledAt, deploymentMark, deploymentOf, type Intent, resultOf } from '../core/intent.ts';
import type { Gathered } from '../core/judging/look.ts';
import { keys } from '../core/keys.ts';
import type { SteppedPace } from '../core/pace.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { labelOf } from '../core/revision.ts';
import { type Installed, isSealed, type Target } from '../core/target.ts';
import type { TruthReading } from '../core/verdict.ts';
import type { Wave } from '../core/wave.ts';
import { readingOf } from './gather-truth.ts';
import { together } from './gathered.ts';
import type { Said } from './kinds/kind.ts';
import type { Ports } from './ports.ts';
import { type Compared, compareWithTruth } from './read-truth.ts';
import { sideBySide } from './side-by-side.ts';
import { callerSince } from './who-moved.ts';

/** Nothing is found where all is as the deployments have it. Of what was not begun yet, nothing is asked. */
export async function gatherShiftTruth(
  ports: Ports,
  { release, plan }: Wave,
  items: ReadonlyMap<string, Target>,
): Promise<Gathered<readonly TruthReading[]>> {
  const said = plan.targets.flatMap((target) => {
    const { intent, running } = items.get(target.name) ?? {};
    if (intent?.release !== release) return [];
    if (intent.doing !== 'deploy') return drilledThere(target, intent, running);
    if (intent.status === 'open')
      return deploymentOf(intent) ? [shiftOf(target, intent, plan.paces?.[target.name])] : [];
    if (running?.release !== release || resultOf(intent) !== 'Succeeded') return [];
    return [{ target, installed: running, since: intent.startedAt }];
  });
  const all = await compareWithTruth(ports, said, 'quick');
  await sideBySide(all, (each) => keepShare(ports, items.get(each.target.name)!, each));
  const found = await sideBySide(all, async (each) => {
    const read = await readingOfShift(ports, each);
    // Its own next step may have been taken between the two reads.
    const isOwn = read.found.length > 0 && (await hasStepped(ports, items.get(each.target.name)!));
    return isOwn ? { found: [], unread: [] } : read;
  });
  return together(found);
}

/** What a drill has brought back is held against what it returned to; of another way back nothing is asked here. */
function drilledThere(
  target: TargetDefinition,
  intent: Intent,
  running: Installed | undefined,
): Said[] {
  const isThere = intent.drill !== undefined && resultOf(intent) === 'Succeeded';
  return isThere && running ? [{ target, installed: running, since: intent.startedAt }] : [];
}

async function hasStepped(ports: Ports, { pipeline, name, intent }: Target): Promise<boolean> {
  if (intent?.step === undefined) return false;
  const now = await ports.table.get(keys.target(pipeline, name));
  return JSON.stringify(now?.intent?.step) !== JSON.stringify(intent.step);
}

/** What is said of a target while the intent's revision is brought to it, or where that has failed half-way. */
export function shiftOf(target: TargetDefinition, intent: Intent, pace?: SteppedPace): Said {
  const {
    release,
    revision,
    functionVersion,
    fromVersion,
    seenShare = 0,
    startedAt,
    step,
  } = intent;
  const version = functionVersion && { functionVersion };
  const deployment = deploymentOf(intent);
  return {
    target,
    installed: { release, revision, ...version, at: startedAt },
    since: startedAt,
    shifting: {
      mark: deploymentMark({ ...intent, attempt: 1 }, target.name),
      begunAt: calledAt(intent),
      ...(deployment && { deployment }),
      ...(fromVersion && { fromVersion }),
      ...(step?.setting && { setting: step.setting }),
      seenShare,
      ...(pace && { pace }),
    },
  };
}

/** CodeDeploy takes no traffic back: where there is less of it later, somebody else has. */
async function keepShare(
  ports: Ports,
  { pipeline, name, intent }: Target,
  { says, share, shifting }: Compared,
): Promise<void> {
  if (shifting === undefined || says.is !== 'same' || share <= shifting.seenShare) return;
  await ports.table.change(keys.target(pipeline, name), (item) => {
    const now = item?.intent;
    if (item === undefined || isSealed(item) || now?.status !== 'open') return undefined;
    if (intent === undefined || deploymentOf(now) !== deploymentOf(intent)) return undefined;
    if (now.step?.share === 0) return undefined;
    return share <= (now.seenShare ?? 0)
      ? undefined
      : { item: { ...item, intent: { ...now, seenShare: share } } };
  });
}

function hasAlias({ lambda, machine }: TargetDefinition): boolean {
  return (lambda ?? machine) !== undefined;
}

/** An alias that is where it may be was moved all the same, where a trail tells of somebody’s call. */
async function readingOfShift(
  ports: Ports,
  each: Compared,
): Promise<Gathered<readonly TruthReading[]>> {
  const { target, installed, says, shifting, share } = each;
  // CodeDeploy's next step waits for nobody: who did it may be known a moment after it was stopped.
  if (says.is !== 'same' || shifting === undefined || !hasAlias(target))
    return readingOf(ports, each, 'hasty');
  const by = await callerSince(ports, target, shifting.begunAt);
  if (by === undefined) return { found: [], unread: [] };
  const label = labelOf(installed.revision);
  // Whoever has taken all of it back wants it so.
  const reading =
    share === 0
      ? ({ is: 'other', text: `its alias sends nothing to ${label}` } as const)
      : ({
          is: 'touched',
          text: `its alias was moved while it shifted to ${label}, and sends it ${percent(share)}`,
        } as const);
  return { found: [{ target: target.name, ...reading, by }], unread: [] };
}
