// What a stack had before a release changed it: kept as it was found, and put there again on the way back.

import { gunzipSync, gzipSync } from 'node:zlib';
import type { StackFound } from '../aws/stack-forms.ts';
import { Failure } from '../core/failure.ts';
import { keptKeys } from '../core/kept-keys.ts';
import { keys } from '../core/keys.ts';
import type { Key } from '../core/noun.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { type KeptStack, versionOfStack } from '../core/stack-contents.ts';
import type { Ports } from './ports.ts';
import type { StackSource } from './stack-source.ts';

interface Kept {
  readonly pipeline: string;
  readonly target: TargetOf<'stack'>;
}

/** What an item of the table holds, with what else is in it. */
const MOST_ZIPPED = 350_000;

/**
 * Keeps it under what the ledger calls what runs there, so that it is found by whoever returns to that: with the
 * parameters that people have changed since, and without what CloudFormation hides.
 */
export async function keepStack(
  ports: Ports,
  { pipeline, target }: Kept,
  { template, found }: { readonly template: string; readonly found: StackFound },
): Promise<void> {
  const { parameters, tags } = found;
  const item = await ports.table.get(keys.target(pipeline, target.name));
  const version = item?.running?.functionVersion ?? versionOfStack({ template, parameters });
  const key = keptKeys.stack(pipeline, target.name, version);
  await keepContents(ports, key, { template, parameters, tags }, `stack ${target.stack.name}`);
}

/** Throws `Refused` where it is too large for an item of the table. */
export async function keepContents(
  ports: Pick<Ports, 'table' | 'clock'>,
  key: Key<KeptStack>,
  { template, parameters, tags = {} }: StackSource,
  whose: string,
): Promise<void> {
  const zipped = gzipSync(template).toString('base64');
  if (zipped.length > MOST_ZIPPED) {
    const text = `expected the template of ${whose} to be small enough to be kept for its way back, got ${zipped.length} bytes zipped`;
    throw new Failure('Refused', text);
  }
  const at = ports.clock.now().toISOString();
  await ports.table.put(key, { kind: 'keptStack', at, zipped, parameters, tags });
}

/** Undefined where nothing was kept of it. */
export async function keptStack(
  ports: Pick<Ports, 'table'>,
  { pipeline, target }: Kept,
  version: string | undefined,
): Promise<StackSource | undefined> {
  if (version === undefined) return undefined;
  return keptContents(ports, keptKeys.stack(pipeline, target.name, version));
}

export async function keptContents(
  ports: Pick<Ports, 'table'>,
  key: Key<KeptStack>,
): Promise<StackSource | undefined> {
  const kept = await ports.table.get(key);
  if (kept === undefined) return undefined;
  const { zipped, parameters, tags } = kept;
  return { template: gunzipSync(Buffer.from(zipped, 'base64')).toString(), parameters, tags };
}
