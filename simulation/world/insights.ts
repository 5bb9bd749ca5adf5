// DevOps Guru's insights of a scenario: open while a target runs a revision.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import type { Insight } from '@tidegate/embedded-aws/services/devops-guru';
import { secondsIn } from '../../core/duration.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { kindFor } from './kinds/kinds.ts';
import type { Misbehaviour } from './scenario.ts';

type OfInsight = Extract<Misbehaviour, { how: 'insight' }>;

/** Opens an insight on what the target deploys to. Returns how it ends. */
export function openInsight(
  { aws, clock }: { readonly aws: EmbeddedAws; readonly clock: VirtualClock },
  target: TargetDefinition,
  { after, for: lasts, severity }: OfInsight,
): () => void {
  const from = clock.millis() + secondsIn(after) * 1000;
  const insight: Insight = {
    id: `insight-${target.name}-${from}`,
    name: `${target.lambda ? 'Lambda errors' : 'Errors'} unusually high on ${target.name}`,
    severity,
    startedAt: new Date(from),
    ...(lasts !== undefined && { endedAt: new Date(from + secondsIn(lasts) * 1000) }),
    resources: [kindFor(target).watchedAs(target).arn],
  };
  aws.devOpsGuru.open(target, insight);
  return () => {
    const now = clock.now();
    if (insight.endedAt === undefined || insight.endedAt > now) insight.endedAt = now;
  };
}
