// A target that has no revision to return to: why, and what becomes of what has begun to shift there.

import { deploymentOf, type Intent } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import { kindFor } from '../core/kinds/kinds.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { labelOf } from '../core/revision.ts';
import { returnPoint, type Target } from '../core/target.ts';
import type { Wave } from '../core/wave.ts';
import { announced } from './hands.ts';
import type { Ports } from './ports.ts';
import { entryOf } from './stages.ts';
import { sendBackFirst } from './stop-shift.ts';

export function noPoint(target: Target, digest: string): string {
  return returnPoint(target, digest) === undefined
    ? 'nothing else has ever baked there to return to'
    : 'all else that baked there is quarantined: there is nothing to return to';
}

interface Left {
  readonly pipeline: string;
  /** The release's own on the target, where there is one. */
  readonly intent: Intent | undefined;
  readonly why: string;
}

/** What is half-way goes back to what it shifted from, which is no guess: it still has the rest of the traffic. */
export async function withSentBack(
  ports: Ports,
  wave: Wave,
  target: TargetDefinition,
  { pipeline, intent, why }: Left,
): Promise<string> {
  if (intent === undefined) return why;
  const shift = { pipeline, release: wave.release, target, intent };
  const back = await announced(ports, wave, `sending ${target.name} back`, () =>
    sendBackFirst(ports, shift),
  );
  const left = back ?? (kindFor(target).hasVersions ? undefined : whatToDo(wave, target, intent));
  return left === undefined ? why : `${why}; ${left}`;
}

/** Instances cannot be sent back to what they never had. */
function whatToDo(
  { pipeline, plan }: Wave,
  { region }: TargetDefinition,
  intent: Intent,
): string | undefined {
  const deployment = deploymentOf(intent);
  if (deployment === undefined) return undefined;
  const listed = `aws deploy list-deployment-targets --deployment-id ${deployment} --region ${region}`;
  return (
    `which instances have it: ${listed}. Take those out of service, or ` +
    `release what is right, which gets to all of them; first: tidegate unfreeze ${pipeline} ${plan.stage}`
  );
}

/** What its release's end says of it: it is known what runs there, and that nothing may take its place. */
export async function keepStaying(
  ports: Ports,
  { pipeline, name }: Target,
  { release, fence }: { readonly release: string; readonly fence: number },
  reason: string,
): Promise<void> {
  await ports.table.change(keys.target(pipeline, name), (item) => {
    if (item?.running === undefined || item.fence > fence) return undefined;
    if (item.stays?.release === release || item.running.release !== release) return undefined;
    const text = `${name}: ${labelOf(item.running.revision)} stays, ${reason}`;
    const entry = entryOf(ports, { pipeline, id: release }, 'DeploymentEnded', name, text);
    return { item: { ...item, fence, stays: { release, reason } }, entries: [entry] };
  });
}
