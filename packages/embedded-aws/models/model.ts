// The models of the services' inputs: what AWS's own public models say of each member, in a compact form.

import { createRequire } from 'node:module';
import { own } from '../own.ts';
import { AwsError } from '../service.ts';
import { readersOf, type Shapes } from './readers.ts';
import { misfitText, type Violation } from './violations.ts';

const load = createRequire(import.meta.url);

interface ModelFile {
  /** The name of each operation's input. */
  readonly operations: Readonly<Record<string, string>>;
  readonly shapes: Shapes;
}

/** What a service answers to an input that breaks its model. */
export type RefusalOf = (violations: Violations, operation: string) => AwsError;

export type Violations = readonly [Violation, ...Violation[]];

/** Reads an operation's input, or throws what the service answers to one that breaks its model. */
export type Model = (operation: string, input: unknown) => unknown;

const files = new Map<string, Model>();

/**
 * The model of a service, from `packages/embedded-aws/models/NAME.json`. What it reads holds the members that
 * the model knows and no
 * others, as AWS drops what it does not know; numbers, flags and times that came as text have their own form.
 */
export function modelOf(name: string, refusalOf: RefusalOf): Model {
  const known = files.get(name);
  if (known) return known;
  const { operations, shapes }: ModelFile = load(`./${name}.json`);
  const readerOf = readersOf(shapes);

  const model: Model = (operation, input) => {
    const shape = own(operations, operation);
    if (shape === undefined) return input;
    const found: Violation[] = [];
    const read = readerOf(shape)(input ?? {}, found);
    const [first, ...others] = found;
    if (!first) return read;
    const misfit = found.map(misfitText).find((text) => text !== undefined);
    if (misfit) throw new AwsError('SerializationException', misfit);
    throw refusalOf([first, ...others], operation);
  };
  files.set(name, model);
  return model;
}
