// Versions of what is deployed, and the alias that starts a machine.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { StackMachine } from './stack.ts';
import type { Home } from './template.ts';

interface Where {
  readonly aws: EmbeddedAws;
  readonly home: Home;
}

/** Deploying is not part of the run: it bypasses the parking, so that no seed is drawn from. */
export async function call(
  { aws, home }: Where,
  service: string,
  operation: string,
  input: unknown,
): Promise<unknown> {
  return aws.operate(service, operation, input, home);
}

/** Resolves to what its alias routes to: the version that has just been published. */
export async function publishMachine(where: Where, { arn }: Pick<StackMachine, 'arn'>) {
  const asked = { stateMachineArn: arn };
  const published = await call(where, 'states', 'PublishStateMachineVersion', asked);
  const { stateMachineVersionArn } = published as { readonly stateMachineVersionArn: string };
  return [{ stateMachineVersionArn, weight: 100 }] as const;
}
