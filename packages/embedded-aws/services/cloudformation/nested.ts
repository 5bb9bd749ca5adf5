// Stacks in a stack: their templates lie in S3, and belong to what the outer one is made of.

import type { Change, ChangeSet, Contents } from './stack.ts';
import { arnOf, type Store } from './store.ts';
import { NESTED, readTemplate, resolved } from './template.ts';
import { templateTextOf } from './template-text.ts';

/** The contents with those of its nested stacks, as their templates lie there now. */
export function withNested(store: Pick<Store, 'objects'>, contents: Contents): Contents {
  if (contents.template === '') return contents;
  const { Resources } = readTemplate(contents.template);
  const nested = Object.entries(Resources).flatMap(([logicalId, { Type, Properties }]) => {
    if (Type !== NESTED) return [];
    const { TemplateURL, Parameters = {} } = resolved(Properties, contents.parameters) as {
      readonly TemplateURL?: string;
      readonly Parameters?: Readonly<Record<string, string>>;
    };
    const template = templateTextOf(store, { TemplateURL });
    const own = { template, parameters: Parameters, tags: contents.tags };
    return [[logicalId, withNested(store, own)] as const];
  });
  return nested.length === 0 ? contents : { ...contents, nested: Object.fromEntries(nested) };
}

/** Each nested stack that changes has a change set of its own, which is told of by its ARN alone. */
export function withChangeSets(
  store: Store,
  of: ChangeSet,
  changes: readonly Change[],
): readonly Change[] {
  const { stack, name } = of;
  return changes.map((each) => {
    if (each.within === undefined) return each;
    const id = arnOf(stack, `changeSet/${name}-${each.logicalId}/${store.chance.uuid()}`);
    const inner: ChangeSet = { ...of, id, name: `${name}-${each.logicalId}` };
    inner.changes = withChangeSets(store, inner, each.within);
    inner.status = 'CREATE_COMPLETE';
    // Only the outermost one can be executed.
    inner.execution = 'UNAVAILABLE';
    stack.known.set(id, inner);
    return { ...each, changeSetId: id };
  });
}
