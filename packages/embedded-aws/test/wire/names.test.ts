// Names that every object has, where a service, an operation, an operator or a member is named.

import { readPattern } from '../../services/events/pattern.ts';
import { bodyLimitOf } from '../../wire/body-limit.ts';
import { headOf } from '../../wire/head.ts';
import { ask, authorization, type RawRequest, type Served, served } from './served.ts';

let wire: Served;
beforeAll(async () => {
  wire = await served();
});
afterAll(() => wire.close());

const NAMES = ['constructor', '__proto__', 'hasOwnProperty', 'toString', 'valueOf'];

test.each(
  NAMES.flatMap((name): [string, RawRequest][] => [
    [`${name} as an operation of JSON`, { headers: { 'x-amz-target': `AWSEvents.${name}` } }],
    [`${name} as a service`, { headers: { 'x-amz-target': `${name}.ListRules` } }],
    [`${name} as a signing name`, { headers: { authorization: authorization(name) } }],
    [
      `${name} as an action of a form`,
      {
        headers: {
          authorization: authorization('sts'),
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: `Action=${name}&Version=2011-06-15`,
      },
    ],
    [
      `${name} as an operation in CBOR`,
      {
        path: `/service/GraniteServiceVersion20100801/operation/${name}`,
        headers: { 'smithy-protocol': 'rpc-v2-cbor' },
      },
    ],
    [
      `${name} as a path of X-Ray`,
      { path: `/${name}`, headers: { authorization: authorization('xray') } },
    ],
    [
      `${name} as a part of a bucket`,
      { method: 'GET', path: `/box?${name}`, headers: { authorization: authorization('s3') } },
    ],
  ]),
)('%s is unknown', async (_, asked) => {
  const answer = await ask(wire.port, asked);

  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(502);
  expect(answer.text).toMatch(
    /not simulated|UnknownOperation|InvalidAction|NoSuchBucket|MissingAction|NotImplemented/,
  );
  expect(answer.text).not.toMatch(/native code|InternalFailure/);
});

test.each(NAMES)('a body to the service %s is held to the usual limit', (name) => {
  const headers = { authorization: authorization(name), host: 'localhost' };

  expect(bodyLimitOf(headOf({ method: 'POST', url: '/', headers } as never))).toBe(2 * 1024 * 1024);
});

test.each(NAMES)('%s is no operator of a pattern, and no member of every event', (name) => {
  const operator = JSON.parse(`{"source":[{"${name}":1}]}`) as unknown;
  const member = JSON.parse(`{"detail":{"${name}":[{"exists":true}]}}`) as unknown;

  expect(() => readPattern(operator)).toThrow('Unrecognized match type');
  expect(readPattern(member)({ detail: {} })).toBe(false);
});

test.each(NAMES)('%s compares no numbers, and is no member of an input', async (name) => {
  const pattern = { source: [{ numeric: [name, 5] }] };
  const member = await ask(wire.port, {
    headers: { 'x-amz-target': 'CodeDeploy_20141006.GetDeployment' },
    body: `{"${name}":{"deploymentId":"d-000000000"}}`,
  });

  expect(() => readPattern(pattern)).toThrow('numeric');
  expect(member.text).toMatch(/DeploymentIdRequired/);
});
