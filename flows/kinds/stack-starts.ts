// Prepares the change set that brings a stack to a revision's template; nothing is changed before it is executed.

import { isAtRest, type StackFound, type TemplateIn } from '../../aws/stack-forms.ts';
import { Failure } from '../../core/failure.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import {
  changeSetNamed,
  type DeclaredParameter,
  isOfTidegate,
  parametersFor,
  templateDigest,
  valuesOf,
  versionOfStack,
} from '../../core/stack-contents.ts';
import { brokenText } from '../../core/stack-truth.ts';
import { keepStack, keptStack } from '../kept-stack.ts';
import type { Ports } from '../ports.ts';
import { type StackSource, stackSourceOf } from '../stack-source.ts';
import type { Starts } from './kind.ts';

type Target = TargetOf<'stack'>;

export const starts: Starts<Target> = {
  async start(ports, wanted, noted) {
    const { pipeline, target, doing, mark, functionVersion } = wanted;
    const found = await ports.stacks.stack(target);
    refuseUnfit(target, found);
    const isBack = doing === 'rollBack';
    const kept = isBack ? await keptStack(ports, { pipeline, target }, functionVersion) : undefined;
    const source = kept ?? (await stackSourceOf(ports, target, wanted.revision));
    const template = await whereItLies(ports, target, source.template);
    const declared = await ports.stacks.declared(target, template);
    if (!kept) refuseUndeclared(target, declared, source);
    const stands = found && !isEmpty(found) ? found : undefined;
    const before = stands && { template: await ports.stacks.template(target), found: stands };
    const parameters = parametersFor(declared, source.parameters, stands?.parameters);
    const values = valuesOf(declared, parameters, stands?.parameters);
    const to = versionOfStack({ template: source.template, parameters: values });
    const from = before
      ? versionOfStack({ template: before.template, parameters: before.found.parameters })
      : NOTHING;
    await noted({ functionVersion: to, fromVersion: from });
    const name = changeSetNamed(mark);
    await discardOthers(ports, target, name);
    if (isBack && to === from) return undefined;
    if (!isBack && before) await keepStack(ports, { pipeline, target }, before);
    const { tags } = source;
    const how = { name, mark, isNew: stands === undefined, template, parameters, tags };
    await ports.stacks.prepare(target, how);
    return { id: name };
  },
};

/** The version of a stack that has nothing. */
const NOTHING = 'nothing';

function isEmpty({ status }: StackFound): boolean {
  return status === 'REVIEW_IN_PROGRESS';
}

/** A way back is refused too: what cannot be updated cannot be brought back by an update. */
function refuseUnfit(target: Target, found: StackFound | undefined): void {
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

function refuseUndeclared(
  { stack }: Target,
  declared: readonly DeclaredParameter[],
  { parameters }: StackSource,
): void {
  const unknown = Object.keys(parameters).filter((key) =>
    declared.every((each) => each.key !== key),
  );
  if (unknown.length === 0) return;
  throw refused(
    `expected ${stack.configuration} to give parameters that ${stack.template} declares, got ${unknown.join(', ')} too`,
  );
}

/** CloudFormation takes no longer one in the call. */
const MOST_IN_CALL = 51_200;

async function whereItLies(ports: Ports, target: Target, template: string): Promise<TemplateIn> {
  if (Buffer.byteLength(template) <= MOST_IN_CALL) return { TemplateBody: template };
  const name = `templates/${templateDigest(template).slice(7)}.template`;
  return { TemplateURL: await ports.artifacts.putBeside(target, name, template) };
}

/** Those of Tidegate that nobody has executed are nobody's any more: the intent is another's now. */
async function discardOthers(ports: Ports, target: Target, own: string): Promise<void> {
  for (const { name, state } of await ports.stacks.changeSets(target))
    if (isOfTidegate(name) && name !== own && state !== 'executed')
      await ports.stacks.discard(target, name);
}

function refused(text: string): Failure {
  return new Failure('Refused', text);
}
