// What all of Lambda's API actions share: their parts, and how a function is named.

import * as z from 'zod';
import type { VirtualClock } from '../../clock.ts';
import { number, parseInput, text } from '../input.ts';
import type { Place } from '../places.ts';
import type { Objects } from '../s3/objects.ts';
import { type Alias, type LambdaFunction, parseFunctionName, type StartupOf } from './functions.ts';
import type { Invocations } from './invocations.ts';

export const Named = z.object({ FunctionName: text, Qualifier: text.optional() });
export const Paged = Named.extend({ MaxItems: number.optional(), Marker: text.optional() });

/** Whence images are pulled. */
export interface Images {
  digestOf(uri: string): string | undefined;
}

export interface LambdaParts {
  /** Told of each alias that a call has moved. */
  readonly moved: (found: LambdaFunction, before: Alias, after: Alias) => void;
  readonly clock: VirtualClock;
  readonly objects: Objects;
  readonly images: Images;
  readonly runs: Invocations;
  find(name: string, place: Place): LambdaFunction;
  functionsAt(place: Place): readonly LambdaFunction[];
  /** How a version that is published now comes up. */
  readonly startupOf: StartupOf;
  invokeLater(name: string, event: unknown, place: Place): void;
}

export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  return parseInput(schema, input, 'InvalidParameterValueException');
}

export function qualifierOf({
  FunctionName,
  Qualifier,
}: z.infer<typeof Named>): string | undefined {
  return Qualifier ?? parseFunctionName(FunctionName).qualifier;
}
