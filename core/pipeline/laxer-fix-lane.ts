// Where a service's fix lane is laxer than its template's: else it would be a way round all that the template asks.

import { secondsIn } from '../duration.ts';
import type { Finding } from '../strict-yaml.ts';
import { asIn } from './laxer-checks.ts';
import type { PipelineDefinition } from './schema.ts';
import type { TemplateDefinition } from './template-schema.ts';

export function laxerFixLane(
  template: TemplateDefinition,
  pipeline: PipelineDefinition,
): Finding[] {
  const [own, base] = [pipeline.fixLane, template.fixLane];
  if (own === undefined) return [];
  const as = asIn(template);
  const at = (key: string, text: string) => [{ path: ['fixLane', key], text }];
  if (base === undefined)
    return [{ path: ['fixLane'], text: `expected no fixLane of its own, ${as} none, got one` }];
  const others = own.approvals?.by.filter((each) => !base.approvals?.by.includes(each)) ?? [];
  const isFewer = (own.approvals?.quorum ?? 1) < (base.approvals?.quorum ?? 1);
  const isShort =
    own.bake !== undefined &&
    (base.bake === undefined || secondsIn(own.bake) < secondsIn(base.bake));
  return [
    ...(own.hours === 'any' && base.hours !== 'any'
      ? at('hours', `expected usual, ${as}, got any`)
      : []),
    ...(isShort
      ? at(
          'bake',
          `expected ${base.bake ? `at least ${base.bake}` : 'none'}, ${as}, got ${own.bake}`,
        )
      : []),
    ...(others.length > 0
      ? at('approvals', `expected nobody else's approvals, ${as}, got ${others.join(', ')} too`)
      : []),
    ...(own.approvals && isFewer
      ? at('approvals', `expected a quorum of at least ${base.approvals?.quorum}, ${as}`)
      : []),
  ];
}
