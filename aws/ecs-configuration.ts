// How a service is to be deployed to: what the strategy says, and of what is there already all that is not ours.

import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { secondsIn } from '../core/duration.ts';
import type { ServiceStrategy } from '../core/pipeline/strategy-schema.ts';
import { writtenOut } from '../core/strategy.ts';
import type { ServiceFound } from './ecs-forms.ts';
import { PAUSES, withoutOurStages } from './ecs-pauses.ts';

export function configurationOf(
  { configuration, balancing }: ServiceFound,
  { strategy, isBack }: { readonly strategy: ServiceStrategy; readonly isBack: boolean },
): DeploymentConfiguration {
  const {
    lifecycleHooks = [],
    linearConfiguration: _,
    canaryConfiguration: __,
    ...kept
  } = configuration;
  const others = lifecycleHooks.flatMap(withoutOurStages);
  if (strategy === 'rolling') return { ...kept, strategy: 'ROLLING', lifecycleHooks: others };
  const shifted =
    isBack || balancing === 'none' ? { strategy: 'BLUE_GREEN' as const } : shiftOf(strategy);
  // What went before is kept up by the pause after the shift, for as long as the bake lasts.
  return {
    ...kept,
    ...shifted,
    bakeTimeInMinutes: 0,
    lifecycleHooks: isBack ? others : [...others, ...PAUSES],
  };
}

function shiftOf(strategy: Exclude<ServiceStrategy, 'rolling'>): DeploymentConfiguration {
  if (strategy === 'blue-green') return { strategy: 'BLUE_GREEN' };
  const how = writtenOut(strategy);
  if ('canary' in how) {
    const { percent, after } = how.canary;
    const canaryBakeTimeInMinutes = minutesIn(after);
    return {
      strategy: 'CANARY',
      canaryConfiguration: { canaryPercent: percent, canaryBakeTimeInMinutes },
    };
  }
  const { percent, every } = how.linear;
  const stepBakeTimeInMinutes = minutesIn(every);
  return {
    strategy: 'LINEAR',
    linearConfiguration: { stepPercent: percent, stepBakeTimeInMinutes },
  };
}

function minutesIn(duration: string): number {
  return Math.ceil(secondsIn(duration) / 60);
}
