// Versions: state machines as they were when published. They never change.

import * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import { Arn, checkArn, parseInput } from './input.ts';
import { Paging, pageNewestFirst } from './paging.ts';
import { findMachine, type StateMachine, type Version } from './state-machine.ts';
import type { Store } from './store.ts';

const PublishInput = z.object({
  stateMachineArn: Arn,
  revisionId: z.string().optional(),
  description: z.string().max(256).optional(),
});

export function versionOperations(store: Store): Record<string, Operation> {
  const { machines } = store;
  return {
    PublishStateMachineVersion(input) {
      const { stateMachineArn, revisionId, description } = parseInput(PublishInput, input);
      const { machine } = findMachine(machines, stateMachineArn);
      const current = machine.revision.revisionId;
      if (revisionId !== undefined && revisionId !== (current ?? 'INITIAL')) {
        throw new AwsError(
          'ConflictException',
          `Failed to publish the State Machine version for revision ${revisionId}. The current State Machine revision is ${current ?? 'INITIAL'}.`,
        );
      }
      return publishVersion(store, machine, description);
    },
    DeleteStateMachineVersion(input) {
      const { stateMachineVersionArn } = parseInput(
        z.object({ stateMachineVersionArn: Arn }),
        input,
      );
      checkArn(stateMachineVersionArn, 'stateMachine');
      const [, base = '', number] = /^(.*):(\d+)$/.exec(stateMachineVersionArn) ?? [];
      const machine = machines.get(base);
      // What is not there is deleted already.
      if (!machine) return {};
      checkUnused(machine, stateMachineVersionArn);
      machine.versions.delete(Number(number));
      return {};
    },
    ListStateMachineVersions(input) {
      const request = parseInput(z.object({ stateMachineArn: Arn, ...Paging }), input);
      const { machine } = findMachine(machines, request.stateMachineArn);
      const newestFirst = [...machine.versions.values()].reverse();
      const { items, nextToken } = pageNewestFirst(newestFirst, request, ({ number }) => number);
      return { stateMachineVersions: items.map(summary), nextToken };
    },
  };
}

const MOST_VERSIONS = 1000;

/** Publishes the machine as it is; publishing it again unchanged gives the same version. */
export function publishVersion(
  store: Store,
  machine: StateMachine,
  description: string | undefined,
) {
  const latest = machine.versions.get(machine.lastVersion);
  const version =
    latest &&
    latest.revision.machine === machine.revision.machine &&
    latest.revision.revisionId === machine.revision.revisionId
      ? latest
      : next();
  return {
    stateMachineVersionArn: version.arn,
    creationDate: new Date(version.createdAt),
  };

  function next(): Version {
    if (machine.versions.size >= MOST_VERSIONS)
      throw new AwsError(
        'ServiceQuotaExceededException',
        `The maximum number of versions of a state machine is ${MOST_VERSIONS}: '${machine.arn}'`,
      );
    machine.lastVersion += 1;
    const number = machine.lastVersion;
    const arn = `${machine.arn}:${number}`;
    const revision = { ...machine.revision, versionArn: arn };
    const createdAt = store.runtime.clock.millis();
    const made = { number, arn, revision, description, createdAt };
    machine.versions.set(number, made);
    return made;
  }
}

function checkUnused(machine: StateMachine, versionArn: string): void {
  const used = [...machine.aliases.values()].filter(({ routes }) =>
    routes.some(({ stateMachineVersionArn }) => stateMachineVersionArn === versionArn),
  );
  if (used.length === 0) return;
  const names = used.map(({ name }) => name).join(', ');
  throw new AwsError(
    'ConflictException',
    `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${names}]`,
  );
}

function summary({ arn, createdAt }: Version) {
  return { stateMachineVersionArn: arn, creationDate: new Date(createdAt) };
}
