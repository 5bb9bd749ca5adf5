import { gzipSync } from 'node:zlib';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { HttpRequest } from '../../transport/http.ts';
import { apiRates } from '../../transport/rates.ts';
import { embedded, errorName } from '../embedded.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));

function request(service: string, more: Partial<HttpRequest> = {}): HttpRequest {
  const Credential = `Credential=AKIDEXAMPLE/20261120/us-east-1/${service}/aws4_request`;
  return {
    method: 'POST',
    host: '127.0.0.1',
    path: '/',
    query: {},
    body: bytes('{}'),
    ...more,
    headers: {
      authorization: `AWS4-HMAC-SHA256 ${Credential}, SignedHeaders=host, Signature=0`,
      ...more.headers,
    },
  };
}

test('those who only look on are not counted, parked or hindered', async () => {
  const { aws } = embedded({ faults: { beforeCall: () => ({ throttle: true }) } });
  const headers = { 'x-amz-target': 'AWSStepFunctions.ListStateMachines' };

  const answer = await aws.gateway.look(request('states', { headers }));

  expect(answer.status).toBe(200);
  expect(JSON.parse(Buffer.from(answer.body).toString())).toEqual({ stateMachines: [] });
  expect(aws.statistics().apiCalls).toEqual({});
});

test.each<[string, HttpRequest, number, string]>([
  [
    'JSON that is not',
    request('states', { headers: { 'x-amz-target': 'A.ListStateMachines' }, body: bytes('{"a"') }),
    400,
    'SerializationException',
  ],
  [
    'an operation named like a member of objects',
    request('states', { headers: { 'x-amz-target': 'A.constructor' } }),
    400,
    'UnknownOperationException',
  ],
  [
    'a service that is not simulated',
    request('ec2', { headers: { 'x-amz-target': 'A.RunInstances' } }),
    400,
    'UnknownOperationException',
  ],
  [
    'CBOR that is not',
    request('monitoring', {
      path: '/service/X/operation/DescribeAlarms',
      headers: { 'smithy-protocol': 'rpc-v2-cbor' },
      body: bytes('\u00ff{'),
    }),
    400,
    'SerializationException',
  ],
  [
    'CBOR without an operation',
    request('monitoring', { headers: { 'smithy-protocol': 'rpc-v2-cbor' } }),
    404,
    'UnknownOperationException',
  ],
  ['a form without an action', request('sts', { body: bytes('a=b') }), 400, 'MissingAction'],
  [
    'a path that does not decode',
    request('s3', { method: 'GET', path: '/bucket/%E0%A4%A' }),
    400,
    'SerializationException',
  ],
  [
    'a body that does not inflate',
    request('states', {
      headers: { 'x-amz-target': 'A.ListStateMachines', 'content-encoding': 'gzip' },
    }),
    400,
    'SerializationException',
  ],
  [
    'a body that inflates too far',
    request('states', {
      headers: { 'x-amz-target': 'A.ListStateMachines', 'content-encoding': 'gzip' },
      body: new Uint8Array(gzipSync(Buffer.alloc(20_000_000))),
    }),
    400,
    'SerializationException',
  ],
])('%s is refused', async (_, asked, status, name) => {
  const { aws } = embedded();

  const answer = await aws.gateway.look(asked);

  expect(answer.status).toBe(status);
  expect(Buffer.from(answer.body).toString()).toContain(name);
});

test('a body that was compressed is read', async () => {
  const { aws } = embedded();
  const data = { Namespace: 'Shop', MetricData: [{ MetricName: 'Errors', Value: 1 }] };
  const headers = {
    'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData',
    'content-encoding': 'gzip',
  };

  const answer = await aws.gateway.look(
    request('monitoring', { headers, body: new Uint8Array(gzipSync(JSON.stringify(data))) }),
  );

  expect(answer.status).toBe(200);
  expect(
    aws.cloudWatch.metrics.list({ account: '111122223333', region: 'us-east-1' }),
  ).toMatchObject([{ name: 'Errors' }]);
});

test('an unknown operation is answered with what there is', async () => {
  const { aws } = embedded();

  const answer = await aws.gateway.look(
    request('sts', { body: bytes('Action=GetSessionToken&Version=2011-06-15') }),
  );

  expect(Buffer.from(answer.body).toString()).toContain(
    'sts simulates AssumeRole, GetCallerIdentity',
  );
});

test('an API takes as many calls as its own rate allows, and more after a while', async () => {
  const rates: { exceeded?: ReturnType<typeof apiRates> } = {};
  const { aws, clock, play } = embedded({
    faults: { beforeCall: (call) => (rates.exceeded!(call) ? { throttle: true } : undefined) },
  });
  rates.exceeded = apiRates(clock);
  const client = new CloudWatchClient({ ...aws.sdkConfig(), maxAttempts: 1 });
  const describe = () => client.send(new DescribeAlarmsCommand({}));

  const [name, later] = await play(async () => {
    for (let call = 0; call < 9; call += 1) await describe();
    const refused = await errorName(describe());
    await clock.sleep(1);
    return [refused, await describe()];
  });

  expect(name).toBe('ThrottlingException');
  expect(later).toMatchObject({ MetricAlarms: [] });
});
