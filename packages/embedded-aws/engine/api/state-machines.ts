// CreateStateMachine and its family.

import * as z from 'zod';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { machineArn } from '../arn.ts';
import type { Revision } from '../execution.ts';
import type { MachineType } from '../validator/validate.ts';
import { checkedMachine } from './checked-machine.ts';
import { Arn, checkArn, checkDescribed, checkName, checkRole, list, parseInput } from './input.ts';
import { Paging, page } from './paging.ts';
import { findMachine, type StateMachine } from './state-machine.ts';
import type { Store } from './store.ts';
import { publishVersion } from './versions.ts';

const Definition = z.string().min(1).max(1_048_576);
const Settings = {
  loggingConfiguration: z.unknown().optional(),
  tracingConfiguration: z.unknown().optional(),
  encryptionConfiguration: z.unknown().optional(),
};
const MOST_TAGS = 50;
const Tags = list(z.object({ key: z.string(), value: z.string() }), MOST_TAGS).optional();

const CreateInput = z.object({
  name: z.string(),
  definition: Definition,
  roleArn: Arn,
  type: z.enum(['STANDARD', 'EXPRESS']).optional(),
  publish: z.boolean().optional(),
  versionDescription: z.string().max(256).optional(),
  tags: Tags,
  ...Settings,
});

const UpdateInput = z.object({
  stateMachineArn: Arn,
  definition: Definition.optional(),
  roleArn: Arn.optional(),
  publish: z.boolean().optional(),
  versionDescription: z.string().max(256).optional(),
  ...Settings,
});

const ArnInput = z.object({ stateMachineArn: Arn });

export function stateMachineOperations(store: Store): Record<string, Operation> {
  const { machines } = store;
  return {
    CreateStateMachine: (input, call) => createMachine(store, input, call),
    UpdateStateMachine: (input) => updateMachine(store, input),
    DeleteStateMachine(input) {
      const { stateMachineArn } = parseInput(ArnInput, input);
      checkArn(stateMachineArn, 'stateMachine');
      machines.delete(stateMachineArn);
      return {};
    },
    DescribeStateMachine(input) {
      const found = findMachine(machines, parseInput(ArnInput, input).stateMachineArn);
      const revision = found.version?.revision ?? found.machine.revision;
      const { description } = found.version ?? {};
      const told = { ...describe(found.machine, revision), description };
      return { ...told, ...withDefaults(found.machine.settings) };
    },
    DescribeStateMachineForExecution(input) {
      const { executionArn } = parseInput(z.object({ executionArn: Arn }), input);
      const { revision, mapRunArn } = store.execution(executionArn);
      const { stateMachineArn, stateMachineName: name, definition, roleArn, revisionId } = revision;
      const machine = machines.get(stateMachineArn);
      const updateDate = new Date(machine?.updatedAt ?? 0);
      const settings = withDefaults(machine?.settings ?? {});
      const told = {
        stateMachineArn,
        name,
        definition,
        roleArn,
        updateDate,
        revisionId,
        mapRunArn,
      };
      return { ...told, ...settings };
    },
    ListStateMachines(input, { account, region }) {
      const request = parseInput(z.object(Paging), input);
      const own = [...machines.values()].filter(
        ({ revision }) => revision.account === account && revision.region === region,
      );
      const { items, nextToken } = page(own, request);
      return { stateMachines: items.map(summary), nextToken };
    },
  };
}

function createMachine(store: Store, input: unknown, call: Call) {
  const { machines } = store;
  const request = parseInput(CreateInput, input);
  checkName(request.name);
  checkRole(request.roleArn);
  checkDescribed(request.publish, request.versionDescription);
  const arn = machineArn(call, request.name);
  const existing = machines.get(arn);
  if (existing) checkSame(existing, request);
  const machine = existing ?? newMachine(store, request, arn, call);
  machines.set(arn, machine);
  const version = publishedVersion(store, machine, request);
  return { stateMachineArn: arn, creationDate: new Date(machine.createdAt), ...version };
}

