// CloudFormation: reads stacks and what is prepared for them, prepares it, executes it, or gives it up.

import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import type { StackChange } from '../core/stack-changes.ts';
import type { DeclaredParameter } from '../core/stack-contents.ts';
import { listSets, readChanges, readSet } from './stack-change-sets.ts';
import { type Causes, readCauses, readLastToken } from './stack-events.ts';
import {
  type ChangeSet,
  declaredParameters,
  type StackFound,
  type TemplateIn,
} from './stack-forms.ts';
import { askedOf, GET_TEMPLATE, GET_TEMPLATE_SUMMARY, stackCall } from './stack-operations.ts';
import { type Preparing, prepare } from './stack-prepare.ts';
import { readStack } from './stack-read.ts';
import { cancel, discard, execute } from './stack-steering.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

type Target = TargetOf<'stack'>;

export interface Stacks {
  /** Undefined where there is no such stack. */
  stack(target: Target): Promise<StackFound | undefined>;
  /** Its template as it was written. */
  template(target: Target): Promise<string>;
  /** The parameters that a template declares. Throws `Refused` where it cannot be one. */
  declared(target: Target, template: TemplateIn): Promise<readonly DeclaredParameter[]>;
  /** What is prepared for it and not executed. */
  changeSets(target: Target): Promise<readonly ChangeSet[]>;
  /** By its name, or once it was executed by its ARN; undefined where there is none. */
  changeSet(target: Target, named: string): Promise<ChangeSet | undefined>;
  /** What it would change, in nested stacks too. */
  changes(target: Target, named: string): Promise<readonly StackChange[]>;
  /** Why what was done under a token has failed, and why it could not be taken back. */
  causes(target: Target, token: string, stackId: string): Promise<Causes>;
  /** What its last update was called by whoever began it; undefined where they have not said. */
  lastToken(target: Target, stackId: string): Promise<string | undefined>;
  /** Prepares a change set; resolves also where it is prepared already. Throws `Refused` where that cannot be. */
  prepare(target: Target, preparing: Preparing): Promise<void>;
  execute(target: Target, name: string): Promise<void>;
  /** Resolves also where it is not there. */
  discard(target: Target, name: string): Promise<void>;
  /** Has an update go back that is under way; resolves also where it does already, or has ended. */
  cancel(target: Target): Promise<void>;
}

export function stacks(access: MemberAccess): Stacks {
  return {
    stack: (target) => readStack(access, target),
    template: (target) => readTemplate(access, target),
    declared: (target, template) => readDeclared(access, target, template),
    changeSets: (target) => listSets(access, target),
    changeSet: (target, named) => readSet(access, target, named),
    changes: (target, named) => readChanges(access, target, named),
    causes: (target, token, stackId) => readCauses(access, target, { token, stackId }),
    lastToken: (target, stackId) => readLastToken(access, target, stackId),
    prepare: (target, preparing) => prepare(access, target, preparing),
    execute: (target, name) => execute(access, target, name),
    discard: (target, name) => discard(access, target, name),
    cancel: (target) => cancel(access, target),
  };
}

async function readTemplate(access: MemberAccess, target: Target): Promise<string> {
  const { name: StackName } = target.stack;
  const { TemplateBody } = await askedOf(access, target, {
    of: GET_TEMPLATE,
    input: { StackName, TemplateStage: 'Original' },
    needs: z.object({ TemplateBody: z.string() }),
    what: `reading the template of stack ${StackName}`,
  });
  return TemplateBody;
}

async function readDeclared(
  access: MemberAccess,
  target: Target,
  template: TemplateIn,
): Promise<readonly DeclaredParameter[]> {
  const what = `reading the template for stack ${target.stack.name}`;
  const needs = declaredParameters;
  // CloudFormation reads it where it lies as whoever asks: as the one who has put it there.
  const options = { to: 'deploy' } as const;
  const asked = { of: GET_TEMPLATE_SUMMARY, input: template, needs, what, options };
  const sent = stackCall(access, target, asked);
  const refused = sent.catch((cause: unknown) => {
    if (nameOf(cause) !== 'ValidationError') throw cause;
    const text = `expected ${target.stack.template} to be a template, got: ${(cause as Error).message}`;
    throw new Failure('Refused', text, { cause });
  });
  const { Parameters } = await translated(what, refused);
  return Parameters.map(({ ParameterKey: key, DefaultValue, NoEcho }) => ({
    key,
    ...(DefaultValue !== undefined && { default: DefaultValue }),
    isHidden: NoEcho === 'true',
  }));
}
