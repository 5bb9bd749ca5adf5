// What a change set is made of that brings a stack to a template: for a release, and for whoever only wants to see it.

import type { Place } from '../aws/clients.ts';
import { isAtRest, type StackFound, type TemplateIn } from '../aws/stack-forms.ts';
import type { Preparing } from '../aws/stack-prepare.ts';
import { Failure } from '../core/failure.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { type DeclaredParameter, parametersFor, templateDigest } from '../core/stack-contents.ts';
import { brokenText } from '../core/stack-truth.ts';
import type { Ports } from './ports.ts';
import type { StackSource } from './stack-source.ts';

type Target = TargetOf<'stack'>;

export interface Preparation {
  readonly declared: readonly DeclaredParameter[];
  /** The stack as it stands; undefined where there is none, or nothing in it yet. */
  readonly stands: StackFound | undefined;
  readonly of: Omit<Preparing, 'name' | 'mark'>;
}

/** What was kept of the stack itself may have parameters that its template no longer declares. */
export async function preparationOf(
  ports: Pick<Ports, 'stacks' | 'artifacts'>,
  target: Target,
  found: StackFound | undefined,
  source: StackSource & { readonly isKept: boolean },
): Promise<Preparation> {
  const template = await whereItLies(ports, target, source.template);
  const declared = await ports.stacks.declared(target, template);
  if (!source.isKept) refuseUndeclared(target.stack, declared, source);
  const stands = found && !isEmpty(found) ? found : undefined;
  const parameters = parametersFor(declared, source.parameters, stands?.parameters);
  const of = { isNew: stands === undefined, template, parameters, tags: source.tags };
  return { declared, stands, of };
}

function isEmpty({ status }: StackFound): boolean {
  return status === 'REVIEW_IN_PROGRESS';
}

/** A way back is refused too: what cannot be updated cannot be brought back by an update. */
export function refuseUnfit(target: Target, found: StackFound | undefined): void {
  const { name, role } = target.stack;
  if (found && !isAtRest(found))
    throw new Failure('TargetBusy', `expected stack ${name} to be at rest, got ${found.status}`);
  const broken = found && !isEmpty(found) ? brokenText(found.status) : undefined;
  if (found && broken)
    throw refused(
      `expected stack ${name} to be whole, got ${found.status}: ${broken}${HELP[found.status] ?? ''}`,
    );
  if (role === undefined && found?.role === undefined)
    throw refused(
      `expected stack ${name} to have a role with which CloudFormation changes what is in it, or ${target.name} to ` +
        'name one (stack.role), got neither: it would act with what Tidegate itself may do',
    );
}

const HELP: Readonly<Record<string, string>> = {
  UPDATE_ROLLBACK_FAILED:
    ' (aws cloudformation continue-update-rollback, of the outermost stack; what it skips stays as it is)',
  UPDATE_FAILED: ' (aws cloudformation rollback-stack)',
};

export function refuseUndeclared(
  { configuration, template }: Pick<Target['stack'], 'template' | 'configuration'>,
  declared: readonly DeclaredParameter[],
  { parameters }: StackSource,
): void {
  const unknown = Object.keys(parameters).filter((key) =>
    declared.every((each) => each.key !== key),
  );
  if (unknown.length === 0) return;
  throw refused(
    `expected ${configuration} to give parameters that ${template} declares, got ${unknown.join(', ')} too`,
  );
}

/** CloudFormation takes no longer one in the call. */
const MOST_IN_CALL = 51_200;

/** In the call, or in Tidegate’s bucket of the place. */
export async function whereItLies(
  ports: Pick<Ports, 'artifacts'>,
  target: Place,
  template: string,
): Promise<TemplateIn> {
  if (Buffer.byteLength(template) <= MOST_IN_CALL) return { TemplateBody: template };
  const name = `templates/${templateDigest(template).slice(7)}.template`;
  return { TemplateURL: await ports.artifacts.putBeside(target, name, template) };
}

function refused(text: string): Failure {
  return new Failure('Refused', text);
}
