// Where a person's request finds what it names. Somebody who tries several accounts on one machine holds the keys of
// all: an alarm of production is set without assuming a role first, whatever region the CLI is configured for.

import { AwsError } from '../service.ts';
import type { Place } from '../services/places.ts';
import type { Principal } from './credentials.ts';

interface Placed {
  readonly service: string;
  readonly operation: string;
  readonly principal: Principal;
  readonly region: string;
}

export function isPerson({ principal }: Placed): boolean {
  return principal.functionName === undefined && principal.roleArn === undefined;
}

/** The services whose things are looked for in all accounts. */
const SOUGHT = new Set([
  'appconfig',
  'application-signals',
  'cloudformation',
  'cloudwatch',
  'codebuild',
  'codecommit',
  'codedeploy',
  'devops-guru',
  'ecr',
  'ecs',
  'lambda',
  'logs',
  'ssm',
  'xray',
]);

/** The request as asked, then in the other accounts and regions: those of its own region first. */
export function placesToTry<T extends Placed>(
  request: T,
  places: readonly Place[],
): readonly [T, ...T[]] {
  const { service, principal, region } = request;
  if (!SOUGHT.has(service)) return [request];
  const others = places
    .filter((place) => place.account !== principal.account || place.region !== region)
    .sort((a, b) => Number(b.region === region) - Number(a.region === region));
  const moved = others.map((place) => ({
    ...request,
    principal: { account: place.account },
    region: place.region,
  }));
  return [request, ...moved];
}

const MISSING = /(NotFound|NotFoundException|DoesNotExistException)$/;

/** Runs the first request that finds what it names; if none does, the answer is that of the first. */
export async function firstFound<
  T extends Placed,
  Answer extends { readonly answer: Promise<unknown> },
>(
  requests: readonly [T, ...T[]],
  run: (request: T) => Promise<Answer>,
  { operation }: T,
): Promise<Answer> {
  const [first, ...others] = requests;
  const asked = await outcomeOf(run(first), operation);
  if (!asked.missing) return asked.answer();
  for (const request of others) {
    const outcome = await outcomeOf(run(request), operation);
    if (!outcome.missing) return outcome.answer();
  }
  return asked.answer();
}

/** Nothing has been changed where the thing named is missing. */
async function outcomeOf<Answer extends { readonly answer: Promise<unknown> }>(
  running: Promise<Answer>,
  operation: string,
): Promise<{ readonly missing: boolean; answer(): Answer }> {
  try {
    const begun = await running;
    const missing = LOOKS.test(operation) && isEmpty(await begun.answer);
    return { missing, answer: () => begun };
  } catch (error) {
    const missing = error instanceof AwsError && MISSING.test(error.name);
    return {
      missing,
      answer: () => {
        throw error;
      },
    };
  }
}

/** Reads that answer with an empty list where there is nothing to show. */
const LOOKS =
  /^(Describe|List|GetServiceGraph$|GetTimeSeries|GetTraceSummaries$|BatchGetServiceLevel)/;

function isEmpty(output: unknown): boolean {
  return Object.entries(output as object).every(
    ([name, each]) => name === 'Errors' || !Array.isArray(each) || each.length === 0,
  );
}
