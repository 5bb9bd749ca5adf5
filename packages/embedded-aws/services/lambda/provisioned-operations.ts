// Lambda's API actions on provisioned concurrency: instances of a version, or of an alias, that are kept warm.

import type * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import { number, text } from '../input.ts';
import { type LambdaParts, Named, parse } from './asked.ts';
import { type LambdaFunction, type Provisioned, setAlias, versionOf } from './functions.ts';

const Qualified = Named.extend({ Qualifier: text });
const Put = Qualified.extend({ ProvisionedConcurrentExecutions: number });

/** How long it takes, where a world does not say. */
const USUAL_SECONDS = 60;

export function provisionedOperations({ find, clock }: LambdaParts): Record<string, Operation> {
  return {
    PutProvisionedConcurrencyConfig: (input, call) => {
      const asked = parse(Put, input);
      const lambda = find(asked.FunctionName, call);
      refuseUnfit(lambda, asked);
      const { ProvisionedConcurrentExecutions: count, Qualifier } = asked;
      const { seconds = USUAL_SECONDS, fails } = lambda.provisioning;
      const readyAt = clock.millis() + seconds * 1000;
      const made = { count, readyAt, ...(fails && { fails }) };
      lambda.provisioned.set(Qualifier, made);
      return form(made, clock.millis());
    },
    GetProvisionedConcurrencyConfig: (input, call) => {
      const { FunctionName, Qualifier } = parse(Qualified, input);
      const found = find(FunctionName, call).provisioned.get(Qualifier);
      if (found) return form(found, clock.millis());
      const none = 'No Provisioned Concurrency Config found for this function';
      throw new AwsError('ProvisionedConcurrencyConfigNotFoundException', none, 404);
    },
    DeleteProvisionedConcurrencyConfig: (input, call) => {
      const { FunctionName, Qualifier } = parse(Qualified, input);
      find(FunctionName, call).provisioned.delete(Qualifier);
      return {};
    },
  };
}

function refuseUnfit(lambda: LambdaFunction, { Qualifier }: z.output<typeof Put>): void {
  versionOf(lambda, Qualifier);
  const weights = lambda.aliases.get(Qualifier)?.weights ?? {};
  if (Qualifier === '$LATEST')
    refuse('Provisioned Concurrency Configs cannot be applied to unpublished function versions.');
  if (Object.keys(weights).length > 0)
    refuse('Alias with weights can not be used with Provisioned Concurrency');
}

/** Weights are refused on an alias that has it; by itself Lambda moves such an alias through weights of its own. */
export function refuseWeights(
  { provisioned }: LambdaFunction,
  name: string,
  weights: object,
): void {
  if (provisioned.has(name) && Object.keys(weights).length > 0)
    refuse('Alias with weights can not be used with Provisioned Concurrency');
}

/** The alias points to its new version at once; its traffic follows as instances of that come up. */
export function passOver(
  { clock }: Pick<LambdaParts, 'clock'>,
  lambda: LambdaFunction,
  name: string,
  from: string,
): void {
  const its = lambda.provisioned.get(name);
  const alias = lambda.aliases.get(name);
  if (its === undefined || alias === undefined || alias.version === from) return;
  const { seconds = USUAL_SECONDS } = lambda.provisioning;
  const made = setAlias(lambda, { ...alias, weights: { [from]: 0.5 } }, clock.now());
  clock.at(clock.millis() + seconds * 1000, () => {
    if (lambda.aliases.get(name)?.revisionId !== made.revisionId) return;
    setAlias(lambda, { ...alias, weights: {} }, clock.now());
  });
}

function form({ count, readyAt, fails }: Provisioned, now: number) {
  const isReady = now >= readyAt && fails === undefined;
  const status = now < readyAt ? 'IN_PROGRESS' : fails ? 'FAILED' : 'READY';
  return {
    RequestedProvisionedConcurrentExecutions: count,
    AvailableProvisionedConcurrentExecutions: isReady ? count : 0,
    AllocatedProvisionedConcurrentExecutions: isReady ? count : 0,
    Status: status,
    ...(status === 'FAILED' && { StatusReason: fails }),
    LastModified: new Date(readyAt).toISOString(),
  };
}

function refuse(text: string): never {
  throw new AwsError('InvalidParameterValueException', text);
}