function newMachine(
  { runtime }: Store,
  request: z.infer<typeof CreateInput>,
  arn: string,
  { account, region }: Call,
): StateMachine {
  const { name, definition, roleArn, type = 'STANDARD' } = request;
  const owner = { account, region, stateMachineArn: arn, stateMachineName: name, roleArn };
  const millis = runtime.clock.millis();
  return {
    arn,
    name,
    type,
    createdAt: millis,
    updatedAt: millis,
    revision: newRevision(owner, definition, type),
    settings: settingsOf(request),
    versions: new Map(),
    lastVersion: 0,
    aliases: new Map(),
    tags: new Map(request.tags?.map(({ key, value }) => [key, value])),
  };
}

function updateMachine(store: Store, input: unknown) {
  const { machines, runtime } = store;
  const request = parseInput(UpdateInput, input);
  const { machine } = findMachine(machines, request.stateMachineArn);
  const { definition, roleArn } = request;
  checkUpdate(request);
  const before = machine.revision;
  const owner = { ...before, ...(roleArn === undefined ? {} : { roleArn }) };
  machine.revision = {
    ...(definition === undefined ? owner : newRevision(owner, definition, machine.type)),
    revisionId: runtime.nextId(),
  };
  machine.settings = { ...machine.settings, ...settingsOf(request) };
  machine.updatedAt = runtime.clock.millis();
  const version = publishedVersion(store, machine, request);
  return {
    updateDate: new Date(machine.updatedAt),
    revisionId: machine.revision.revisionId,
    ...version,
  };
}

function publishedVersion(
  store: Store,
  machine: StateMachine,
  {
    publish,
    versionDescription,
  }: Pick<z.infer<typeof UpdateInput>, 'publish' | 'versionDescription'>,
) {
  if (!publish) return {};
  const { stateMachineVersionArn } = publishVersion(store, machine, versionDescription);
  return { stateMachineVersionArn };
}

function checkUpdate(request: z.infer<typeof UpdateInput>): void {
  const { definition, roleArn, publish, versionDescription } = request;
  if (roleArn !== undefined) checkRole(roleArn);
  checkDescribed(publish, versionDescription);
  if (definition !== undefined || roleArn !== undefined) return;
  if (Object.keys(settingsOf(request)).length > 0) return;
  throw new AwsError(
    'MissingRequiredParameter',
    'Either the definition, the role ARN, the LoggingConfiguration, the TracingConfiguration, or the EncryptionConfiguration must be specified',
  );
}

/** What AWS tells of a machine that was created without settings. */
function withDefaults(settings: StateMachine['settings']) {
  return {
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
    encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
    ...settings,
  };
}

function newRevision(
  owner: Omit<Revision, 'definition' | 'machine'>,
  definition: string,
  type: MachineType,
): Revision {
  return { ...owner, definition, machine: checkedMachine(definition, type) };
}

function settingsOf(request: z.infer<typeof UpdateInput> | z.infer<typeof CreateInput>) {
  const { loggingConfiguration, tracingConfiguration, encryptionConfiguration } = request;
  const given = { loggingConfiguration, tracingConfiguration, encryptionConfiguration };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Creating the same again is answered as the first time. */
function checkSame(
  { arn, revision, type }: StateMachine,
  request: z.infer<typeof CreateInput>,
): void {
  const same =
    revision.definition === request.definition &&
    revision.roleArn === request.roleArn &&
    type === (request.type ?? 'STANDARD');
  if (same) return;
  throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
}

function describe(machine: StateMachine, revision: Revision) {
  return {
    stateMachineArn: revision.versionArn ?? machine.arn,
    name: machine.name,
    status: 'ACTIVE',
    definition: revision.definition,
    roleArn: revision.roleArn,
    type: machine.type,
    creationDate: new Date(machine.createdAt),
    revisionId: revision.revisionId,
  };
}

function summary({ arn, name, type, createdAt }: StateMachine) {
  return { stateMachineArn: arn, name, type, creationDate: new Date(createdAt) };
}
