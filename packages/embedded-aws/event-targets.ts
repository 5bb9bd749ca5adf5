// Where EventBridge delivers to: Lambda functions, state machines and queues.

import { AwsError, type Call, type Service } from './service.ts';
import type { Deliver } from './services/events/state.ts';
import type { Lambda } from './services/lambda/lambda.ts';
import type { Queues } from './services/sqs/queues.ts';
import { type Faults, throttleOf } from './transport/faults.ts';

interface Parts {
  readonly lambda: Lambda;
  readonly states: Service;
  readonly queues: Queues;
  readonly faults: Faults;
  readonly startsTooFast?: ((call: Call) => boolean) | undefined;
}

/** A fault may throttle what EventBridge calls for a target; it then tries again, as its retry policy says. */
export function deliverTo({ lambda, states, queues, faults, startsTooFast }: Parts): Deliver {
  return async (arn, input) => {
    const [, , service = '', region = '', account = ''] = arn.split(':');
    const call = { account, region, requestId: 'events' };
    if (service === 'lambda') {
      refuseIfThrottled(faults, 'lambda', 'Invoke', { FunctionName: arn }, call);
      return lambda.invokeLater(arn, input, call);
    }
    if (service === 'states') {
      // Told before the input becomes text: an event may hold the event before it.
      if (startsTooFast?.(call)) throw throttled('states');
      const request = { stateMachineArn: arn, input: JSON.stringify(input) };
      refuseIfThrottled(faults, 'states', 'StartExecution', request, call);
      await states.operations.StartExecution?.(request, call);
      return;
    }
    if (service === 'sqs' && queues.deliver(arn, JSON.stringify(input))) return;
    throw new AwsError(
      'ResourceNotFoundException',
      `${arn} is not a target that is simulated.`,
      404,
    );
  };
}

function refuseIfThrottled(
  faults: Faults,
  service: string,
  operation: string,
  input: unknown,
  call: { readonly account: string; readonly region: string; readonly requestId: string },
): void {
  const fault = faults.beforeCall?.({ service, operation, functionName: undefined, input, call });
  if (!fault || !('throttle' in fault)) return;
  throw throttled(service);
}

function throttled(service: string): AwsError {
  const [name, status] = throttleOf(service);
  return new AwsError(name, 'Rate exceeded', status);
}
