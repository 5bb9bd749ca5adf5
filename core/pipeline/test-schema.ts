// A test in a pipeline file: what is run against a stage, and says whether it passes.

import * as z from 'zod';
import { hookFunctionName, projectName } from './aws-names.ts';
import { eachAlone, isOneOf, kindIn, type OneOf, oneOfText } from './one-of.ts';
import { lasting, name } from './value-schemas.ts';

/** Each repetition takes as long again. */
export const often = z.int().min(0).max(3);

const testRetries = z
  .strictObject({
    infrastructure: often.default(1).meta({
      description: 'How often it is run again where it did not get to say anything.',
    }),
    assertions: often.default(0).meta({
      description: 'How often it is run again where it failed. A pass after that is flaky.',
    }),
  })
  .meta({ description: 'How often a test is run again.' });

/** One schema each: a kind is added here first, and all that answers for every kind then misses it. */
export const testKinds = {
  project: projectName.meta({ description: 'The CodeBuild project that is the test.' }),
  lambda: hookFunctionName.meta({
    description: 'The Lambda function that is the test, beside Tidegate and with its tag.',
    examples: ['checkout-smoke', 'checkout-smoke:live'],
  }),
};

/** What runs a test, of one kind. */
export type RunBy = OneOf<typeof testKinds>;
export type TestKind = keyof typeof testKinds;

export function kindOfTest(test: RunBy): TestKind {
  return kindIn(testKinds, test);
}

/** What runs it, and nothing else of it. */
export function runByOf(test: RunBy): RunBy {
  const kind = kindOfTest(test);
  return { [kind]: test[kind] } as RunBy;
}

/** What it is, in the words of a ledger: `project checkout-tests`. */
export function textOfTest(test: RunBy): string {
  const kind = kindOfTest(test);
  return `${kind} ${test[kind]}`;
}

const fields = z.strictObject({
  name: name.meta({ description: 'Unique in its stage.', examples: ['end-to-end'] }),
  ...z.object(testKinds).partial().shape,
  timeout: lasting.default('1h'),
  retries: testRetries.optional(),
});

type Fields = z.output<typeof fields>;

export type TestDefinition = Omit<Fields, TestKind> & RunBy;

const isOfOneKind = (it: Fields): it is Fields & RunBy => isOneOf(testKinds, it);

export const test = fields.refine(isOfOneKind, { error: () => oneOfText(testKinds) }).meta({
  description: 'A test that is run against the stage: it passes or fails.',
  oneOf: eachAlone(testKinds),
});
