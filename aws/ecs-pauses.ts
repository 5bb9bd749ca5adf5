// The pauses by which Tidegate has a service deployment held: before each step of its traffic, and after the last.

import type { DeploymentConfiguration, DeploymentLifecycleHook } from '@aws-sdk/client-ecs';

type At = 'before' | 'after';

const STAGES = {
  before: 'PRE_PRODUCTION_TRAFFIC_SHIFT',
  after: 'POST_PRODUCTION_TRAFFIC_SHIFT',
} as const;

/**
 * A minute less than ECS's usual and than its longest: a pause has no name, and by these it is known for Tidegate's.
 */
const MINUTES = { before: 1439, after: 20_159 } as const;

/**
 * Where nobody lets it go on: before a step it goes back, for nothing speaks for the step; after the shift it goes on,
 * for that is what is said of a release whose bake nobody has judged: it is stopped, and nothing is taken back.
 */
export const PAUSES: readonly DeploymentLifecycleHook[] = [
  pauseOf('before', 'ROLLBACK'),
  pauseOf('after', 'CONTINUE'),
];

function pauseOf(at: At, action: 'ROLLBACK' | 'CONTINUE'): DeploymentLifecycleHook {
  return {
    targetType: 'PAUSE',
    lifecycleStages: [STAGES[at]],
    timeoutConfiguration: { timeoutInMinutes: MINUTES[at], action },
  };
}

/** Where a deployment that has these hooks is held by Tidegate at this stage; undefined where it is not. */
export function ourPauseAt(
  stage: string | undefined,
  { lifecycleHooks = [] }: DeploymentConfiguration = {},
): At | undefined {
  const at = (['before', 'after'] as const).find((each) => STAGES[each] === stage);
  return at && lifecycleHooks.some((hook) => isOurs(hook, at)) ? at : undefined;
}

function isOurs(
  { targetType, lifecycleStages, timeoutConfiguration }: DeploymentLifecycleHook,
  at: At,
): boolean {
  return (
    targetType === 'PAUSE' &&
    lifecycleStages?.length === 1 &&
    lifecycleStages[0] === STAGES[at] &&
    timeoutConfiguration?.timeoutInMinutes === MINUTES[at]
  );
}

export function hasOurPauses({ lifecycleHooks = [] }: DeploymentConfiguration): boolean {
  return lifecycleHooks.some((hook) => isOurs(hook, 'before') || isOurs(hook, 'after'));
}

/** What anybody brings to the service afterwards is not held by Tidegate. */
export function withoutPauses(configuration: DeploymentConfiguration): DeploymentConfiguration {
  const { lifecycleHooks = [] } = configuration;
  const kept = lifecycleHooks.filter((hook) => !isOurs(hook, 'before') && !isOurs(hook, 'after'));
  return { ...configuration, lifecycleHooks: kept };
}

/** A team's functions stay, and so do its pauses at other stages: those wait for the team. */
export function withoutOurStages(hook: DeploymentLifecycleHook): DeploymentLifecycleHook[] {
  if (hook.targetType !== 'PAUSE') return [hook];
  const ours: readonly string[] = Object.values(STAGES);
  const lifecycleStages = hook.lifecycleStages?.filter((stage) => !ours.includes(stage)) ?? [];
  return lifecycleStages.length > 0 ? [{ ...hook, lifecycleStages }] : [];
}
