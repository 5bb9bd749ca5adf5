// Who looks on at a world: told of each call before it is made, and of each fault as it happens.

import type { AwsEvent } from '@tidegate/embedded-aws/services/events/event';
import type { FaultedCall, Faults } from '@tidegate/embedded-aws/transport/faults';
import type { FunctionSurroundings } from '../stack/packaged-functions.ts';

export interface Watch {
  /** Told of each call before it is made, by whomever, and when, in seconds from the start of the scenario. */
  readonly onCall?: ((call: FaultedCall, atSeconds: number) => void) | undefined;
  /** Told of the same call once it has taken effect. */
  readonly onEffect?: ((call: FaultedCall) => void) | undefined;
  /** Told of what functions count for operators. */
  readonly onCount?: ((metric: string, word: string) => void) | undefined;
  /** Whether releases are marked on dashboards, and who is told of what functions measure. */
  readonly more?: Pick<FunctionSurroundings, 'marks' | 'measure'> | undefined;
  /** Told of each fault as it happens: of `DeployTarget codedeploy:CreateDeployment`, or an event of `aws.states`. */
  readonly onFault?: ((fault: Happened, atSeconds: number) => void) | undefined;
}

export interface Happened {
  readonly how: string;
  readonly of: string;
}

export function watched(
  faults: Faults,
  elapsedSeconds: () => number,
  { onCall, onEffect, onFault }: Watch,
): Faults {
  const tell = (fault: unknown, of: string) => {
    if (fault) onFault?.({ how: wordOf(fault), of }, elapsedSeconds());
  };
  return {
    ...faults,
    beforeCall(call) {
      onCall?.(call, elapsedSeconds());
      const fault = faults.beforeCall?.(call);
      tell(fault, nameOf(call));
      return fault;
    },
    ...(onEffect && { afterEffect: onEffect }),
    ...(faults.slowSeconds && {
      slowSeconds(call: FaultedCall) {
        const seconds = faults.slowSeconds?.(call) ?? 0;
        tell(seconds > 0 && { slow: true }, nameOf(call));
        return seconds;
      },
    }),
    event(event: AwsEvent) {
      const fault = faults.event?.(event);
      tell(fault, event.source);
      return fault;
    },
  };
}

function nameOf({ functionName = 'somebody', service, operation }: FaultedCall): string {
  return `${functionName} ${service}:${operation}`;
}

/** `throttle`, `refuses InternalFailure`, `dies before`, `lost`, `delaySeconds`. */
function wordOf(fault: unknown): string {
  if (typeof fault !== 'object' || fault === null) return String(fault);
  const [[kind, value] = ['nothing', true]] = Object.entries(fault);
  if (Array.isArray(value)) return `${kind} ${value[0]}`;
  return typeof value === 'string' ? `${kind} ${value}` : kind;
}
