// Looks at the alarms that pipelines name, where their targets are. Reads only.

import { alarmFacts } from '../aws/alarm-facts.ts';
import { callerAccount } from '../aws/caller.ts';
import { realClock } from '../aws/clock.ts';
import { memberAccess } from '../aws/sts.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { planOf } from '../core/plan.ts';
import { defaultPolicy } from '../core/practice/policy.ts';
import { productionWavesOf, type Surroundings } from '../core/practice/subject.ts';
import { readAlarmFacts } from '../flows/read-alarm-facts.ts';

export interface Looked {
  readonly surroundings?: Surroundings;
  /** The accounts that were not looked into. */
  readonly remarks: readonly string[];
}

export type Looker = (pipeline: PipelineDefinition) => Promise<Looked>;

export const NOT_LOOKED: Looked = { remarks: [] };

export interface Where {
  readonly region?: string | undefined;
  /** The role to take in other accounts than that of the credentials; without one they are not entered. */
  readonly role?: string | undefined;
  readonly 'endpoint-url'?: string | undefined;
}

/**
 * Reads the alarms of a pipeline's production. What should be read and cannot throws `ServiceFailed`: a lint that saw
 * nothing must not pass.
 */
export function lookerAt({ region, role, 'endpoint-url': endpoint }: Where): Looker {
  const wire = endpoint === undefined ? {} : { endpoint };
  return async (pipeline) => {
    const plan = planOf(pipeline);
    const subject = { pipeline, plan, waves: plan, policy: defaultPolicy, now: realClock.now() };
    const targets = productionWavesOf(subject).flatMap((wave) => wave.targets);
    const [first] = targets;
    if (first === undefined) return NOT_LOOKED;
    const home = region ?? process.env.AWS_REGION ?? first.region;
    const account = await callerAccount(home, realClock, wire);
    const access = memberAccess(
      { home: { account, region: home }, ...wire },
      realClock,
      role ?? '',
    );
    const isNear = (its: string) => its === account || role !== undefined;
    const near = targets.filter((target) => isNear(target.account));
    const far = new Set(targets.map((each) => each.account).filter((its) => !isNear(its)));
    return {
      surroundings: { alarms: await readAlarmFacts(alarmFacts(access), near) },
      remarks: [...far].map(
        (its) =>
          `the alarms in account ${its} were not looked at: these credentials are of ${account}; give --role NAME, ` +
          'a role there that they may take, or run it again with credentials of that account',
      ),
    };
  };
}
