// Bodies that say little and mean much: each is refused, or read, without the work that it asks for.

import { isBeyondReading } from '../../json-bounds.ts';
import { parseForm } from '../../transport/protocols/query.ts';
import { readS3 } from '../../transport/protocols/s3-rest.ts';
import { ask, authorization, type RawRequest, type Served, served } from './served.ts';

let wire: Served;
beforeAll(async () => {
  wire = await served();
});
afterAll(() => wire.close());

const form = (service: string, body: string): RawRequest => ({
  headers: {
    authorization: authorization(service),
    'content-type': 'application/x-www-form-urlencoded',
  },
  body,
});
const json = (target: string, body: string): RawRequest => ({
  headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' },
  body,
});

test.each<[string, RawRequest, RegExp]>([
  [
    'a form of too many parts',
    form('monitoring', `Action=ListMetrics${'&'.repeat(600_000)}`),
    /at most 500000 parameters/,
  ],
  [
    'a name of too many steps',
    form('monitoring', `Action=ListMetrics&${'a.'.repeat(50_000)}b=1`),
    /at most 50 steps/,
  ],
  [
    'a list that is longer than its model has it',
    json(
      'GraniteServiceVersion20100801.DescribeAlarms',
      `{"AlarmNames":[${'1,'.repeat(200_000)}1]}`,
    ),
    /1 validation error detected: Value '\[1, 1.{200,260}…' at 'alarmNames' .* less than or equal to 100/,
  ],
  [
    'a list of which each item is wrong',
    json(
      'GraniteServiceVersion20100801.PutMetricData',
      `{"Namespace":"a","MetricData":[${'{},'.repeat(900)}{}]}`,
    ),
    /MetricData.member.1.MetricName/,
  ],
  [
    'a list that has no model',
    json(
      'AWSStepFunctions.CreateStateMachine',
      `{"name":"a","definition":"{}","roleArn":"r","tags":[${'1,'.repeat(500_000)}1]}`,
    ),
    /^.{0,120}1 validation error/,
  ],
])('%s is refused in a sentence', async (_, asked, text) => {
  const answer = await ask(wire.port, asked);

  expect(answer.status).toBe(400);
  expect(answer.text).toMatch(text);
  expect(answer.text.length).toBeLessThan(6_000);
});

test('JSON that holds too many values is beyond reading, texts full of commas are not', () => {
  expect(isBeyondReading('[1,2,[3]]', 4)).toBe(true);
  expect(isBeyondReading('[1,2,[3]]', 5)).toBe(false);
  expect(isBeyondReading('[",,,,,,"]', 2)).toBe(false);
});

test('names that all objects have make nothing but members of that name', () => {
  const tree = parseForm([
    ['__proto__.polluted', '1'],
    ['constructor.prototype.polluted', '1'],
    ['Name.member', 'a text, not a list'],
  ]);

  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  expect(tree).toMatchObject({ constructor: { prototype: { polluted: '1' } } });
  expect(tree).toMatchObject({ Name: { member: 'a text, not a list' } });
});

test('an object that came in a chunk for each byte is whole', () => {
  const body = new Uint8Array(Buffer.from(`${'1\r\na\r\n'.repeat(100_000)}0\r\n\r\n`));
  const headers = { 'content-encoding': 'aws-chunked' };

  const { input } = readS3({ method: 'PUT', host: '', path: '/b/k', query: {}, headers, body });

  expect(Buffer.from((input as { Body: Uint8Array }).Body).toString()).toBe('a'.repeat(100_000));
});

test('a body that comes byte by byte is read as if it came at once', async () => {
  const body = `{"maxResults":${'1'.repeat(20_000)}}`;
  const headers = {
    'x-amz-target': 'AWSStepFunctions.ListStateMachines',
    'transfer-encoding': 'chunked',
  };

  const answer = await ask(wire.port, {
    headers,
    pieces: [...body].map((each) => Buffer.from(each)),
  });

  expect(answer.text).toMatch(/maxResults/);
});
