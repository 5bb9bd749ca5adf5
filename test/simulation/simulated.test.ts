// Who needs what the embedded AWS simulates: its README says so, and this keeps what it says of Tidegate true.

import { globSync, readFileSync } from 'node:fs';
import { simulatedBy } from '../../packages/embedded-aws/test/simulated-by.ts';

const simulated = simulatedBy();
const known = new Set(simulated.map(({ service, operation }) => `${service} ${operation}`));
const text = (pattern: string) => globSync(pattern).map((file) => readFileSync(file, 'utf8'));

/** Where the SDK's packages and the CLI name a service otherwise. */
const IDS: Readonly<Record<string, string>> = {
  'cloudwatch-logs': 'logs',
  'lib-dynamodb': 'dynamodb',
  eventbridge: 'events',
  s3api: 's3',
  sfn: 'states',
  stepfunctions: 'states',
};
const idOf = (name: string) => IDS[name] ?? name;

/** What has a path of its own does not say its operation. */
const BY_PATH: Readonly<Record<string, string>> = { 'devops-guru /insights': 'ListInsights' };

/** What `aws/signed-call.ts` asks, without a client of the SDK. */
const SIGNED_BY_HAND = text('aws/*.ts').flatMap(signedIn);

/** Who tests from outside is no service of AWS, and is asked over plain HTTPS. */
const THIRD_PARTY = 'outside Request';

test('what the adapters call is simulated, and stands in the table as what deployers call', () => {
  const called = [...text('aws/*.ts').flatMap(commandsOf), ...SIGNED_BY_HAND, THIRD_PARTY];

  const named = simulated.filter(({ user }) => user === 'deployers');

  const wanted = named.map(({ service, operation }) => `${service} ${operation}`);
  expect([...new Set(called)].sort()).toEqual(wanted);
});

/** `service: 'ssm', path: '/', target: 'AmazonSSM.GetCalendarState'`; a path of its own, with its operation or none. */
function signedIn(source: string): string[] {
  const all = source.matchAll(
    /service: '([\w-]+)',(?:\s+host: '[\w.-]+',)?\s+path: '([^']+)'(?:,\s+(?:target: '\w+\.|operation: ')(\w+)')?/g,
  );
  return [...all].map(([, service, path, operation]) => {
    const asked = operation ?? BY_PATH[`${service} ${path}`];
    if (asked === undefined) throw new Error(`Expected BY_PATH to say what ${service} ${path} is.`);
    return `${service} ${asked}`;
  });
}

/** `import { GetAliasCommand, paginateListAliases } from '@aws-sdk/client-lambda'`. */
function commandsOf(source: string): string[] {
  const imports = source.matchAll(/import \{([^}]*)\} from '@aws-sdk\/(?:client-)?([\w-]+)'/g);
  return [...imports].flatMap(([, names = '', from = '']) =>
    [...names.matchAll(/\b(\w+)Command\b|\bpaginate(\w+)/g)].map(([, command, pages]) => {
      const operation = command ?? pages ?? '';
      // The document client leaves out what it works on.
      const isShort = from === 'lib-dynamodb' && !/^(Query|Scan)$/.test(operation);
      return `${idOf(from)} ${operation}${isShort ? 'Item' : ''}`;
    }),
  );
}

test('every command of the AWS CLI that a document types against the local address is answered', () => {
  const pages = ['README.md', ...globSync('docs/*.md')].map((file) => readFileSync(file, 'utf8'));
  const typed = pages.flatMap((page) => [
    ...page.matchAll(/(?:\$aws|aws --endpoint-url \S+) ([\w-]+) ([\w-]+)/g),
  ]);

  // `aws s3 cp` is no operation of its own.
  const asked = typed
    .filter(([, service]) => service !== 's3')
    .map(([, service = '', command = '']) => `${idOf(service)} ${pascal(command)}`);

  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter((each) => !known.has(each))).toEqual([]);
});

function pascal(command: string): string {
  return command
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
