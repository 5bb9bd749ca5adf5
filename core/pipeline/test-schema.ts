// A test in a pipeline file: what is run against a stage, and says whether it passes.

import * as z from 'zod';
import { canaryName, experimentTemplate, hookFunctionName, projectName } from './aws-names.ts';
import { eachAlone, isOneOf, kindIn, type OneOf, oneOfText } from './one-of.ts';
import { accountId, lasting, name, region, text } from './value-schemas.ts';

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

const https = z
  .strictObject({
    url: z
      .string()
      .max(1_000)
      .refine(
        isOfThirdParty,
        'expected https:// and the name of a host, without a user or a password',
      )
      .meta({
        description: 'Where what is to be tested is posted.',
        examples: ['https://tests.example.com/runs'],
      }),
    secret: z
      .string()
      .regex(
        /^\/tidegate\/[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+){1,10}$/,
        'expected /tidegate/STAGE/NAME',
      )
      .refine(
        (name) => !name.startsWith('/tidegate/messages/'),
        'expected a secret of its own, got one below /tidegate/messages/, with which people are told of releases',
      )
      .max(500)
      .meta({
        description:
          'The parameter of Systems Manager, beside Tidegate, with the secret that signs requests and answers.',
        examples: ['/tidegate/prod/checkout-tests'],
      }),
  })
  .meta({
    description: 'A third party that is the test: it is asked, and answers at once or later.',
  });

/** Neither an address nor a name of one network alone: what is asked goes out, and to nobody within. */
function isOfThirdParty(url: string): boolean {
  const { protocol, hostname, username, password } = URL.parse(url) ?? {};
  const isNamed =
    /\.[a-z]{2,}$/.test(hostname ?? '') && !/\.(internal|local)$/.test(hostname ?? '');
  return protocol === 'https:' && isNamed && username === '' && password === '';
}

/** One schema each: a kind is added here first, and all that answers for every kind then misses it. */
export const testKinds = {
  drill: lasting.meta({
    description:
      'A rollback drill, after the stage’s other tests: its targets go half back, down and up again under traffic, and each leg is watched for so long.',
    examples: ['10m'],
  }),
  experiment: experimentTemplate.meta({
    description:
      'The id of an experiment template of the Fault Injection Service, beside Tidegate: it must complete, and no alarm fire.',
    examples: ['EXT4mYzfPsBbWzT'],
  }),
  https,
  project: projectName.meta({ description: 'The CodeBuild project that is the test.' }),
  lambda: hookFunctionName.meta({
    description: 'The Lambda function that is the test, beside Tidegate and with its tag.',
    examples: ['checkout-smoke', 'checkout-smoke:live'],
  }),
  synthetics: z
    .union([canaryName, z.array(canaryName).min(1).max(20)])
    .transform((given) => (typeof given === 'string' ? [given] : given))
    .pipe(z.array(z.string()))
    .meta({
      description:
        'A canary of CloudWatch Synthetics, or several, beside Tidegate: each must pass.',
      examples: ['checkout-browse', ['checkout-browse', 'checkout-pay']],
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
export function textOfTest(test: RunBy & ElsewhereTold): string {
  if (test.https) return `https ${test.https.url}`;
  const kind = kindOfTest(test);
  const named = test.synthetics?.join(', ') ?? test[kind];
  return `${kind} ${named}${elsewhereText(test)}`;
}

/** Where what runs it is, as far as that is not beside Tidegate. */
export const elsewhereFields = {
  account: accountId.optional().meta({
    description: 'The account of what runs it. Default: the account Tidegate runs in.',
  }),
  region: region.optional().meta({
    description: 'The region of what runs it. Default: the region Tidegate runs in.',
  }),
};

export interface ElsewhereTold {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** What is told of where it is, and nothing else of it. */
export function elsewhereOf({ account, region: told }: ElsewhereTold) {
  return { ...(account !== undefined && { account }), ...(told !== undefined && { region: told }) };
}

/** Where it is. */
export function placeOf<Place extends { readonly account: string; readonly region: string }>(
  { account, region: told }: ElsewhereTold,
  home: Place,
): { readonly account: string; readonly region: string } {
  return { account: account ?? home.account, region: told ?? home.region };
}

/**
 *     {}                                               →  ''
 *     { account: '222233334444', region: 'eu-west-1' } →  ' in 222233334444 eu-west-1'
 */
export function elsewhereText({ account, region: told }: ElsewhereTold): string {
  const where = [account, told].filter((each) => each !== undefined);
  return where.length === 0 ? '' : ` in ${where.join(' ')}`;
}

const contract = z
  .strictObject({
    consumer: text.meta({ description: 'The service that relies on it.', examples: ['basket'] }),
    owner: text.meta({
      description: 'The team whose test it is: named where it fails.',
      examples: ['team-basket'],
    }),
    contact: text.optional().meta({
      description: 'Where they are reached.',
      examples: ['#team-basket'],
    }),
  })
  .meta({
    description: 'It is a consumer’s: what another service relies on, and whom to talk to.',
  });

export type Contract = z.output<typeof contract>;

const fields = z.strictObject({
  name: name.meta({ description: 'Unique in its stage.', examples: ['end-to-end'] }),
  ...z.object(testKinds).partial().shape,
  ...elsewhereFields,
  timeout: lasting.optional().meta({
    description: 'How long one run of it may take. Default: 1h. A drill has none.',
    examples: ['20m'],
  }),
  retries: testRetries.optional(),
  contract: contract.optional(),
});

type Fields = z.output<typeof fields>;

export type TestDefinition = Omit<Fields, TestKind> & RunBy;

const USUAL_TIMEOUT = '1h';

/** How long one run of a test may take: a drill takes as long as its legs, each of which has an end. */
export function timeoutOf({ timeout, drill }: Pick<Fields, 'timeout' | 'drill'>): string {
  return timeout ?? drill ?? USUAL_TIMEOUT;
}

const isOfOneKind = (it: Fields): it is Fields & RunBy => isOneOf(testKinds, it);

/** Nobody of AWS runs a third party's, and what a drill moves says itself where it is. */
const isSomewhere = ({ https: outside, drill, account, region: told }: Fields) =>
  (outside === undefined && drill === undefined) || (account === undefined && told === undefined);

export const test = fields
  .refine(isOfOneKind, { error: () => oneOfText(testKinds) })
  .refine(isSomewhere, {
    error:
      'expected an account or a region of what runs in AWS, got one of a third party or of a drill: leave it out',
  })
  .meta({
    description: 'A test that is run against the stage: it passes or fails.',
    oneOf: eachAlone(testKinds),
  });
