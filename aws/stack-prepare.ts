// CloudFormation: prepares a change set, which changes nothing yet.

import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import type { StackWatched } from '../core/stack-contents.ts';
import { parameterForms, type TemplateIn } from './stack-forms.ts';
import { CREATE_CHANGE_SET, stackCall } from './stack-operations.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface Preparing {
  readonly name: string;
  /** Which release it is of, and for which target: it is found by that. */
  readonly mark: string;
  readonly isNew: boolean;
  readonly template: TemplateIn;
  /** What is null keeps the value that the stack has. */
  readonly parameters: Readonly<Record<string, string | null>>;
  /** Without them those of the stack stay. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** By what CloudFormation itself watches it; without it, by what it did before. */
  readonly watched?: StackWatched | undefined;
}

export async function prepare(
  access: MemberAccess,
  target: TargetOf<'stack'>,
  { name, mark, isNew, template, parameters, tags, watched }: Preparing,
): Promise<void> {
  const { name: StackName, capabilities, role } = target.stack;
  const what = `preparing change set ${name} of stack ${StackName}`;
  const input = {
    StackName,
    ChangeSetName: name,
    ChangeSetType: isNew ? 'CREATE' : 'UPDATE',
    ...template,
    Parameters: parameterForms(parameters),
    Capabilities: capabilities,
    Tags: tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    RoleARN: role,
    RollbackConfiguration: watched && {
      // A list of none takes away what was there; a list that is left out leaves it.
      RollbackTriggers:
        watched.triggers.length > 0
          ? watched.triggers.map(({ arn: Arn, type: Type }) => ({ Arn, Type }))
          : '',
      MonitoringTimeInMinutes: watched.minutes,
    },
    Description: mark,
    ClientToken: name,
    IncludeNestedStacks: true,
  };
  const options = { to: 'deploy', attempts: 1 } as const;
  const sent = stackCall(access, target, {
    of: CREATE_CHANGE_SET,
    input,
    needs: z.unknown(),
    what,
    options,
  });
  const refused = sent.catch((cause: unknown) => {
    if (nameOf(cause) === 'AlreadyExistsException') return;
    const { message } = cause as Error;
    if (/_IN_PROGRESS state/.test(message))
      throw new Failure('TargetBusy', `expected stack ${StackName} to be at rest, got: ${message}`);
    if (REFUSED.test(nameOf(cause))) {
      const text = `expected CloudFormation to take ${target.stack.template} for stack ${StackName}, got: ${message}`;
      throw new Failure('Refused', text, { cause });
    }
    throw cause;
  });
  await translated(what, refused);
}

const REFUSED = /^(ValidationError|InsufficientCapabilities|LimitExceeded)/;
