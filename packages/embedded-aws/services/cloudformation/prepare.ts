// How a change set is prepared: what it would change is known a moment after it was asked for.

import type * as z from 'zod';
import { AwsError, type Call } from '../../service.ts';
import { refuseIncapable } from './capabilities.ts';
import { changesBetween } from './changes.ts';
import type { Create } from './inputs.ts';
import { newStack, stackAt } from './named.ts';
import { withChangeSets, withNested } from './nested.ts';
import { parametersFor } from './parameters.ts';
import { type ChangeSet, mayBeUpdated, type Stack } from './stack.ts';
import { arnOf, type Store } from './store.ts';
import { readTemplate } from './template.ts';
import { templateTextOf } from './template-text.ts';

const PREPARE_SECONDS = 6;

/** What CloudFormation says of a change set that changes nothing; it has another text of old. */
const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

type Asked = z.output<typeof Create>;

export function prepare(store: Store, asked: Asked, call: Call): ChangeSet {
  const { StackName, ChangeSetType, ChangeSetName, IncludeNestedStacks } = asked;
  const known = stackAt(store, StackName, call);
  refuseState(known, asked);
  if (known?.changeSets.some(({ name }) => name === ChangeSetName))
    throw new AwsError('AlreadyExistsException', `ChangeSet ${ChangeSetName} already exists`);
  const text =
    asked.UsePreviousTemplate && known ? known.contents.template : templateTextOf(store, asked);
  const template = readTemplate(text);
  refuseIncapable(template, asked.Capabilities);
  const parameters = parametersFor(asked.Parameters, template, known?.contents.parameters);
  const { nested } = withNested(store, { template: text, parameters, tags: {} });
  const type = ChangeSetType === 'CREATE' ? 'CREATE' : 'UPDATE';
  const stack = known ?? newStack(store, StackName, call);
  const { RollbackConfiguration: rollback } = asked;
  const made: ChangeSet = {
    id: arnOf(stack, `changeSet/${ChangeSetName}/${store.chance.uuid()}`),
    name: ChangeSetName,
    stack,
    type,
    template: text,
    parameters,
    ...(nested && { nested }),
    tags: asked.Tags
      ? Object.fromEntries(asked.Tags.map(({ Key, Value }) => [Key, Value]))
      : stack.contents.tags,
    kept: asked.Parameters.filter((each) => each.UsePreviousValue).map((each) => each.ParameterKey),
    description: asked.Description,
    token: asked.ClientToken,
    roleArn: asked.RoleARN,
    triggers: rollback && {
      minutes: rollback.MonitoringTimeInMinutes,
      alarms: rollback.RollbackTriggers.map(({ Arn }) => Arn.replace(/^.*:alarm:/, '')),
    },
    createdAt: store.clock.now(),
    status: 'CREATE_PENDING',
    execution: 'UNAVAILABLE',
    changes: [],
  };
  stack.changeSets.push(made);
  stack.known.set(made.id, made);
  const at = (seconds: number, run: () => void) =>
    store.clock.at(store.clock.millis() + seconds * 1000, run);
  at(1, () => {
    made.status = 'CREATE_IN_PROGRESS';
  });
  at(PREPARE_SECONDS, () => prepared(store, made, IncludeNestedStacks));
  return made;
}

function prepared(store: Store, made: ChangeSet, looksInside: boolean): void {
  const { stack, type } = made;
  const changes = changesBetween(type === 'CREATE' ? undefined : stack.contents, made);
  const isSame = changes.length === 0 && sameTriggers(made);
  if (isSame) {
    made.status = 'FAILED';
    made.reason = NO_CHANGES;
    return;
  }
  made.changes = looksInside ? withChangeSets(store, made, changes) : changes;
  made.status = 'CREATE_COMPLETE';
  made.execution = 'AVAILABLE';
}

function sameTriggers({ triggers, stack }: ChangeSet): boolean {
  return triggers === undefined || JSON.stringify(triggers) === JSON.stringify(stack.triggers);
}

function refuseState(
  stack: Stack | undefined,
  { StackName, ChangeSetType, ChangeSetName }: Asked,
): void {
  const exists = stack !== undefined && stack.status !== 'REVIEW_IN_PROGRESS';
  if (ChangeSetType === 'CREATE' && exists)
    throw invalid(
      `Stack [${StackName}] already exists and cannot be created again with the changeSet [${ChangeSetName}].`,
    );
  if (ChangeSetType !== 'CREATE' && !exists) throw invalid(`Stack [${StackName}] does not exist`);
  if (exists && !mayBeUpdated(stack))
    throw invalid(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', text);
}
