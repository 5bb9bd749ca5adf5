// Aliases: names for one version, or for two that share the executions.

import * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import { Arn, checkArn, checkName, parseInput } from './input.ts';
import { Paging, page } from './paging.ts';
import {
  type Alias,
  findMachine,
  type Route,
  type StateMachines,
  setRoutes,
  settingAt,
} from './state-machine.ts';
import type { Store } from './store.ts';

const Routes = z
  .array(z.object({ stateMachineVersionArn: Arn, weight: z.number().int().min(0).max(100) }))
  .min(1)
  .max(2);
const CreateInput = z.object({
  name: z.string(),
  description: z.string().max(256).optional(),
  routingConfiguration: Routes,
});
const UpdateInput = z.object({
  stateMachineAliasArn: Arn,
  description: z.string().max(256).optional(),
  routingConfiguration: Routes.optional(),
});
const ArnInput = z.object({ stateMachineAliasArn: Arn });

export function aliasOperations({ machines, runtime, moved }: Store): Record<string, Operation> {
  const { clock } = runtime;
  return {
    CreateStateMachineAlias(input) {
      const { name, description, routingConfiguration: routes } = parseInput(CreateInput, input);
      checkName(name);
      if (/^\d+$/.test(name))
        throw new AwsError('ValidationException', `Alias name '${name}' must not be a number`);
      const machine = checkRoutes(machines, routes);
      const existing = machine.aliases.get(name);
      if (existing && JSON.stringify(existing.routes) !== JSON.stringify(routes)) {
        throw new AwsError(
          'ConflictException',
          `Failed to create alias because an alias with the same name and a different routing configuration already exists.`,
        );
      }
      const now = clock.millis();
      const arn = `${machine.arn}:${name}`;
      const alias = existing ?? {
        ...{ arn, name, description, routes, createdAt: now, updatedAt: now },
        settings: [{ at: now, routes }],
      };
      machine.aliases.set(name, alias);
      return { stateMachineAliasArn: arn, creationDate: new Date(alias.createdAt) };
    },
    UpdateStateMachineAlias(input) {
      const { stateMachineAliasArn, description, routingConfiguration } = parseInput(
        UpdateInput,
        input,
      );
      const { machine, alias } = locate(machines, stateMachineAliasArn);
      const before = settingAt(alias, clock.millis());
      if (routingConfiguration) checkRoutes(machines, routingConfiguration);
      if (description !== undefined) alias.description = description;
      setRoutes(alias, routingConfiguration ?? alias.routes, clock.millis());
      if (routingConfiguration) moved(machine, before, alias);
      return { updateDate: new Date(alias.updatedAt) };
    },
    DescribeStateMachineAlias(input, { asOf = Number.POSITIVE_INFINITY }) {
      const { stateMachineAliasArn } = parseInput(ArnInput, input);
      return describe(findAlias(machines, stateMachineAliasArn), asOf);
    },
    DeleteStateMachineAlias(input) {
      const { stateMachineAliasArn } = parseInput(ArnInput, input);
      const { machine, alias } = locate(machines, stateMachineAliasArn);
      machine.aliases.delete(alias.name);
      return {};
    },
    ListStateMachineAliases(input) {
      const request = parseInput(z.object({ stateMachineArn: Arn, ...Paging }), input);
      const { machine } = findMachine(machines, request.stateMachineArn);
      const { items, nextToken } = page([...machine.aliases.values()], request);
      const stateMachineAliases = items.map(({ arn, createdAt }) => ({
        stateMachineAliasArn: arn,
        creationDate: new Date(createdAt),
      }));
      return { stateMachineAliases, nextToken };
    },
  };
}

/** All routes lead to versions of one machine and add up to 100 percent. */
function checkRoutes(machines: StateMachines, routes: readonly Route[]) {
  const found = routes.map(({ stateMachineVersionArn }) => {
    const { machine, version } = findMachine(machines, stateMachineVersionArn);
    if (version) return machine;
    throw refused(`Expected the ARN of a state machine version, got ${stateMachineVersionArn}`);
  });
  const total = routes.reduce((sum, { weight }) => sum + weight, 0);
  if (total !== 100)
    throw refused(`Expected the weights of the routes to add up to 100, got ${total}`);
  const arns = new Set(routes.map(({ stateMachineVersionArn }) => stateMachineVersionArn));
  if (arns.size < routes.length) {
    throw refused('Expected the routes to lead to different versions, got one version twice');
  }
  const [machine] = found;
  if (!machine || found.some((other) => other !== machine)) {
    throw refused('Expected the routes to lead to versions of one state machine');
  }
  return machine;
}

function refused(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

function findAlias(machines: StateMachines, arn: string): Alias {
  return locate(machines, arn).alias;
}

/** An alias and its machine; what is missing is a resource here, and no state machine. */
function locate(machines: StateMachines, arn: string) {
  checkArn(arn, 'stateMachine');
  const [, base = '', name = ''] = /^(.*:stateMachine:[^:]+):([^:]+)$/.exec(arn) ?? [];
  const machine = machines.get(base);
  const alias = machine?.aliases.get(name);
  if (machine && alias) return { machine, alias };
  throw new AwsError(
    'ResourceNotFound',
    `Request references a resource that does not exist: '${arn}'`,
  );
}

function describe(alias: Alias, asOf: number) {
  const { arn, name, description, createdAt } = alias;
  const { at, routes } = settingAt(alias, asOf);
  return {
    stateMachineAliasArn: arn,
    name,
    description,
    routingConfiguration: routes,
    creationDate: new Date(createdAt),
    updateDate: new Date(at),
  };
}
