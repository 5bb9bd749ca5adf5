// DevOps Guru's insights of a scenario: open while a target runs a revision.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import type { Insight } from '@tidegate/embedded-aws/services/devops-guru';
import { secondsIn } from '../../core/duration.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import type { Misbehaviour } from './scenario.ts';

type OfInsight = Extract<Misbehaviour, { how: 'insight' }>;

/** Opens an insight on what the target deploys to. Returns how it ends. */
export function openInsight(
  { aws, clock }: { readonly aws: EmbeddedAws; readonly clock: VirtualClock },
  target: TargetDefinition,
  { after, for: lasts, severity }: OfInsight,
): () => void {
  const { account, region, lambda, ec2, ecs } = target;
  const from = clock.millis() + secondsIn(after) * 1000;
  const at = `${region}:${account}`;
  const arn = lambda
    ? `arn:aws:lambda:${at}:function:${lambda.function}`
    : ecs
      ? `arn:aws:ecs:${at}:service/${ecs.cluster}/${ecs.service}`
      : `arn:aws:codedeploy:${at}:application:${ec2.application}`;
  const insight: Insight = {
    id: `insight-${target.name}-${from}`,
    name: `${lambda ? 'Lambda errors' : 'Errors'} unusually high on ${target.name}`,
    severity,
    startedAt: new Date(from),
    ...(lasts !== undefined && { endedAt: new Date(from + secondsIn(lasts) * 1000) }),
    resources: [arn],
  };
  aws.devOpsGuru.open(target, insight);
  return () => {
    const now = clock.now();
    if (insight.endedAt === undefined || insight.endedAt > now) insight.endedAt = now;
  };
}
