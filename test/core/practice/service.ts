// A service that breaks no rule, to be broken in one place at a time.

import { pipelineSchema } from '../../../core/pipeline/schema.ts';
import { planOf } from '../../../core/plan.ts';
import { type BrokenRule, brokenRulesOf } from '../../../core/practice/broken-rules.ts';
import { parsePolicy } from '../../../core/practice/policy.ts';
import type { SeenAtStart } from '../../../core/practice/subject.ts';
import { parseStrictYaml } from '../../../core/strict-yaml.ts';

const lambda = (group: string) =>
  `lambda: { function: shop-${group}, alias: live, application: shop, deploymentGroup: ${group} }`;

/** A target of production that breaks no rule; what is `more` stands at its end. */
export function target(name: string, region: string, weight: number, more = ''): string {
  return `{ name: ${name}, account: "111122223333", region: ${region}, weight: ${weight}, ${lambda(name)}, alarms: [${name}-errors, ${name}-latency, ${name}-throttles], dataPoints: { namespace: Shop, metric: Requests, atLeast: 30 }${more && `, ${more}`} }`;
}

const early = (name: string) =>
  `{ name: ${name}, targets: [{ name: ${name}, account: "111122223333", region: us-east-1, ${lambda(name)} }], tests: [{ name: smoke, project: shop-${name} }] }`;

export const goodService = `pipeline: shop
owner: team-shop
contact: "#team-shop"
source: { project: shop-build, branches: [main] }
neverTogether: [[us-east-1, us-west-2]]
stages:
  - ${early('beta')}
  - ${early('gamma')}
  - name: prod
    bake: { for: 2h }
    waves:
      - name: one-box
        bake: { for: 1h }
        targets:
          - ${target('box', 'eu-north-1', 5)}
      - name: first
        bake: { for: 12h }
        targets:
          - ${target('dublin', 'eu-west-1', 8)}
      - name: second
        targets:
          - ${target('virginia', 'us-east-1', 30)}
      - name: third
        targets:
          - ${target('oregon', 'us-west-2', 22)}
          - ${target('sydney', 'ap-southeast-2', 9)}
      - name: fourth
        targets:
          - ${target('tokyo', 'ap-northeast-1', 22)}
`;

/** The good service with words replaced; a word that is not there is a mistake in the test. */
export function changed(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`expected the good service to say ${from}`);
    return text.replace(from, to);
  }, goodService);
}

export interface Given {
  readonly policy?: string;
  readonly now?: string;
  readonly atStart?: SeenAtStart;
}

export function broken(
  text: string,
  { policy = 'policy: acme', now = '2026-11-24T12:00:00Z', atStart }: Given = {},
): BrokenRule[] {
  // By the schema alone: a file that breaks what it says itself is refused, and its rules could never be seen.
  const pipeline = parseStrictYaml(pipelineSchema, text, 'tidegate.yml');
  const plan = planOf(pipeline);
  return brokenRulesOf({
    pipeline,
    plan,
    waves: plan,
    policy: parsePolicy(policy, 'policy.yml'),
    now: new Date(now),
    ...(atStart && { atStart }),
  });
}
