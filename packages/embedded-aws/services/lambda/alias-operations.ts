// Lambda's API actions on aliases.

import * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import { text } from '../input.ts';
import { type LambdaParts, Named, Paged, parse } from './asked.ts';
import { refuseRevision } from './code-operations.ts';
import {
  type Alias,
  aliasOf,
  type LambdaFunction,
  setAlias,
  stateOf,
  versionOf,
} from './functions.ts';
import { passOver, refuseWeights } from './provisioned-operations.ts';

const Listed = Paged.extend({ FunctionVersion: text.optional() });
const InAlias = Named.extend({ Name: text });
const WriteAlias = InAlias.extend({
  FunctionVersion: text.optional(),
  Description: z.string().optional(),
  RoutingConfig: z
    .object({ AdditionalVersionWeights: z.record(text, z.number()).nullish() })
    .optional(),
  RevisionId: text.optional(),
});

export function aliasOperations({ find, clock, moved }: LambdaParts): Record<string, Operation> {
  return {
    GetAlias: (input, call) => {
      const { FunctionName, Name } = parse(InAlias, input);
      const lambda = find(FunctionName, call);
      return aliasForm(lambda, aliasOf(lambda, Name));
    },
    ListAliases: (input, call) => {
      const { FunctionName, FunctionVersion: of } = parse(Listed, input);
      const lambda = find(FunctionName, call);
      const all = [...lambda.aliases.values()].filter(
        ({ version, weights }) => of === undefined || version === of || of in weights,
      );
      return { Aliases: all.map((alias) => aliasForm(lambda, alias)) };
    },
    CreateAlias: (input, call) => {
      const asked = parse(WriteAlias, input);
      const lambda = find(asked.FunctionName, call);
      if (lambda.aliases.has(asked.Name)) {
        throw new AwsError(
          'ResourceConflictException',
          `Alias already exists: ${lambda.arn}:${asked.Name}`,
          409,
        );
      }
      return aliasForm(lambda, setAlias(lambda, aliasFrom(asked), clock.now()));
    },
    UpdateAlias: (input, call) => {
      const asked = parse(WriteAlias, input);
      const lambda = find(asked.FunctionName, call);
      const present = aliasOf(lambda, asked.Name);
      refuseRevision(asked.RevisionId, present.revisionId);
      refuseFailed(lambda, aliasFrom(asked, present).version, clock.millis());
      const wanted = aliasFrom(asked, present);
      refuseWeights(lambda, asked.Name, wanted.weights);
      const after = setAlias(lambda, wanted, clock.now());
      passOver({ clock }, lambda, asked.Name, present.version);
      moved(lambda, present, after);
      return aliasForm(lambda, after);
    },
    // Lambda says nothing of one that is not there.
    DeleteAlias: (input, call) => {
      const { FunctionName, Name } = parse(InAlias, input);
      const lambda = find(FunctionName, call);
      lambda.aliases.delete(Name);
      lambda.provisioned.delete(Name);
      return {};
    },
  };
}

/** No alias can point to a version that has failed to come up. */
function refuseFailed(lambda: LambdaFunction, version: string, nowMillis: number): void {
  const { State, StateReason } = stateOf(versionOf(lambda, version), nowMillis);
  if (State !== 'Failed') return;
  const text = `The function version ${lambda.arn}:${version} is in the Failed state: ${StateReason}`;
  throw new AwsError('InvalidParameterValueException', text);
}

function aliasFrom(asked: z.infer<typeof WriteAlias>, present?: Alias): Omit<Alias, 'revisionId'> {
  const version = asked.FunctionVersion ?? present?.version;
  if (!version)
    throw new AwsError('InvalidParameterValueException', 'Expected a FunctionVersion, got none.');
  return {
    name: asked.Name,
    version,
    description: asked.Description ?? present?.description ?? '',
    weights: asked.RoutingConfig
      ? (asked.RoutingConfig.AdditionalVersionWeights ?? {})
      : (present?.weights ?? {}),
  };
}

function aliasForm(lambda: LambdaFunction, alias: Alias) {
  const shifting = Object.keys(alias.weights).length > 0;
  return {
    AliasArn: `${lambda.arn}:${alias.name}`,
    Name: alias.name,
    FunctionVersion: alias.version,
    Description: alias.description,
    ...(shifting && { RoutingConfig: { AdditionalVersionWeights: alias.weights } }),
    RevisionId: alias.revisionId,
  };
}
