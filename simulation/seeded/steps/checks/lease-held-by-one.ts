import { calledAt } from '../../../../core/intent.ts';
import { isSealed, type Stage } from '../../../../core/stage.ts';
import { stageWith } from '../stage-of.ts';
import { intentOn } from '../starts.ts';
import { type Begun, LATELY_MILLIS, type Scene, type StepCheck } from '../step-check.ts';

export const leaseHeldByOne: StepCheck = {
  holds: 'a stage is one release’s at a time, and nobody else starts anything there',
  atWrite: ({ sk, before, after }) =>
    /^stage#/.test(sk) ? handedOn(before as Stage | undefined, after as Stage | undefined) : [],
  atStart: (begun, scene) => started(begun, scene),
};

/** It passes from one to another only over a seal, and its fence only rises. */
function handedOn(before: Stage | undefined, after: Stage | undefined): string[] {
  if (after === undefined) return [];
  const [was, is] = [before?.lease, after.lease];
  const isNew = is !== undefined && is.release !== was?.release;
  return [
    ...(after.fence < (before?.fence ?? 0)
      ? [`the fence of ${after.name} fell from ${before?.fence} to ${after.fence}`]
      : []),
    ...(isNew && is.fence <= (before?.fence ?? 0)
      ? [`${is.release} entered ${after.name} with fence ${is.fence}, not above ${before?.fence}`]
      : []),
    ...(isNew && was && !isSealed(after, was.release)
      ? [`${is.release} entered ${after.name} while ${was.release} was there`]
      : []),
  ];
}

/** What was announced before its release was sealed there may still be on its way: whoever sealed it waits for it. */
function started({ release, target, mark }: Begun, { world, kept }: Scene): string[] {
  const stage = stageWith(world, kept, target);
  if (stage === undefined || stage.lease?.release === release) return [];
  const sealedAt = stage.sealed?.[release]?.at;
  const intent = intentOn(world, kept, target);
  const announcedAt = intent && Date.parse(calledAt(intent));
  if (sealedAt && announcedAt && announcedAt <= Date.parse(sealedAt) + LATELY_MILLIS / 10)
    return [];
  return [`${mark} was started while ${stage.lease?.release ?? 'nobody'} held ${stage.name}`];
}
